import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { RunSnapshot } from "../contracts/run.ts";
import { isAppError } from "../errors.ts";
import { createExports } from "./exports.ts";
import type { Painter } from "./picture/painter.ts";
import { drawingOf, drawnRun, PLAN } from "./testing-run.ts";
import type { ExportWish } from "./types.ts";

const painter: Painter = {
  paint: async (still, width) => new TextEncoder().encode(`${width} ${still.length}`),
  close: () => {},
};
const exports = createExports(painter);
const drawings = { sea: drawingOf("sea", 1), rain: drawingOf("rain", 3) };
const source = drawnRun(drawings);

const make = (wish: ExportWish, from = source) => exports.make(from, wish, new AbortController().signal);
/** The code and the sentence of what is thrown. */
const refusal = async (wish: ExportWish, from = source): Promise<[code: string, message: string]> => {
  const error = await make(wish, from).catch((error: unknown) => error);
  if (!isAppError(error)) throw new Error("It was not refused.", { cause: error });
  return [error.code, error.message];
};
const text = (content: string | Uint8Array | undefined) =>
  typeof content === "string" ? content : new TextDecoder().decode(content);

describe("drawings of a run", () => {
  it("are saved one by one, as they are and as pictures", async () => {
    expect(await make({ format: "svg", step: "rain" })).toEqual({
      name: "How rain is made - 3 Rain.svg",
      type: "image/svg+xml",
      content: drawings.rain.svg,
    });
    const png = await make({ format: "png", step: "sea" });
    expect([png.name, png.type, text(png.content)]).toEqual([
      "How rain is made - 1 The sea.png",
      "image/png",
      `1600 ${drawings.sea.still.length}`,
    ]);
    expect(text((await make({ format: "png", step: "sea", width: 320 })).content)).toMatch(/^320 /);
  });

  it("come together in a zip, by the numbers of the plan, without those that are not finished", async () => {
    const svg = await make({ format: "svg" });
    expect([svg.name, svg.type]).toEqual(["How rain is made (svg).zip", "application/zip"]);
    const files = unzipSync(svg.content as Uint8Array);
    expect(Object.keys(files)).toEqual(["01-sea.svg", "03-rain.svg"]);
    expect(text(files["03-rain.svg"])).toBe(drawings.rain.svg);
    const png = unzipSync((await make({ format: "png", width: 640 })).content as Uint8Array);
    expect(text(png["01-sea.png"])).toMatch(/^640 /);
    // The same run makes the same file.
    expect((await make({ format: "svg" })).content).toEqual(svg.content);
  });

  it("are a page together", async () => {
    const { name, type, content } = await make({ format: "html" });
    expect([name, type]).toEqual(["How rain is made.html", "text/html; charset=utf-8"]);
    expect(text(content)).toContain(drawings.sea.svg);
  });
});

describe("what cannot be saved", () => {
  it("says what can", async () => {
    for (const format of ["pdf", "", "SVG", "constructor", "__proto__"])
      expect(await refusal({ format }), format).toEqual([
        "INVALID",
        "format: must be one of: svg, png, html.",
      ]);
    expect(await refusal({ format: "html", step: "sea" })).toEqual([
      "INVALID",
      "step: is for svg and png only.",
    ]);
    expect(await refusal({ format: "svg", width: 800 })).toEqual(["INVALID", "width: is for png only."]);
  });

  it("is a run of a kind that has no formats", () => {
    expect(() => exports.check("story", { format: "svg" })).toThrow(/kind story cannot be saved/);
  });

  it("is a step that is none, or is not finished", async () => {
    expect((await refusal({ format: "svg", step: "moon" }))[0]).toBe("NOT_FOUND");
    expect(await refusal({ format: "svg", step: "cloud" })).toEqual([
      "CONFLICT",
      "The drawing of this step is not finished.",
    ]);
  });

  it("is a run in which nothing is finished", async () => {
    const planned = drawnRun({});
    const unplanned = { run: planned.run, outputs: new Map() };
    for (const from of [planned, unplanned])
      for (const format of ["svg", "png", "html"])
        expect((await refusal({ format }, from))[0], format).toBe("CONFLICT");
    expect((await refusal({ format: "svg", step: "sea" }, planned))[0]).toBe("CONFLICT");
  });

  it("tells of the run's state where that is the reason", async () => {
    const { run } = drawnRun({});
    const error = await make({ format: "svg" }, { run, outputs: new Map() }).catch((error) => error);
    expect(error.data.state).toBe(run satisfies RunSnapshot);
  });

  it("stops between two pictures when nobody waits any more", async () => {
    const leaving = new AbortController();
    let painted = 0;
    const slow = createExports({
      paint: async () => {
        painted += 1;
        leaving.abort();
        return new Uint8Array(1);
      },
      close: () => {},
    });
    await expect(slow.make(source, { format: "png" }, leaving.signal)).rejects.toMatchObject({
      code: "CANCELLED",
    });
    expect(painted).toBe(1);
  });
});

it("leaves out what is no drawing of ours", async () => {
  const { run, outputs } = drawnRun({ sea: drawings.sea });
  outputs.set(`draw:${PLAN.steps[1]?.id}`, { svg: 5 });
  const { content } = await make({ format: "svg" }, { run, outputs });
  expect(Object.keys(unzipSync(content as Uint8Array))).toEqual(["01-sea.svg"]);
});
