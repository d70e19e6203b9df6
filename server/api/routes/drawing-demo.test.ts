import { afterEach, expect, it, vi } from "vitest";
import { DrawingDemoLine } from "../../contracts/drawing-demo.ts";
import { endpoint } from "../http.ts";
import { sent, testServices } from "../testing-services.ts";
import { drawingLines, streamDrawingDemo } from "./drawing-demo.ts";

const TEXT = `<svg viewBox="0 0 8 5">${'<rect width="1" height="1"/>'.repeat(20)}<text x="1" y="2">Sun</text></svg>`;

const ask = (json: unknown) =>
  endpoint(testServices().open, { POST: streamDrawingDemo }).POST(
    ...sent("POST", "/api/dev/drawing", { json }),
  );
const read = async (answer: Response) =>
  (await answer.text())
    .trimEnd()
    .split("\n")
    .map((line) => DrawingDemoLine.parse(JSON.parse(line)));

afterEach(() => vi.unstubAllEnvs());

it("a reply comes as lines of operations, and ends with its report", async () => {
  const lines = await read(await ask({ text: TEXT, chunksPerSecond: 0 }));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.at(-1)).toMatchObject({ type: "end", report: { complete: true, drawings: 1 } });
  const opened = lines
    .filter((line) => line.type === "operations")
    .flatMap(({ operations }) => operations.filter((operation) => operation.op === "open"));
  expect(opened.filter(({ name }) => name === "rect").length).toBe(20);
});

it("one that broke off goes on from its last whole element", async () => {
  const at = TEXT.length - 20;
  const first = (await read(await ask({ text: TEXT.slice(0, at), chunksPerSecond: 1_000 }))).at(-1);
  if (first?.type !== "end") throw new Error("The stream has no end.");
  expect(first.report.complete).toBe(false);
  const text = TEXT.slice(first.resume.text.length);
  const second = await read(await ask({ text, chunksPerSecond: 0, resumeFrom: first.resume }));
  const whole = (await read(await ask({ text: TEXT, chunksPerSecond: 0 }))).at(-1);
  expect(second.at(-1)?.operations).toEqual(whole?.operations);
});

it("takes its time from the clock", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    const lines = drawingLines({ text: TEXT, chunksPerSecond: 1_000 });
    vi.advanceTimersByTime(10_000);
    let count = 0;
    for await (const { type } of lines) if (type === "operations") count += 1;
    // Even a piece that draws nothing shows how far the reply is.
    expect(count).toBe(Math.ceil(TEXT.length / 40) + 1);
  } finally {
    vi.useRealTimers();
  }
});

it("refuses what is no reply", async () => {
  for (const json of [
    {},
    { text: 5, chunksPerSecond: 1 },
    { text: "", chunksPerSecond: -1 },
    { text: "", more: 1 },
  ])
    expect((await ask(json)).status, JSON.stringify(json)).toBe(400);
});

it("is not there in production", async () => {
  vi.stubEnv("NODE_ENV", "production");
  expect((await ask({ text: TEXT, chunksPerSecond: 0 })).status).toBe(404);
});
