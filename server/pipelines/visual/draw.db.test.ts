// What a model's reply can be, and what becomes of it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSvgStream } from "../../svg/index.ts";
import { libraryDrawing } from "./testing-drawings.ts";
import { continuing, drawing, judgeDrawing, openStudio, readyOf, type Studio } from "./testing-studio.ts";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const DRAWING = libraryDrawing("photosynthesis/recap");

/** The drawing as the engine gives it in the first place. */
function finished(text: string) {
  const stream = createSvgStream({ idPrefix: "d1_" });
  stream.push(text);
  return stream.finish();
}
const WHOLE = finished(DRAWING);

/** What a model says that goes on where a drawing was cut off. */
function restAfter(begun: string): string {
  const stream = createSvgStream();
  stream.push(begun);
  return DRAWING.slice(stream.resumePoint().text.length);
}

describe("a good reply", () => {
  it("is shown as it comes, kept, and told of once", async () => {
    const run = await studio.run(await studio.prepare(drawing("one", { text: DRAWING })));
    expect(run.snapshot).toMatchObject({ status: "succeeded", gaps: [], error: null });
    expect(readyOf(run, "one")).toMatchObject({ ops: WHOLE.ops, scores: [100], isReplay: false });
    expect(judgeDrawing(run, "one", 1)).toEqual(WHOLE.ops);
    const { score, labels, animations, size } = WHOLE.report;
    const summary = { score, labels, animations, size };
    expect(await studio.kept(run.id, "one")).toEqual({ svg: WHOLE.svg, still: WHOLE.still, summary });
    expect(run.snapshot.result).toMatchObject({ steps: [{ id: "one", drawing: summary }, {}, {}] });
    expect(await studio.attempts(run.id, "draw:one")).toHaveLength(1);
  });

  it.concurrent.each<[string, string]>([
    ["in a fence", `\`\`\`svg\n${DRAWING}\n\`\`\``],
    ["in prose", `Here is an <svg> of it:\n\n${DRAWING}\n\nI hope it helps!`],
    ["after a prolog", `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg>\n${DRAWING}`],
    ["without its namespace", DRAWING.replace(' xmlns="http://www.w3.org/2000/svg"', "")],
    ["after a draft", `<svg viewBox="0 0 9 9"><rect width="4" height="4"/></svg>\nBetter:\n${DRAWING}`],
  ])("%s is one", async (_, text) => {
    const run = await studio.run(await studio.prepare(drawing("one", { text })));
    expect(run.snapshot.status).toBe("succeeded");
    expect(readyOf(run, "one")?.ops).toEqual(WHOLE.ops);
    expect(await studio.attempts(run.id, "draw:one")).toHaveLength(1);
  });

  it.concurrent.each<[string, string]>([
    ["that has lost its closing tag", DRAWING.trimEnd().replace(/<\/svg>$/, "")],
    ["that has lost it in a fence", `\`\`\`svg\n${DRAWING.trimEnd().replace(/<\/svg>$/, "")}\n\`\`\`\nDone.`],
  ])("%s is a whole drawing", async (_, text) => {
    const run = await studio.run(await studio.prepare(drawing("one", { text })));
    expect(run.snapshot.status).toBe("succeeded");
    expect(readyOf(run, "one")).toMatchObject({ ops: WHOLE.ops, report: { complete: false }, scores: [75] });
    expect(await studio.attempts(run.id, "draw:one")).toHaveLength(1);
  });

  it.concurrent.each<[string, string]>([
    [
      "a bare icon",
      '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" fill="none" stroke="currentColor"><path d="M3 12l9 -9l9 9"/></svg>',
    ],
    [
      "what an editor saved",
      `<?xml version="1.0"?><svg xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297" inkscape:version="1.3"><sodipodi:namedview pagecolor="#fff"/><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><g inkscape:label="Layer 1"><path style="fill:#a00" sodipodi:nodetypes="cc" d="M5 5L60 90"/></g></svg>`,
    ],
  ])("can be %s", async (_, text) => {
    const run = await studio.run(await studio.prepare(drawing("one", { text })));
    expect(run.snapshot.status).toBe("succeeded");
    expect(readyOf(run, "one")?.report.shapes).toBe(1);
    judgeDrawing(run, "one", 1);
    expect((await studio.kept(run.id, "one")).svg).not.toMatch(/inkscape|sodipodi|rdf/i);
  });
});

it("an attack in a drawing reaches neither the journal nor what is kept", async () => {
  const attack = `<script>alert(1)</script><a href="javascript:alert(2)"><circle r="9" onclick="alert(3)"/></a>
    <foreignObject><iframe src="https://evil.example/"/></foreignObject><image href="https://evil.example/x.png"/>
    <style>@import url(https://evil.example/s.css); rect { fill: url(https://evil.example/f) }</style>
    <animate href="#t" attributeName="href" values="javascript:alert(4)"/><use href="https://evil.example/#x"/>`;
  const text = DRAWING.replace("<svg ", '<svg onload="alert(0)" ').replace("</svg>", `${attack}</svg>`);
  const run = await studio.run(await studio.prepare(drawing("one", { text })));
  expect(run.snapshot.status).toBe("succeeded");
  judgeDrawing(run, "one", 1);
  const { svg, still } = await studio.kept(run.id, "one");
  for (const made of [JSON.stringify(run.events), JSON.stringify(run.snapshot), svg, still])
    expect(made).not.toMatch(/alert|evil\.example|iframe|javascript:/i);
  expect(readyOf(run, "one")?.report.dropped).toMatchObject({ "element script": 1 });
});

