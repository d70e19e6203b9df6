import { describe, expect, test } from "vitest";
import { createSvgStream } from "#server/svg/index.ts";
import { PACES } from "./pace.ts";
import { replyTo } from "./replies.ts";
import { FAULTS, type Fault, type Rule } from "./rule.ts";
import { type Script, writeScript } from "./script.ts";
import { drawingPrompt } from "./testing-prompts.ts";

/** One of these comes in a fence, the other does not. */
const REPLIES = ["question", "main-idea", "how-it-works", "recap"].map((stepId) =>
  replyTo(drawingPrompt({ topic: "tea", stepId }), "", undefined),
);
const FENCED = REPLIES.find((reply) => reply.startsWith("```")) ?? "";
const BARE = REPLIES.find((reply) => reply.startsWith("<svg")) ?? "";

const play = (reply: string, rule: Omit<Rule, "id" | "marker">, maxTokens?: number): Script =>
  writeScript(reply, { id: "rule", marker: "m", ...rule }, PACES.natural, maxTokens);

/** What the product makes of what a script sends. */
function read(script: Script) {
  const stream = createSvgStream();
  for (const chunk of script.chunks) stream.push(chunk);
  return { ...stream.finish().report, text: script.chunks.join("") };
}

describe.each([
  ["bare", BARE],
  ["in a fence", FENCED],
])("faults of a drawing that comes %s", (_, reply) => {
  const whole = read(play(reply, {}));

  test("without any it is whole", () => {
    expect(whole).toMatchObject({ complete: true, score: 100, drawings: 1 });
  });

  test.each(["fenced", "prose", "think"] as const)("%s: the drawing in it is found, whole", (fault) => {
    const { text, complete, score, labels } = read(play(reply, { fault }));
    expect({ complete, score, labels }).toEqual({ complete: true, score: 100, labels: whole.labels });
    expect(text).not.toBe(BARE);
    expect(text.match(/```/g)?.length ?? 0).toBe(fault === "think" ? (reply === FENCED ? 2 : 0) : 2);
  });

  test("malformed: it ends as if all were well, and is not whole", () => {
    const script = play(reply, { fault: "malformed" });
    expect(script).toMatchObject({ finish: "stop", ending: "finish" });
    const { complete, labels, drawings } = read(script);
    expect({ complete, drawings }).toEqual({ complete: false, drawings: 1 });
    expect(labels).toBeLessThan(whole.labels);
  });

  test.each([
    ["max-tokens", "max-tokens", "finish"],
    ["safety-midstream", "safety", "finish"],
    ["cut", undefined, "cut"],
    ["stall", undefined, "stall"],
    ["end-without-finish", undefined, "end"],
  ] as const)("%s: half of it, or as much as is asked for", (fault, finish, ending) => {
    const script = play(reply, { fault });
    expect(script).toMatchObject({ finish, ending });
    const { complete, text } = read(script);
    expect(complete).toBe(false);
    expect(reply.startsWith(text)).toBe(true);
    expect(Math.abs(text.length / reply.length - 0.5)).toBeLessThan(0.1);
    expect(play(reply, { fault, afterChunks: 3 }).chunks).toHaveLength(3);
  });

  test.each(["empty", "no-candidates", "safety"] as const)("%s: nothing of it", (fault) => {
    expect(play(reply, { fault }).chunks).toEqual([]);
  });

  test("slow: it comes late, and slowly", () => {
    const script = play(reply, { fault: "slow" });
    expect(script.firstChunkMs).toBe(5_000);
    expect(script.delayMs(1)).toBe(500);
    expect(read(script).complete).toBe(true);
  });

  test("the request's own limit on tokens ends it", () => {
    const script = play(reply, {}, 500);
    expect(script.finish).toBe("max-tokens");
    expect(script.chunks.join("")).toBe(reply.slice(0, 2_000));
  });
});

describe("a rule's own drawing", () => {
  const attack = '<svg viewBox="0 0 9 9"><script>alert(1)</script><rect width="9" height="9"/></svg>';

  test("is sent as it is, in chunks of the size that it asks for", () => {
    expect(play(BARE, { text: attack }).chunks.join("")).toBe(attack);
    const chunks = play(BARE, { text: attack, chunkSize: 1 }).chunks;
    expect(chunks).toEqual(Array.from(attack));
    expect(play(BARE, { chunks: ["<svg>", "", "<g>"] }).chunks).toEqual(["<svg>", "", "<g>"]);
  });

  test("meets the same faults, also when its chunks are given", () => {
    const halves = [attack.slice(0, 40), attack.slice(40)];
    expect(play(BARE, { chunks: halves, fault: "fenced" }).chunks.join("")).toBe(
      `\`\`\`svg\n${attack}\n\`\`\``,
    );
    expect(play(BARE, { chunks: halves, fault: "cut" }).chunks).toEqual(halves.slice(0, 1));
    const texts: Fault[] = FAULTS.filter(
      (fault) => play(BARE, { text: attack, fault, afterChunks: 1e6 }).chunks.join("") !== attack,
    );
    expect(texts.toSorted()).toEqual(
      ["empty", "no-candidates", "safety", "malformed", "fenced", "prose", "think"].toSorted(),
    );
  });
});

describe("how long a drawing takes at the natural pace", () => {
  const seconds = (reply: string) => {
    const script = play(reply, {});
    const gaps = script.chunks.slice(1).map((_, index) => script.delayMs(index + 1));
    return { first: script.firstChunkMs / 1000, whole: gaps.reduce((sum, gap) => sum + gap, 0) / 1000 };
  };

  test("8 KB: six to nine seconds; the first of it within 0.6", () => {
    const { first, whole } = seconds(`<svg>${"<g/>".repeat(2_000)}</svg>`);
    expect(first).toBeGreaterThan(0.2);
    expect(first).toBeLessThan(0.6);
    expect(first + whole).toBeGreaterThan(6);
    expect(first + whole).toBeLessThan(9);
  });

  test("the rest of one comes as fast, words come slower", () => {
    expect(seconds(`${"<g/>".repeat(1_000)}</svg>`).whole).toBeLessThan(4.5);
    expect(seconds("word ".repeat(800)).whole).toBeGreaterThan(6);
  });
});
