import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Engine, eventually, readEvents, startEngine, untilStatus } from "./runs/__fixtures__/engine.ts";
import { type Simulator, startSimulator } from "./simulator/index.ts";
import { createSimulatorControl } from "./simulator/testing-control.ts";
import { openTestDatabase } from "./start/testing.ts";

// The product's own worker process, with the real gateway and SDKs, against the sample model's own server.

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let simulator: Simulator;
let web: Engine;
const workers: ChildProcess[] = [];
const learnerId = randomUUID();

beforeAll(async () => {
  database = await openTestDatabase();
  simulator = await startSimulator({ timing: "instant" });
  web = await startEngine({ url: database.url });
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await web.close();
  await simulator.close();
  await database.close();
});

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [join(import.meta.dirname, "worker.ts")], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      SIMULATOR_URL: simulator.url,
      LLM_MODE: "simulated",
      LOG_LEVEL: "silent",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  workers.push(worker);
  for await (const line of createInterface({ input: worker.stdout }))
    if (line === "worker ready") return worker;
  throw new Error("The worker ended before it was ready.");
}

it("goes on after a kill -9 in the middle of a reply, and asks no model twice for what was finished", async () => {
  const control = createSimulatorControl(simulator.url);
  const marker = randomUUID();
  const topic = `photosynthesis [${marker}]`;
  await control.rules({ marker, also: "Step-id: ", hold: 3, times: 1 });
  const first = await startWorker();
  const { run } = await web.runs.create({ learnerId, kind: "visual", input: { topic } });

  // One drawing is held in mid-stream, the other four and the plan are finished.
  await control.untilHeld(marker);
  await readEvents(web.runs, learnerId, run.id, {
    until: (() => {
      let ended = 0;
      return ({ event }: { event: { type: string } }) => event.type === "step-end" && ++ended === 5;
    })(),
  });
  const told = async () => {
    const rows = await web.prisma.telemetryEvent.findMany({ where: { runId: run.id } });
    return rows.map(({ name, data }) => `${name} ${(data as { step?: string }).step ?? ""}`);
  };
  const madeOf = async () => (await told()).filter((one) => /^(plan|drawing)_made/.test(one)).sort();
  await eventually(async () => (await madeOf()).length === 5); // a second's worth may be lost with the process
  first.kill("SIGKILL");
  await startWorker();
  const snapshot = await untilStatus(web.runs, learnerId, run.id, "succeeded", "partial", "failed");

  expect(snapshot).toMatchObject({ status: "succeeded", gaps: [] });
  const calls = await control.calls(marker);
  expect(calls).toHaveLength(7); // the plan, five drawings, and the one that was cut off once more
  const attempts = await web.prisma.attempt.findMany({ where: { runId: run.id } });
  expect(attempts.map(({ state }) => state).sort()).toEqual([
    ...Array(1).fill("lost"),
    ...Array(6).fill("settled"),
  ]);
  const spent = attempts.reduce((sum, { settledUsd }) => sum + Number(settledUsd), 0);
  expect(snapshot.cost.usd).toBeCloseTo(spent, 7);
  const events = await readEvents(web.runs, learnerId, run.id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ event }) => event.type === "svg-ready")).toHaveLength(5);
  await eventually(async () => (await told()).includes("run_ended "));
  const drawings = snapshot.steps.map(({ key }) => key).filter((key) => key !== "plan");
  expect(await madeOf()).toEqual([...drawings.map((key) => `drawing_made ${key}`), "plan_made plan"].sort());
}, 60_000);
