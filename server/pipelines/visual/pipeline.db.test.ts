import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TELEMETRY } from "../../contracts/telemetry.ts";
import { drawingKey } from "../../contracts/visual.ts";
import { readEvents } from "../../runs/__fixtures__/engine.ts";
import { createSvgStream } from "../../svg/index.ts";
import { libraryDrawing, POOR_DRAWING } from "./testing-drawings.ts";
import { drawing, type Finished, openStudio, PLAN, readyOf, type Studio } from "./testing-studio.ts";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const DRAWING = libraryDrawing("water-cycle/recap");
const OTHER = libraryDrawing("water-cycle/going-up");

function finished(text: string) {
  const stream = createSvgStream({ idPrefix: "d1_" });
  stream.push(text);
  return stream.finish();
}

/** How steps began and ended, in order: `+plan`, `-plan`. */
const order = ({ events }: Finished) =>
  events.flatMap((event) => {
    const { type, step } = event as { type: string; step: string };
    return type === "step-start" ? `+${step}` : type === "step-end" ? `-${step}` : [];
  });
const ONE_BY_ONE = ["plan", ...PLAN.steps.map(({ id }) => drawingKey(id))].flatMap((key) => [
  `+${key}`,
  `-${key}`,
]);

describe("how many are drawn at once", () => {
  it("all, unless told otherwise", async () => {
    const topic = await studio.prepare(...PLAN.steps.map(({ id }) => drawing(id, { hold: 1 })));
    const id = await studio.ask({ topic });
    await studio.control.untilHeld(topic, 3);
    await studio.control.release(topic);
    const run = await studio.finish(id);
    expect(order(run).slice(0, 2)).toEqual(["+plan", "-plan"]);
    expect(order(run).slice(2, 5).sort()).toEqual(["+draw:one", "+draw:three", "+draw:two"]);
  });

  it("one by one in their order, also past one that fails, where a quota is tiny", async () => {
    const own = await openStudio();
    own.settings.visual_concurrency = 1;
    const whole = await own.run(await own.prepare());
    expect(order(whole)).toEqual(ONE_BY_ONE);
    const partial = await own.run(await own.prepare(drawing("two", { fault: "safety" })));
    expect(order(partial)).toEqual(ONE_BY_ONE.filter((one) => one !== "-draw:two"));
    expect(partial.snapshot).toMatchObject({ status: "partial", gaps: [{ step: "draw:two" }] });
    await own.close();
  });

  it("as it was decided once, also for a worker that goes on after the flag was changed", async () => {
    const first = await openStudio();
    first.settings.visual_concurrency = 1;
    const topic = await first.prepare(drawing("one", { hold: 1, times: 1 }));
    const id = await first.ask({ topic });
    await first.control.untilHeld(topic);
    await first.engine.worker?.drain(0);
    const second = await openStudio({ databaseUrl: first.url, simulatorUrl: first.simulatorUrl });
    expect(second.settings.visual_concurrency).toBeUndefined();
    const run = await first.finish(id);
    expect(run.snapshot.status).toBe("succeeded");
    expect(order(run)).toEqual(["+plan", "-plan", "+draw:one", ...ONE_BY_ONE.slice(2)]);
    await second.close();
    await first.close();
  });
});

describe("a poor drawing", () => {
  const poor = { text: POOR_DRAWING, times: 1 };
  const { score } = finished(POOR_DRAWING).report;

  it("is drawn once more where that is switched on: the better one is kept, both are told and paid for", async () => {
    const own = await openStudio();
    own.settings.quality_redraw = true;
    const topic = await own.prepare(drawing("one", poor), drawing("one", { text: DRAWING }));
    const run = await own.run(topic);
    expect(readyOf(run, "one")).toMatchObject({ ops: finished(DRAWING).ops, scores: [score, 100] });
    expect((await own.kept(run.id, "one")).svg).toBe(finished(DRAWING).svg);
    const attempts = await own.attempts(run.id, "draw:one");
    expect(attempts.map(({ state, errorCode }) => [state, errorCode])).toEqual([
      ["settled", null],
      ["settled", null],
    ]);
    for (const { settledUsd } of attempts) expect(Number(settledUsd)).toBeGreaterThan(0);
    expect(own.notes(run.id, "drawing_made")).toHaveLength(3);
    expect(own.notes(run.id, "drawing_made")).toContainEqual(
      expect.objectContaining({ step: "draw:one", draws: 2, score: 100 }),
    );

    const again = { also: "An earlier attempt was not good enough", fault: "safety" } as const;
    const harmless = await own.run(await own.prepare(again, drawing("one", poor)));
    expect(harmless.snapshot).toMatchObject({ status: "succeeded", gaps: [] });
    expect(readyOf(harmless, "one")).toMatchObject({ ops: finished(POOR_DRAWING).ops, scores: [score] });
    await own.close();
  });

  it("is kept where it is not", async () => {
    const run = await studio.run(await studio.prepare(drawing("one", poor)));
    expect(readyOf(run, "one")).toMatchObject({ scores: [score] });
    expect(await studio.attempts(run.id, "draw:one")).toHaveLength(1);
  });
});

