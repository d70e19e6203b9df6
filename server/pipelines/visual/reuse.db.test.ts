// The same question again: answered by what was made for the first one.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VisualInput } from "../../contracts/visual.ts";
import { readEvents } from "../../runs/__fixtures__/engine.ts";
import { libraryDrawing, POOR_DRAWING } from "./testing-drawings.ts";
import { drawing, type Finished, openStudio, PLAN, readyOf, type Studio } from "./testing-studio.ts";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const ask = async (of: Studio, input: VisualInput) => of.finish(await of.ask(input));
/** How many calls of models a run made. */
const callsOf = (of: Studio, { id }: Finished) => of.prisma.attempt.count({ where: { runId: id } });

describe("the same question", () => {
  it("in another case, with other spaces and signs, is answered at once, for nothing, and the same", async () => {
    const topic = await studio.prepare();
    const first = await ask(studio, { topic });
    expect(await callsOf(studio, first)).toBe(4);
    for (const typed of [topic, ` ${topic.toUpperCase()}?`, `“${topic.replace(" ", "  ")}”`]) {
      const again = await ask(studio, { topic: typed, level: "adult" });
      expect(await callsOf(studio, again)).toBe(0);
      expect(again.snapshot).toMatchObject({ status: "succeeded", cost: { usd: 0, tokens: 0 } });
      expect(again.snapshot.result).toMatchObject({ title: PLAN.title, steps: PLAN.steps });
      for (const { id } of PLAN.steps) {
        expect(readyOf(again, id)).toMatchObject({ ops: readyOf(first, id)?.ops, isReplay: true });
        const { svg, still } = await studio.kept(first.id, id);
        expect(await studio.kept(again.id, id)).toMatchObject({ svg, still });
      }
      const [plan] = studio.notes(again.id, "plan_made");
      expect(plan).toMatchObject({ isReplay: true });
      expect(studio.notes(again.id, "drawing_made")).toMatchObject(
        Array(3).fill({ isReplay: true, draws: 1 }),
      );
    }
  });

  it("for another reader, in another language, or another question, is not", async () => {
    const topic = await studio.prepare();
    await ask(studio, { topic });
    const others: VisualInput[] = [
      { topic, level: "child" },
      { topic, language: "ja" },
      { topic, level: "child", language: "ja" },
      { topic: `the ${topic}` },
    ];
    for (const other of others) expect(await callsOf(studio, await ask(studio, other))).toBe(4);
  });

  it("asks only for what was not kept: a step that failed, a poor drawing", async () => {
    const topic = await studio.prepare(
      drawing("one", { fault: "safety", times: 1 }),
      drawing("two", { text: POOR_DRAWING }),
    );
    const first = await ask(studio, { topic });
    expect(first.snapshot.gaps).toMatchObject([{ step: "draw:one" }]);
    const again = await ask(studio, { topic });
    expect(again.snapshot.status).toBe("succeeded");
    const attempts = await studio.prisma.attempt.findMany({ where: { runId: again.id } });
    expect(attempts.map(({ step }) => step).sort()).toEqual(["draw:one", "draw:two"]);
  });

  it("asks for the plan again when the first one was refused", async () => {
    const text = JSON.stringify({ ...PLAN, title: "Too short", steps: PLAN.steps.slice(0, 2) });
    const topic = await studio.prepare({ also: "Task: plan", text, times: 1 });
    const first = await ask(studio, { topic });
    const attempts = await studio.attempts(first.id, "plan");
    expect(attempts.map(({ errorCode }) => errorCode)).toEqual(["BAD_OUTPUT", null]);
    expect(await studio.prisma.modelReply.count({ where: { text } })).toBe(0);
    expect((await ask(studio, { topic })).snapshot.result).toMatchObject({ title: PLAN.title });
  });
});

