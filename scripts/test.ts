// Everything: the quick checks, the migrations, the database, and a real browser. Ends with one line of counts.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provideChromium } from "./chromium.ts";
import { type Counts, ROOT, runCheck, runPlaywright, runVitest, sum } from "./steps.ts";
import { verify } from "./verify.ts";

async function testInBrowser(): Promise<Counts> {
  const chromium = provideChromium();
  if (!chromium) return { passed: 0, failed: 1 };
  const data = mkdtempSync(join(tmpdir(), "learn-x-e2e-"));
  try {
    const [web, simulator] = await Promise.all([freePort(), freePort()]);
    return await runPlaywright({
      CHROME_PATH: chromium,
      E2E_DATA_DIR: join(data, "data"),
      E2E_PORT: String(web),
      E2E_SIMULATOR_PORT: String(simulator),
    });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No port is free.");
  return address.port;
}

const counts = sum([
  await verify(),
  await runCheck("migrations", [process.execPath, join(ROOT, "scripts/migrate.ts"), "check"]),
  await runVitest("database", true),
  await testInBrowser(),
]);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
if (counts.failed > 0) process.exitCode = 1;