describe("a drawing that is asked for again", () => {
  it("with a wish follows it, is another generation, and answers nobody else", async () => {
    const topic = await studio.prepare(
      { also: "\nWish: larger labels, please\n", text: OTHER },
      drawing("one", { text: DRAWING }),
    );
    const before = await studio.run(topic);
    const after = await studio.redo(before, "draw:one", "larger labels, please");
    expect(after.snapshot).toMatchObject({ status: "succeeded", gaps: [] });
    expect(readyOf(after, "one")).toMatchObject({ generation: 2, ops: finished(OTHER).ops, isReplay: false });
    expect(order(after)).toEqual(["+draw:one", "-draw:one"]);
    expect((await studio.kept(before.id, "one")).svg).toBe(finished(OTHER).svg);
    const newest = studio.notes(before.id, "drawing_made").at(-1);
    expect(newest).toMatchObject({ step: "draw:one", generation: 2, isRedo: true, isReplay: false });

    const others = await studio.run(topic);
    expect(readyOf(others, "one")).toMatchObject({ ops: finished(DRAWING).ops, isReplay: true });
  });

  it("without one is drawn by the model all the same, and answers others from then on", async () => {
    const topic = await studio.prepare(
      drawing("one", { text: DRAWING, times: 1 }),
      drawing("one", { text: OTHER }),
    );
    const before = await studio.run(topic);
    const after = await studio.redo(before, "draw:one");
    expect(readyOf(after, "one")).toMatchObject({ ops: finished(OTHER).ops, isReplay: false });
    const others = await studio.run(topic);
    expect(readyOf(others, "one")).toMatchObject({ ops: finished(OTHER).ops, isReplay: true });
  });

  it("because it had failed fills the gap; when it fails again, what there was stays", async () => {
    const topic = await studio.prepare(drawing("two", { fault: "safety", times: 2 }));
    const before = await studio.run(topic);
    expect(before.snapshot.gaps).toMatchObject([{ step: "draw:two" }]);
    const failed = await studio.redo(before, "draw:two");
    expect(failed.snapshot).toMatchObject({ status: "partial", gaps: [{ step: "draw:two" }] });
    const done = await studio.redo(before, "draw:two");
    expect(done.snapshot).toMatchObject({ status: "succeeded", gaps: [] });
    expect(order(done)).toEqual(["+draw:two", "-draw:two"]);
  });

  it("with its whole plan is drawn by another plan", async () => {
    const plan = {
      ...PLAN,
      title: "Another way",
      steps: PLAN.steps.map((one) => ({ ...one, title: `${one.title} again` })),
    };
    const topic = await studio.prepare(
      { also: "Task: plan", text: JSON.stringify(PLAN), times: 1 },
      {
        also: "Task: plan",
        text: JSON.stringify(plan),
      },
    );
    const before = await studio.run(topic);
    const after = await studio.redo(before, "plan");
    expect(after.snapshot.result).toMatchObject({
      title: "Another way",
      steps: [{ title: "About one again" }, {}, {}],
    });
    expect(order(after)).toHaveLength(8);
  });
});

describe("what telemetry is told", () => {
  it("one plan and each drawing, once, with all that is known of them", async () => {
    const run = await studio.run(await studio.prepare(drawing("one", { fault: "empty", times: 1 })));
    const [plan, ...plans] = studio.notes(run.id, "plan_made");
    expect(plans).toEqual([]);
    expect(TELEMETRY.plan_made.strict().parse(plan)).toMatchObject({
      step: "plan",
      steps: 3,
      isReplay: false,
    });
    const drawings = studio.notes(run.id, "drawing_made");
    expect(drawings.map(({ step }) => step).sort()).toEqual(["draw:one", "draw:three", "draw:two"]);
    for (const one of drawings) {
      const told = TELEMETRY.drawing_made.strict().required().parse(one);
      expect(told).toMatchObject({ generation: 1, draws: 1, continued: false, isRedo: false });
      expect(told.firstStrokeMs).toBeLessThanOrEqual(told.durationMs);
      expect(one.attempt).toBe(one.step === "draw:one" ? 2 : 1);
    }
  });

  it("nothing of a drawing that failed", async () => {
    const run = await studio.run(await studio.prepare(drawing("one", { fault: "safety" })));
    expect(
      studio
        .notes(run.id, "drawing_made")
        .map(({ step }) => step)
        .sort(),
    ).toEqual(["draw:three", "draw:two"]);
  });
});

it("a plan is shown while it is written, and stands before anything is drawn", async () => {
  const text = JSON.stringify(PLAN);
  const begun = text.indexOf('"About two"');
  const chunks = [text.slice(0, begun), text.slice(begun)];
  const topic = await studio.prepare({ also: "Task: plan", chunks, hold: 1 });
  const id = await studio.ask({ topic });
  const shown = { type: "plan-delta", title: "Three parts", steps: [PLAN.steps[0]] };
  const until = ({ event }: { event: unknown }) => (event as { type: string }).type === shown.type;
  expect((await readEvents(studio.runs, studio.learnerId, id, { until })).at(-1)?.event).toMatchObject(shown);
  await studio.control.release(topic);
  const run = await studio.finish(id);
  expect(run.events.find(({ type }) => type === "plan-ready")).toMatchObject(PLAN);
  const types = run.events.map(({ type }) => type);
  expect(types.indexOf("plan-ready")).toBeLessThan(types.indexOf("svg-ops"));
});
