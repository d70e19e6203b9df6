import { describe, expect, test } from "vitest";
import { createSvgStream } from "./stream.ts";

function rootOf(text: string, idPrefix = "d-") {
  const stream = createSvgStream({ idPrefix });
  stream.push(text);
  const { ops, report } = stream.finish();
  const attributes = ops[0]?.op === "open" ? ops[0].attributes : {};
  return { ...attributes, repaired: report.repaired["missing-view-box"] };
}

describe("canvas", () => {
  test("a view box stays as it is", () => {
    expect(rootOf('<svg viewBox="1 2 3 4" width="9" height="9"/>')).toMatchObject({
      viewBox: "1 2 3 4",
      repaired: undefined,
    });
  });

  test.each(['width="120" height="80"', 'width="120px" height="80px"', "width='120.0' height=' 80 '"])(
    "%s tells the canvas",
    (size) =>
      expect(rootOf(`<svg ${size}></svg>`)).toMatchObject({
        viewBox: expect.stringMatching(/^0 0 120(\.0)? 80$/),
        repaired: 1,
      }),
  );

  test("without either it is what is painted, with a margin", () => {
    const inside = '<rect x="10" y="20" width="100" height="50"/>';
    expect(rootOf(`<svg>${inside}</svg>`)).toMatchObject({ viewBox: "6 16 108 58", repaired: 1 });
    expect(rootOf(`<svg width="100%" height="100%">${inside}</svg>`)).toMatchObject({
      viewBox: "6 16 108 58",
    });
    expect(rootOf("<svg></svg>")).toMatchObject({ repaired: undefined });
  });

  test("a missing namespace is counted", () => {
    const repairsOf = (text: string) => {
      const stream = createSvgStream();
      stream.push(text);
      return stream.finish().report.repaired;
    };
    expect(repairsOf('<svg viewBox="0 0 1 1"></svg>')).toEqual({ "missing-namespace": 1 });
    expect(repairsOf('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>')).toEqual({});
  });

  test("the root bears the class that sheets are scoped by, once", () => {
    expect(rootOf('<svg viewBox="0 0 1 1"></svg>')).toMatchObject({ class: "d-drawing" });
    expect(rootOf('<svg class="a d-drawing b" viewBox="0 0 1 1"></svg>')).toMatchObject({
      class: "d-drawing a b",
    });
  });
});
