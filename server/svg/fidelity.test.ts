import { describe, expect, it, vi } from "vitest";
import { createSvgStream, type SvgOperation, settle } from "./index.ts";
import { makeAtlas } from "./testing-atlas.ts";
import { makeDamaged, TOLERANCE } from "./testing-damage.ts";
import { createDice } from "./testing-dice.ts";
import { readDrawingSet, readWrittenDrawings } from "./testing-drawings.ts";
import { createRenderer, differingShare, samePixels } from "./testing-render.ts";

// Drawing takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const render = createRenderer();
const written = readWrittenDrawings();
const icons = [
  ...readDrawingSet("spinners", 12),
  ...readDrawingSet("loaders", 12),
  ...readDrawingSet("weather", 20),
  ...readDrawingSet("tabler", 60),
  ...readDrawingSet("openmoji", 30),
];
const drawings = [...written, ...icons, { name: "atlas", text: makeAtlas(38_000) }];

function draw(chunks: Iterable<string>) {
  const stream = createSvgStream({ idPrefix: "s3-" });
  const live: SvgOperation[] = [];
  for (const chunk of chunks) live.push(...stream.push(chunk));
  const { ops, svg, report } = stream.finish();
  return { live, ops, svg, report };
}

describe("a good drawing", () => {
  it("looks the same, pixel for pixel", async () => {
    const changed: string[] = [];
    for (const { name, text } of drawings)
      if (!samePixels(await render(text, 128), await render(draw([text]).svg, 128))) changed.push(name);
    expect(changed).toEqual([]);
  });

  it("loses nothing and needs no repair when it was written well", () => {
    const touched = written
      .map(({ name, text }) => ({ name, repaired: draw([text]).report.repaired }))
      .filter(({ repaired }) => Object.keys(repaired).length > 0);
    expect(touched).toEqual([]);
  });

  it("is itself again when its export is read", () => {
    for (const { name, text } of drawings) {
      const { svg } = draw([text]);
      expect(draw([svg]).svg, name).toBe(svg);
    }
  });

  it("settles to its final operations in any chunks", () => {
    const dice = createDice(7);
    for (const { name, text } of drawings) {
      const { live, ops } = draw(cutAtRandom(text, dice));
      expect(settle(live), name).toEqual(ops);
    }
  });

  it.each(["pendulum", "lever", "loaders/svg-css-loaders/hearts"])(
    "settles to the same operations wherever it is cut: %s",
    (name) => {
      const text = drawings.find((drawing) => drawing.name === name)?.text ?? "";
      const whole = JSON.stringify(draw([text]).ops);
      for (let at = 0; at <= text.length; at += 1) {
        const { live, ops } = draw([text.slice(0, at), text.slice(at)]);
        if (JSON.stringify(ops) !== whole || JSON.stringify(settle(live)) !== whole)
          expect(settle(live), `cut at ${at}`).toEqual(JSON.parse(whole));
      }
    },
  );
});

describe("a damaged drawing", () => {
  it("is mostly drawn as it was meant", async () => {
    const damaged = await makeDamaged(render, 2);
    const wrong: string[] = [];
    for (const one of damaged)
      if (differingShare(one.picture, await render(draw([one.damaged]).svg, one.picture.width)) >= TOLERANCE)
        wrong.push(`${one.kind}: ${one.name}`);
    expect(damaged.length).toBeGreaterThan(80);
    expect(1 - wrong.length / damaged.length, wrong.join("\n")).toBeGreaterThan(0.9);
  });
});

describe("the renderer", () => {
  const square = (paint: string) =>
    render(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0H5V10H0z" fill="${paint}"/></svg>`,
    );

  it("tells pictures apart, and knows what is none", async () => {
    expect(samePixels(await square("red"), await square("red"))).toBe(true);
    expect(samePixels(await square("red"), await square("#fe0000"))).toBe(false);
    expect(differingShare(await square("red"), await square("#fe0000"))).toBe(0);
    expect(differingShare(await square("red"), await square("blue"))).toBe(0.5);
    expect(differingShare(await square("red"), await render("<svg"))).toBe(1);
    expect(samePixels(null, null)).toBe(false);
  });
});

function* cutAtRandom(text: string, dice: ReturnType<typeof createDice>): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = at + 1 + dice.below(dice.pick([3, 40, 400]));
    yield text.slice(at, end);
    at = end;
  }
}
