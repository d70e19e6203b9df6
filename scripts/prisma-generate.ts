// Generates the Prisma client without downloading an engine: the generator needs none, but the command line
// insists on finding one, and any existing file will do. (Migrating needs a real one: scripts/migrate.ts.)
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
const root = join(import.meta.dirname, "..");
const { status, stdout, stderr, error } = spawnSync(process.execPath, [prisma, "generate"], {
  cwd: root,
  encoding: "utf8",
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: join(root, "package.json"),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  },
});
if (status !== 0) {
  console.error(`Generating the database client failed.\n${stdout}${stderr}${error ?? ""}`);
  process.exit(1);
}