describe("a reply without a drawing", () => {
  const FAULTS: [string, object][] = [
    ["empty", { fault: "empty" }],
    ["no candidates", { fault: "no-candidates" }],
    ["prose", { text: "I would draw a plant here." }],
    [
      "a frame of nothing",
      { text: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title></svg>' },
    ],
    ["hardly begun", { text: DRAWING, chunks: undefined, fault: "cut", chunkSize: 40, afterChunks: 3 }],
    ["hardly begun, as if it were all", { text: DRAWING.slice(0, 500) }],
    ["more than a browser should paint", { text: bomb() }],
  ];

  it.concurrent.each(FAULTS)("%s: is asked for again", async (_, fault) => {
    const run = await studio.run(
      await studio.prepare(drawing("one", { ...fault, times: 1 }), drawing("one", { text: DRAWING })),
    );
    expect(run.snapshot.status).toBe("succeeded");
    expect(readyOf(run, "one")?.ops).toEqual(WHOLE.ops);
    expect(run.events.filter(({ type }) => (type as string) === "step-retry")).toMatchObject([
      { step: "draw:one", code: "BAD_OUTPUT" },
    ]);
    const attempts = await studio.attempts(run.id, "draw:one");
    expect(attempts.map(({ state, errorCode }) => [state, errorCode])).toEqual([
      ["settled", "BAD_OUTPUT"],
      ["settled", null],
    ]);
    for (const { settledUsd } of attempts) expect(Number(settledUsd)).toBeGreaterThan(0);
  });

  it.concurrent.each(FAULTS.filter((_, n) => n % 3 === 0))(
    "%s, every time: that step fails, and the others stay",
    async (_, fault) => {
      const run = await studio.run(await studio.prepare(drawing("two", fault)));
      expect(run.snapshot).toMatchObject({
        status: "partial",
        gaps: [{ step: "draw:two", code: "BAD_OUTPUT" }],
        result: { steps: [{ drawing: {} }, { drawing: null }, { drawing: {} }] },
      });
      expect(run.events.find(({ type }) => (type as string) === "step-failed")).toMatchObject({
        step: "draw:two",
        code: "BAD_OUTPUT",
      });
      expect(readyOf(run, "two")).toBeUndefined();
      expect(await studio.attempts(run.id, "draw:two")).toHaveLength(2);
    },
  );

  /** Ten groups, each of which uses the one before it ten times. */
  function bomb(): string {
    const groups = Array.from({ length: 10 }, (_, n) => {
      const inside = n === 0 ? '<rect width="1" height="1"/>' : `<use href="#g${n - 1}"/>`.repeat(10);
      return `<g id="g${n}">${inside}</g>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${groups.join("")}</svg>`;
  }
});

describe("a drawing that breaks off", () => {
  const AT = [1_500, 4_321, DRAWING.trimEnd().length - 3];

  it.concurrent.each(
    (["max-tokens", "cut", "end-without-finish"] as const).flatMap((fault, n) =>
      AT.filter((_, m) => m !== n).map((at) => [fault, at] as const),
    ),
  )("by %s at %i is gone on with, and is the uncut one in the end", async (fault, at) => {
    const begun = DRAWING.slice(0, at);
    const run = await studio.run(
      await studio.prepare(
        continuing({ text: restAfter(begun), times: 1 }),
        drawing("one", { chunks: [begun, DRAWING.slice(at)], fault, afterChunks: 1, times: 1 }),
        drawing("one", { fault: "empty" }),
      ),
    );
    expect(run.snapshot.status).toBe("succeeded");
    expect(readyOf(run, "one")).toMatchObject({ ops: WHOLE.ops, scores: [100] });
    expect(judgeDrawing(run, "one", 1)).toEqual(WHOLE.ops);
    expect((await studio.kept(run.id, "one")).svg).toBe(WHOLE.svg);
    const attempts = await studio.attempts(run.id, "draw:one");
    expect(attempts.map(({ state, errorCode }) => [state, errorCode])).toEqual([
      ["settled", "BAD_OUTPUT"],
      ["settled", null],
    ]);
    const spent = (await studio.prisma.attempt.findMany({ where: { runId: run.id } })).map(({ settledUsd }) =>
      Number(settledUsd),
    );
    for (const usd of spent) expect(usd).toBeGreaterThan(0);
    expect(run.snapshot.cost.usd).toBeCloseTo(
      spent.reduce((sum, usd) => sum + usd, 0),
      7,
    );
    expect(studio.notes(run.id, "drawing_made").filter(({ step }) => step === "draw:one")).toMatchObject([
      { continued: true, draws: 1, score: 100 },
    ]);
  });

  it.concurrent.each<[string, string]>([
    ["in the middle of a tag", DRAWING.slice(0, 4_321)],
    ["in the middle of its last element", DRAWING.slice(0, DRAWING.lastIndexOf("<text") + 20)],
    ["with groups open", DRAWING.slice(0, DRAWING.indexOf("</g>", 5_000))],
  ])("as if it had ended, %s, is gone on with", async (_, begun) => {
    const run = await studio.run(
      await studio.prepare(
        continuing({ text: restAfter(begun), times: 1 }),
        drawing("one", { text: begun, times: 1 }),
        drawing("one", { fault: "empty" }),
      ),
    );
    expect(run.snapshot.status).toBe("succeeded");
    expect(readyOf(run, "one")?.ops).toEqual(WHOLE.ops);
    expect(await studio.attempts(run.id, "draw:one")).toHaveLength(2);
  });

  it.concurrent("may be begun anew instead", async () => {
    const run = await studio.run(
      await studio.prepare(
        continuing({ text: `\`\`\`svg\n${DRAWING}\n\`\`\`` }),
        drawing("one", { text: DRAWING, fault: "max-tokens" }),
      ),
    );
    expect(readyOf(run, "one")?.ops).toEqual(WHOLE.ops);
    expect(judgeDrawing(run, "one", 1)).toEqual(WHOLE.ops);
  });

  it.concurrent.each<[string, object]>([
    ["says it cannot", { text: "I am sorry, I cannot go on." }],
    ["breaks off too", { text: '<circle r="4"/>', fault: "max-tokens", afterChunks: 1 }],
    ["is empty", { fault: "empty" }],
  ])("and whose continuation %s is no drawing", async (_, more) => {
    const run = await studio.run(
      await studio.prepare(continuing(more), drawing("one", { text: DRAWING, fault: "max-tokens" })),
    );
    expect(run.snapshot).toMatchObject({
      status: "partial",
      gaps: [{ step: "draw:one", code: "BAD_OUTPUT" }],
    });
    expect(readyOf(run, "one")).toBeUndefined();
    expect(await studio.attempts(run.id, "draw:one")).toHaveLength(2);
  });
});

describe("a reply that is refused", () => {
  it.concurrent.each([["safety"], ["safety-midstream"]] as const)(
    "for %s is not asked for again; the step says so kindly, and the others stay",
    async (fault) => {
      const run = await studio.run(await studio.prepare(drawing("two", { text: DRAWING, fault })));
      const gap = { code: "UNSAFE_CONTENT", message: expect.stringContaining("Please try other words") };
      expect(run.snapshot).toMatchObject({ status: "partial", gaps: [{ step: "draw:two", ...gap }] });
      expect(run.events.find(({ type }) => (type as string) === "step-failed")).toMatchObject({
        step: "draw:two",
        ...gap,
      });
      expect(readyOf(run, "one")).toBeDefined();
      expect(readyOf(run, "three")).toBeDefined();
      expect(await studio.attempts(run.id, "draw:two")).toHaveLength(1);
    },
  );

  it.concurrent("by a server that is not there for a moment is asked for again", async () => {
    const run = await studio.run(await studio.prepare(drawing("one", { status: 503, times: 1 })));
    expect(run.snapshot.status).toBe("succeeded");
    const attempts = await studio.attempts(run.id, "draw:one");
    expect(attempts.map(({ errorCode }) => errorCode)).toEqual(["UNAVAILABLE", null]);
    expect(Number(attempts[0]?.settledUsd)).toBe(0);
  });
});

it("all drawings failing is the run failing, with the first one's reason", async () => {
  const run = await studio.run(
    await studio.prepare(drawing("one", { fault: "safety" }), { also: "Task: draw", text: "No." }),
  );
  expect(run.snapshot).toMatchObject({ status: "failed", error: { code: "UNSAFE_CONTENT" }, result: null });
  expect(run.events.filter(({ type }) => (type as string) === "plan-ready")).toHaveLength(1);
});

it("a plan that cannot be made is the run failing, and nothing is drawn", async () => {
  const run = await studio.run(await studio.prepare({ also: "Task: plan", text: "No plan." }));
  expect(run.snapshot).toMatchObject({ status: "failed", error: { code: "BAD_OUTPUT" } });
  expect(run.snapshot.steps.map(({ key, attempts }) => [key, attempts])).toEqual([["plan", 3]]);
});

it("a 429 is waited for and uses up no attempt", async () => {
  const run = await studio.run(
    await studio.prepare(
      drawing("one", { status: 429, retryAfterSeconds: 1, times: 2 }),
      drawing("one", { fault: "empty", times: 1 }),
    ),
  );
  expect(run.snapshot.status).toBe("succeeded");
  const attempts = await studio.attempts(run.id, "draw:one");
  expect(attempts.map(({ errorCode, counted }) => [errorCode, counted])).toEqual([
    ["LIMIT", false],
    ["LIMIT", false],
    ["BAD_OUTPUT", true],
    [null, true],
  ]);
  const [first, second] = attempts;
  const waited =
    (second?.grantedAt?.getTime() ?? 0) - (first?.endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  expect(waited).toBeGreaterThan(900);
});
