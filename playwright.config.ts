import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./scripts/chromium.ts";

const port = process.env.E2E_PORT ?? "3210";
const address = `http://localhost:${port}`;

/** The simulated model is a server of its own here, so that tests can reach its control routes. */
const simulatorPort = process.env.E2E_SIMULATOR_PORT ?? "3211";
const simulator = `http://127.0.0.1:${simulatorPort}`;
process.env.SIMULATOR_URL = simulator;

/** The program as its users start it, on data of its own. */
const env = {
  PORT: port,
  APP_URL: address,
  DATA_DIR: process.env.E2E_DATA_DIR ?? ".cache/e2e-data",
  DATABASE_URL: "",
  SIMULATOR_URL: simulator,
  LLM_MODE: "simulated",
};

const ALONE = "**/*.alone.spec.ts";
const browser = {
  ...devices["Desktop Chrome"],
  launchOptions: { executablePath: findChromium() ?? "chromium" },
};

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: { baseURL: address, trace: "retain-on-failure", timezoneId: "Pacific/Chatham" },
  projects: [
    { name: "chromium", testIgnore: ALONE, use: browser },
    // What looks at the clock has the machine to itself.
    { name: "alone", testMatch: ALONE, use: browser, dependencies: ["chromium"], workers: 1 },
  ],
  webServer: [
    {
      command: "node server/simulator/main.ts",
      url: `${simulator}/__control/rules`,
      env: { SIMULATOR_PORT: simulatorPort },
      gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
      reuseExistingServer: false,
    },
    {
      command: "node server/supervisor.ts start",
      url: `${address}/api/live`,
      env,
      timeout: 240_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 60_000 },
      stdout: "pipe",
      reuseExistingServer: false,
    },
  ],
});
