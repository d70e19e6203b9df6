import { defineConfig } from "vitest/config";

// Neither UTC nor a whole hour off it: code that forgets about time zones shows.
process.env.TZ = "Pacific/Chatham";

const everywhere = ["node_modules/**", ".next/**", ".data/**", "e2e/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...everywhere, "**/*.db.test.ts"],
          setupFiles: ["server/start/testing-console.ts"],
          env: { TZ: "Pacific/Chatham" },
          // Finds what hangs; how long things take is measured by benches.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "database",
          include: ["**/*.db.test.ts"],
          exclude: everywhere,
          setupFiles: ["server/start/testing-console.ts"],
          globalSetup: ["server/start/testing-server.ts"],
          env: { TZ: "Pacific/Chatham" },
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
