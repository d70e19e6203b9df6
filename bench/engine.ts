import { randomUUID } from "node:crypto";
import { PgBoss } from "pg-boss";
import { z } from "zod";
import { type Engine, eventually, readEvents, startEngine } from "#server/runs/__fixtures__/engine.ts";
import { startModelServer, startWorkerProcess } from "#server/runs/__fixtures__/processes.ts";
import { type Body, createScripted } from "#server/runs/__fixtures__/scripted.ts";
import { openBenchDatabase } from "./database.ts";
import { median, quantile, timed } from "./figures.ts";
import { overModelCalls } from "./model-calls.ts";
import { report } from "./report.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the run engine adds to the work itself. */
export async function run(): Promise<void> {
  const database = await openBenchDatabase();
  const scripted = createScripted();
  const engine = await startEngine({ url: database.url, pipelines: [scripted.pipeline] });
  const learnerId = randomUUID();
  const start = (body: Body) => scripted.start(engine.runs, learnerId, body);
  const whole = async (body: Body) => void (await readEvents(engine.runs, learnerId, await start(body)));
  const figure = (name: string, value: number, versus: Record<string, number> = {}) =>
    report({ bench: "engine", figure: name, value, unit: "ms", versus });

  for (let n = 0; n < 20; n++) await whole((run) => run.step("warm", async () => 1));

  const starts = await repeat(60, () => startToFirstStep(start));
  const bare = await bareJobs(database.url, 60);
  figure("start to first step, median", median(starts), { "bare pg-boss job": median(bare) });
  figure("start to first step, p95", quantile(starts, 0.95), { "bare pg-boss job": quantile(bare, 0.95) });

  const few = await repeat(25, () => timed(() => whole(empty(1))));
  const many = await repeat(25, () => timed(() => whole(empty(21))));
  const commits = await repeat(100, () => twoCommits(engine));
  figure("overhead of one step, median", (median(many) - median(few)) / 20, {
    goal: 5,
    "two single-row updates": median(commits),
  });

  // Plan 100 ms, then four drawings side by side of which the slowest takes 200 ms: six steps with the end.
  const runs = await repeat(25, () => timed(() => whole(visual)));
  figure("whole run of 6 steps over its slowest path, median", median(runs) - 300, { goal: 50 + 6 * 5 });
  figure("whole run of 6 steps over its slowest path, p95", quantile(runs, 0.95) - 300, { goal: 50 + 6 * 5 });

  const wakes = await repeat(40, () => answerToNextStep(engine, learnerId, start));
  figure("answer to next step, median", median(wakes), { goal: 50 });
  figure("answer to next step, p95", quantile(wakes, 0.95), { goal: 50 });
  await engine.close();

  const { steps, values } = await overModelCalls(database.url, 25);
  const goal = 50 + steps * 5;
  figure(`visual run of ${steps} model calls over their slowest path, median`, median(values), { goal });
  figure(`visual run of ${steps} model calls over their slowest path, p95`, quantile(values, 0.95), { goal });

  await takeovers(database.url);
  await database.close();
}

async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let n = 0; n < times; n++) values.push(await measure());
  return values;
}

/** The least that a step's beginning and end can cost here: two writes that are flushed to disk. */
function twoCommits({ prisma }: Engine): Promise<number> {
  return timed(async () => {
    for (let n = 0; n < 2; n++)
      await prisma.$queryRaw`
        update "Run" set "updatedAt" = clock_timestamp()
        where id = (select id from "Run" order by "createdAt" desc limit 1) returning 1`;
  });
}

function empty(steps: number): Body {
  return async (run) => {
    for (let n = 0; n < steps; n++) await run.step(`s${n}`, async () => n);
  };
}

const visual: Body = async (run) => {
  await run.step("plan", () => pause(100));
  await Promise.all(
    [200, 150, 150, 100].map((ms, n) => run.step(`draw${n}`, { dependsOn: ["plan"] }, () => pause(ms))),
  );
  await run.step("finish", async () => "made");
};

async function startToFirstStep(start: (body: Body) => Promise<string>): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const begun = performance.now();
  await start((run) => run.step("a", async () => resolve(performance.now())));
  const reached = await promise;
  await pause(20); // its end is not part of the next one's start
  return reached - begun;
}

/** The same queue without runs, steps and events. */
async function bareJobs(url: string, times: number): Promise<number[]> {
  const boss = new PgBoss({ connectionString: url, max: 4, useListenNotify: true, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.createQueue("bare", { notify: true });
  let reached = (_at: number) => {};
  await boss.work(
    "bare",
    { localConcurrency: 16, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
    async () => reached(performance.now()),
  );
  const values = await repeat(times, async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    reached = resolve;
    const begun = performance.now();
    await boss.send("bare", {});
    const at = await promise;
    await pause(20);
    return at - begun;
  });
  await boss.stop({ graceful: false });
  return values;
}

async function answerToNextStep(
  { prisma, runs }: Engine,
  learnerId: string,
  start: (body: Body) => Promise<string>,
): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const id = await start(async (run) => {
    await run.waitFor("choice", z.enum(["left", "right"]));
    await run.step("next", async () => resolve(performance.now()));
  });
  await eventually(async () => {
    const row = await prisma.run.findUniqueOrThrow({ where: { id } });
    return row.status === "waiting" && row.owner === null;
  });
  await pause(50);
  const asked = performance.now();
  await runs.answer(learnerId, id, "choice", "left");
  return (await promise) - asked;
}

/** A process that holds eight runs is killed; how long until another one makes the same model calls. */
async function takeovers(databaseUrl: string): Promise<void> {
  const models = await startModelServer();
  const web = await startEngine({ url: databaseUrl });
  const learnerId = randomUUID();
  const values: number[] = [];
  for (let round = 0; round < 3; round++) {
    const options = { databaseUrl, modelUrl: models.url };
    const victim = await startWorkerProcess({ name: `victim${round}`, ...options });
    const topics = Array.from({ length: 8 }, () => randomUUID());
    for (const topic of topics) {
      models.hold(topic, "plan");
      await web.runs.create({ learnerId, kind: "visual", input: { topic } });
    }
    await Promise.all(topics.map((topic) => models.held(topic, "plan")));
    const rescuer = await startWorkerProcess({ name: `rescuer${round}`, ...options });
    await pause(Math.random() * 2_000); // the kill meets the renewals of the lease at any point
    const killed = performance.now();
    await victim.end("SIGKILL");
    await Promise.all(
      topics.map(async (topic) => {
        await eventually(async () => models.calls(topic, "plan").length > 1);
        values.push(performance.now() - killed);
        models.release(topic, "plan");
      }),
    );
    await rescuer.end("SIGTERM");
  }
  const figure = (name: string, value: number) =>
    report({ bench: "engine", figure: name, value: value / 1000, unit: "s", versus: { goal: 15 } });
  figure("takeover of 8 runs after kill -9, median of 3 kills", median(values));
  figure("takeover of 8 runs after kill -9, slowest of 3 kills", Math.max(...values));
  await web.close();
  await models.close();
}