describe("the same question of several learners at once", () => {
  /** Three runs of which all see the drawing of the first step begin, and none its end yet. */
  async function begin() {
    const topic = await studio.prepare(drawing("one", { hold: 6, times: 1 }));
    const ids = await Promise.all([topic, topic, topic].map((one) => studio.ask({ topic: one })));
    await Promise.all(
      ids.map((id) =>
        readEvents(studio.runs, studio.learnerId, id, {
          until: ({ event }) => event.type === "svg-ops" && event.step === "draw:one",
        }),
      ),
    );
    const payers = await studio.prisma.attempt.findMany({ where: { runId: { in: ids }, step: "draw:one" } });
    expect(payers).toHaveLength(1);
    return { topic, ids, payer: payers[0]?.runId ?? "" };
  }

  it("is drawn once, for all of them as it comes; one of them pays", async () => {
    const { topic, ids, payer } = await begin();
    await studio.control.release(topic);
    const runs = await Promise.all(ids.map((id) => studio.finish(id)));
    const ops = runs.map((run) => readyOf(run, "one")?.ops);
    expect(ops).toEqual([ops[0], ops[0], ops[0]]);
    for (const run of runs) {
      expect(run.snapshot.status).toBe("succeeded");
      expect(readyOf(run, "one")?.isReplay).toBe(run.id !== payer);
      expect(await studio.attempts(run.id, "draw:one")).toHaveLength(run.id === payer ? 1 : 0);
    }
  });

  it("is drawn for the others when the one who pays stops it", async () => {
    const { ids, payer } = await begin();
    await studio.runs.cancel(studio.learnerId, payer);
    for (const id of ids.filter((one) => one !== payer)) {
      const run = await studio.finish(id);
      expect(run.snapshot).toMatchObject({ status: "succeeded", gaps: [] });
      expect(readyOf(run, "one")?.isReplay).toBe(false);
    }
    expect((await studio.finish(payer)).snapshot.status).toBe("cancelled");
  });
});

it("a drawing that was drawn again because it was poor answers the next one", async () => {
  const own = await openStudio();
  own.settings.quality_redraw = true;
  const topic = await own.prepare(
    drawing("one", { text: POOR_DRAWING, times: 1 }),
    drawing("one", { text: libraryDrawing("water-cycle/recap") }),
  );
  const first = await ask(own, { topic });
  expect(await callsOf(own, first)).toBe(5);
  const again = await ask(own, { topic });
  expect(await callsOf(own, again)).toBe(0);
  expect(readyOf(again, "one")).toMatchObject({ ops: readyOf(first, "one")?.ops, scores: [100] });
  await own.close();
});

it("with the flag at 0 nothing is used and nothing is kept", async () => {
  const own = await openStudio();
  own.settings.reply_cache_days = 0;
  const topic = await own.prepare();
  for (let n = 0; n < 2; n++) expect(await callsOf(own, await ask(own, { topic }))).toBe(4);
  expect(await own.prisma.modelReply.count()).toBe(0);
  await own.close();
});

it("what the sample model said never answers where real models are asked", async () => {
  const own = await openStudio();
  const topic = await own.prepare();
  await ask(own, { topic });
  await own.engine.worker?.drain(0);
  const live = await openStudio({ databaseUrl: own.url, simulatorUrl: own.simulatorUrl, source: "live" });
  expect(await callsOf(live, await ask(live, { topic }))).toBe(4);
  expect(await callsOf(live, await ask(live, { topic }))).toBe(0);
  await live.close();
  await own.close();
});

it("a table of replies that does not answer has the models asked, and the run succeeds", async () => {
  const own = await openStudio();
  const topic = await own.prepare();
  await ask(own, { topic });
  await own.prisma.$executeRaw`alter table "ModelReply" rename to "ModelReplyAway"`;
  const again = await ask(own, { topic });
  expect(again.snapshot).toMatchObject({ status: "succeeded", gaps: [] });
  expect(await callsOf(own, again)).toBe(4);
  expect(own.troubles.length).toBeGreaterThan(0);
  await own.close();
});
