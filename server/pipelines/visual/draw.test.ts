// One drawing, whatever the model says: with a step and a model that only follow a script.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VisualEvent, VisualPlan } from "../../contracts/visual.ts";
import { AppError, isAppError } from "../../errors.ts";
import type { TextCall, TextReply } from "../../llm/index.ts";
import type { Step } from "../../runs/index.ts";
import { createSvgStream, type SvgOperation, settle } from "../../svg/index.ts";
import { cutBy, cutSizes } from "../../svg/testing-cuts.ts";
import { createSafetyJudge } from "../../svg/testing-safety.ts";
import { draw } from "./draw.ts";
import { libraryDrawing, POOR_DRAWING } from "./testing-drawings.ts";

const part: VisualPlan["steps"][number] = { id: "one", tag: "hook", title: "One", desc: "It.", alt: "It." };
const task = { input: { topic: "it" }, plan: { title: "It", steps: [part] }, part };

interface Said {
  pieces: string[];
  error?: unknown;
  /** An earlier reply; a model says something new. */
  isReplay?: boolean;
}

/** A step that writes down what it is told; its model says one reply after the other. */
function scripted(says: Said[], { wish = null as string | null, generation = 1, redraw = false } = {}) {
  const calls: TextCall[] = [];
  const kept: { call: TextCall; text: string }[] = [];
  const live: SvgOperation[] = [];
  const told: Parameters<Step<VisualEvent>["emit"]>[0][] = [];
  const notes: unknown[] = [];
  const text = (call: TextCall): TextReply => {
    calls.push(call);
    const { pieces, error, isReplay = false } = says.shift() ?? { pieces: [], error: broken("BAD_OUTPUT") };
    return {
      async *[Symbol.asyncIterator]() {
        yield* pieces;
        if (error) throw error;
      },
      isReplay: () => isReplay,
      keep: async (whole) => void kept.push({ call, text: whole }),
    };
  };
  const step = {
    key: "draw:one",
    generation,
    attempt: 1,
    signal: new AbortController().signal,
    llm: { text } as unknown as Step<VisualEvent>["llm"],
    flags: { value: () => redraw as never },
    wish,
    emit: (event) => void told.push(event),
    live: (event) => void (event.type === "svg-ops" && live.push(...event.ops)),
    note: (_, data) => void notes.push(data),
  } satisfies Step<VisualEvent>;
  return { step, calls, kept, live, told, notes };
}

const broken = (code: "BAD_OUTPUT" | "TIMEOUT" | "UNAVAILABLE") =>
  new AppError(code, "It broke off.", { retryable: true });
const refused = new AppError("UNSAFE_CONTENT", "Rather not.");

function finished(text: string) {
  const stream = createSvgStream({ idPrefix: "d1_" });
  stream.push(text);
  return stream.finish();
}

const DRAWING = libraryDrawing("water-cycle/recap");

