import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulator-"));
});
afterAll(() => rm(folder, { recursive: true }));

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: { ...process.env, SIMULATOR_PORT: "0", SIMULATOR_PACE: "instant", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(child, "exit").then(([code]) => code as number | null);
  return { child, exit };
}

test("it starts with a rule file, says where, and ends cleanly on SIGTERM with a stream open", async () => {
  const path = join(folder, "rules.json");
  await writeFile(
    path,
    JSON.stringify({ rules: [{ marker: "[file]", chunks: ["from the file"], hold: 1 }] }),
  );
  const { child, exit } = run({ SIMULATOR_RULES: path });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  expect(line).toMatch(/^simulated model at http:\/\/127\.0\.0\.1:\d+$/);
  const response = await fetch(`${line.replace("simulated model at ", "")}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "[file]" }] }),
  });
  const first = await response.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toContain("data: ");
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test.each([
  [{ SIMULATOR_PORT: "many" }, "SIMULATOR_PORT"],
  [{ SIMULATOR_PACE: "fast" }, "SIMULATOR_PACE"],
  [{ SIMULATOR_RULES: "/nowhere/rules.json" }, "SIMULATOR_RULES"],
])("%j is refused by name", async (env, name) => {
  const { child, exit } = run(env);
  const said: string[] = [];
  child.stderr.on("data", (part: Buffer) => said.push(part.toString()));
  expect(await exit).toBe(1);
  expect(said.join("")).toContain(name);
});
