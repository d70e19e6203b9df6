// Everything: the quick checks, the migrations, the database, and a real browser. Ends with one line of counts.
import { mkdtempSync, rmSync } from "node:fs";
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
    return await runPlaywright({ CHROME_PATH: chromium, E2E_DATA_DIR: join(data, "data") });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

const counts = sum([
  await verify(),
  await runCheck("migrations", [process.execPath, join(ROOT, "scripts/migrate.ts"), "check"]),
  await runVitest("database", true),
  await testInBrowser(),
]);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
if (counts.failed > 0) process.exitCode = 1;