describe("a drawing that breaks off anywhere, in any way", () => {
  const drawing = fc
    .constantFrom("photosynthesis/leaf-factory", "fractions/three-for-four", "electric-circuits/ohms-law")
    .map(libraryDrawing);
  const ending = fc.constantFrom(
    broken("BAD_OUTPUT"),
    broken("TIMEOUT"),
    broken("UNAVAILABLE"),
    refused,
    undefined,
  );
  const more = fc.constantFrom("rest", "fenced", "anew", "silence", "prose", "cut", "refused");

  it("ends as the whole drawing, or with a code, and shows nothing that is not safe", async () => {
    await fc.assert(
      fc.asyncProperty(
        drawing,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ending,
        more,
        cutSizes,
        async (text, share, error, how, sizes) => {
          const begun = text.slice(0, Math.floor(text.length * share));
          const { text: read } = pointOf(begun);
          const says = [{ pieces: cutBy(begun, sizes), error }, goesOn(how, text, read, sizes)];
          const { step, live, told, calls } = scripted(says);
          const outcome = await draw(task, 1, step).catch((thrown: unknown) => thrown);

          const judge = createSafetyJudge("d1_");
          expect(live.flatMap((operation) => judge.judge(operation))).toEqual([]);
          if (isAppError(outcome)) {
            expect(["BAD_OUTPUT", "TIMEOUT", "UNAVAILABLE", "UNSAFE_CONTENT"]).toContain(outcome.code);
            expect(outcome.retryable).toBe(outcome.code !== "UNSAFE_CONTENT");
            expect(told).toEqual([]);
            const wasWhole = ["rest", "fenced", "anew"].includes(how) && read.length >= 600;
            expect(error === refused || !wasWhole).toBe(true);
            return;
          }
          const whole = finished(text);
          expect(told).toMatchObject([{ type: "svg-ready", ops: whole.ops }]);
          expect(settle(live)).toEqual(whole.ops);
          expect(outcome).toMatchObject({ svg: whole.svg, still: whole.still });
          expect(calls.length).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 150, seed: 4 },
    );
  }, 30_000);

  function pointOf(begun: string) {
    const stream = createSvgStream();
    stream.push(begun);
    return stream.resumePoint();
  }

  function goesOn(how: string, whole: string, read: string, sizes: number[]): Said {
    const rest = whole.slice(read.length);
    const says: Record<string, Said> = {
      rest: { pieces: cutBy(rest, sizes) },
      fenced: { pieces: [`Of course:\n\`\`\`svg\n${rest}\n\`\`\``] },
      anew: { pieces: cutBy(whole, sizes) },
      silence: { pieces: [], error: broken("BAD_OUTPUT") },
      prose: { pieces: ["I am afraid that I cannot."] },
      cut: { pieces: [rest.slice(0, rest.length / 2)], error: broken("TIMEOUT") },
      refused: { pieces: [], error: refused },
    };
    return says[how] ?? { pieces: [] };
  }
});

describe("a drawing that is gone on with", () => {
  it("asks with what arrived, where it stopped, and what was wished", async () => {
    const begun = DRAWING.slice(0, 3_000);
    const rest = { pieces: [DRAWING] };
    const { step, calls, kept } = scripted([{ pieces: [begun], error: broken("TIMEOUT") }, rest], {
      wish: "in blue",
    });
    await draw(task, 1, step);
    const [, { prompt = { user: "" }, reuse } = {}] = calls;
    expect(prompt.user).toMatch(/^Task: continue-drawing\n/);
    expect(prompt.user).toContain("\nWish: in blue\n");
    expect(prompt.user).toContain(begun.slice(0, 2_500));
    expect(reuse).toBeUndefined();
    expect(kept.filter(({ call }) => call.reuse)).toEqual([]);
  });

  it("answers the same question later, as a whole", async () => {
    const { step, kept, calls } = scripted([
      { pieces: [DRAWING.slice(0, 3_000)], error: broken("TIMEOUT") },
      { pieces: [DRAWING] },
    ]);
    await draw(task, 1, step);
    expect(kept).toEqual([{ call: calls[0], text: finished(DRAWING).svg }]);
  });
});

describe("an earlier drawing", () => {
  const replay = (text: string) => ({ pieces: [text], isReplay: true });

  it("is given as it was", async () => {
    const { svg, ops } = finished(DRAWING);
    const { step, told, kept, notes } = scripted([replay(svg)], { redraw: true });
    await draw(task, 1, step);
    expect(told).toMatchObject([{ type: "svg-ready", ops, isReplay: true, scores: [100] }]);
    expect(notes).toMatchObject([{ isReplay: true, draws: 1 }]);
    expect(kept).toEqual([]);
  });

  it.each([
    ["is cut off", DRAWING.slice(0, 4_000)],
    ["is poor", POOR_DRAWING],
    ["is none", "nothing"],
  ])("that %s by today's measure has the model asked", async (_, earlier) => {
    const { step, told, calls, kept } = scripted([replay(earlier), { pieces: [DRAWING] }]);
    await draw(task, 1, step);
    expect(told).toMatchObject([{ isReplay: false, scores: [100] }]);
    expect(calls.map(({ reuse }) => reuse?.read)).toEqual([true, false]);
    expect(kept).toHaveLength(1);
  });
});

describe("a poor drawing", () => {
  const poor = { pieces: [POOR_DRAWING] };
  const good = { pieces: [DRAWING] };

  it("stays where nothing else is asked for, and answers nobody else", async () => {
    const { step, told, kept, calls } = scripted([poor, good]);
    await draw(task, 1, step);
    expect(told).toMatchObject([{ ops: finished(POOR_DRAWING).ops, scores: [expect.any(Number)] }]);
    expect(kept).toEqual([]);
    expect(calls).toHaveLength(1);
  });

  it("is drawn once more, and the better one is kept, shown, and answers others", async () => {
    const { step, told, live, kept, calls, notes } = scripted([poor, good], { redraw: true });
    await draw(task, 1, step);
    const scores = [finished(POOR_DRAWING).report.score, 100];
    expect(scores[0]).toBeLessThan(60);
    expect(told).toMatchObject([{ ops: finished(DRAWING).ops, scores }]);
    expect(settle(live)).toEqual(finished(DRAWING).ops);
    expect(calls[1]?.prompt.user).toContain("labels left the canvas");
    expect(calls[1]?.reuse?.read).toBe(false);
    expect(kept).toMatchObject([{ text: finished(DRAWING).svg }]);
    expect(kept[0]?.call.reuse?.prompt).toEqual(calls[0]?.reuse?.prompt);
    expect(notes).toMatchObject([{ draws: 2, score: 100 }]);
  });

  it("stays when the second one is not better", async () => {
    const worse = POOR_DRAWING.replace("<rect", '<script>alert(1)</script><rect onclick="x()"');
    const { step, told } = scripted([poor, { pieces: [worse] }], { redraw: true });
    await draw(task, 1, step);
    const scores = [POOR_DRAWING, worse].map((text) => finished(text).report.score);
    expect(scores[1]).toBeLessThan(scores[0] ?? 0);
    expect(told).toMatchObject([{ ops: finished(POOR_DRAWING).ops, scores }]);
  });

  it.each([
    ["is refused", refused],
    ["breaks off", broken("TIMEOUT")],
    ["is too dear", new AppError("BUDGET", "Nothing left.")],
  ])("stays when the second one %s", async (_, error) => {
    const { step, told } = scripted([poor, { pieces: ["<svg"], error }], { redraw: true });
    await draw(task, 1, step);
    expect(told).toMatchObject([{ scores: [finished(POOR_DRAWING).report.score] }]);
  });

  it("does not hide what is no failure of a drawing", async () => {
    const lost = new Error("The lease is lost.");
    const { step } = scripted([poor, { pieces: [], error: lost }], { redraw: true });
    await expect(draw(task, 1, step)).rejects.toBe(lost);
  });
});

describe("another drawing", () => {
  it("is asked of the model, and answers the same question from then on", async () => {
    const { step, calls, kept } = scripted([{ pieces: [DRAWING] }], { generation: 2 });
    await draw(task, 1, step);
    expect(calls[0]?.reuse?.read).toBe(false);
    expect(kept).toHaveLength(1);
  });

  it("for a wish is for one reader alone", async () => {
    const { step, calls, kept } = scripted([{ pieces: [DRAWING] }], { generation: 2, wish: "in blue" });
    await draw(task, 1, step);
    expect(calls[0]?.prompt.user).toContain("\nWish: in blue\n");
    expect(calls[0]?.reuse).toBeUndefined();
    expect(kept.filter(({ call }) => call.reuse)).toEqual([]);
  });
});
