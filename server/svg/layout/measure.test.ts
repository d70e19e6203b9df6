import { describe, expect, it } from "vitest";
import { measureLayout } from "./measure.ts";
import { drawingOf, readTree } from "./testing-tree.ts";

const layoutOf = (content: string) => measureLayout(drawingOf(content)).layout;
const outside = (content: string) => layoutOf(content).outside.map(({ value }) => value);
const overlapping = (content: string) => layoutOf(content).overlapping.map(({ text }) => text);
const contrasts = (content: string) => layoutOf(content).lowContrast.map(({ value }) => value);

describe("labels outside", () => {
  it("finds none in the canvas, nor one that touches its edge", () => {
    expect(
      outside(`<text x="10" y="20">fine</text><text x="400" y="298" text-anchor="end">fine</text>`),
    ).toEqual([]);
  });

  it("says by how much", () => {
    expect(outside(`<text x="400" y="50" text-anchor="middle">half</text>`)).toEqual([0.5]);
    expect(outside(`<text x="500" y="50">gone</text>`)).toEqual([1]);
    expect(outside(`<text x="10" y="-30">above</text>`)).toEqual([1]);
  });

  it("measures full-width letters", () => {
    expect(outside(`<text x="300" y="50" font-size="20">光合作用の図</text>`)).toEqual([0.167]);
    expect(outside(`<text x="300" y="50" font-size="20">光合作用図</text>`)).toEqual([]);
  });

  it("sees through transforms", () => {
    expect(outside(`<g transform="translate(300 0)"><text x="90" y="50">moved away</text></g>`)).toHaveLength(
      1,
    );
    expect(outside(`<g transform="scale(.5)"><text x="500" y="300">scaled in</text></g>`)).toEqual([]);
    expect(outside(`<text transform="translate(20 290) rotate(-90)">along the edge</text>`)).toEqual([]);
    expect(outside(`<text transform="translate(390 290) rotate(45)">out of the corner</text>`)).toHaveLength(
      1,
    );
  });

  it("leaves out labels that travel along a path", () => {
    expect(outside(`<text x="900">a<animateMotion path="M0 0h9" dur="1s"/></text>`)).toEqual([]);
  });
});

describe("labels over labels", () => {
  it("finds the one beneath, and how much of it", () => {
    const { overlapping: found } = layoutOf(
      `<text x="10" y="50">beneath</text><text x="10" y="50">over it</text>`,
    );
    expect(found).toMatchObject([{ text: "beneath" }]);
    expect(found[0]?.value).toBeGreaterThan(0.8);
  });

  it("leaves lines and neighbours alone", () => {
    expect(overlapping(`<text x="10" y="50">line</text><text x="10" y="66">line below</text>`)).toEqual([]);
    expect(overlapping(`<text x="10" y="50">left</text><text x="40" y="50">right</text>`)).toEqual([]);
    expect(overlapping(`<text x="10" y="50">a<tspan x="10">b</tspan></text>`)).toEqual([]);
  });

  it("finds lines that are too close", () => {
    expect(overlapping(`<text x="10" y="50">line</text><text x="10" y="57">line below</text>`)).toEqual([
      "line",
    ]);
  });

  it("compares lines, not the box around them", () => {
    const columns = `<text><tspan x="10" y="50">left</tspan><tspan x="300" y="80">right</tspan></text>`;
    expect(overlapping(`${columns}<text x="150" y="65">between</text>`)).toEqual([]);
  });

  it("compares turned labels as they lie", () => {
    const turned = (x: number) => `<text transform="translate(${x} 200) rotate(-45)">a turned label</text>`;
    expect(overlapping(turned(100) + turned(140))).toEqual([]);
    expect(overlapping(`${turned(100)}<text x="100" y="180">across it</text>`)).toEqual(["a turned label"]);
  });

  it("takes a shifted copy for a shadow", () => {
    const copies = `<text x="11" y="51" fill="#eee">Title</text><text x="10" y="50">Title</text>`;
    expect(layoutOf(copies)).toMatchObject({ overlapping: [], lowContrast: [] });
  });

  it("passes over two that are shown in turn, not over one of them", () => {
    const fading = (text: string) =>
      `<text x="10" y="50">${text}<animate attributeName="opacity" values="0;1" dur="1s"/></text>`;
    expect(overlapping(fading("one") + fading("two"))).toEqual([]);
    expect(overlapping(`${fading("one")}<text x="10" y="50">two</text>`)).toEqual(["one"]);
  });
});

describe("contrast", () => {
  const label = (fill: string, rest = "") => `<text x="100" y="100" fill="${fill}" ${rest}>label</text>`;
  const card = (fill: string, rest = "") =>
    `<rect x="50" y="50" width="200" height="100" fill="${fill}" ${rest}/>`;

  it("judges by the white canvas, or the background of the root", () => {
    expect(contrasts(label("#222"))).toEqual([]);
    expect(contrasts(label("#ffff00"))).toEqual([1.074]);
    const dark = readTree(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" style="background:#111">${label("#222")}</svg>`,
    );
    expect(measureLayout(dark).layout.lowContrast).toHaveLength(1);
  });

  it("judges by the topmost shape beneath, not by what comes later or stands elsewhere", () => {
    expect(contrasts(card("#222") + label("#fff"))).toEqual([]);
    expect(contrasts(card("#222") + label("#111"))).toHaveLength(1);
    expect(contrasts(label("#111") + card("#222"))).toEqual([]);
    expect(contrasts(card("#222") + card("#fff") + label("#111"))).toEqual([]);
    expect(contrasts(`<circle cx="300" cy="250" r="40" fill="#222"/>${label("#111")}`)).toEqual([]);
    expect(contrasts(`<g transform="translate(-200 0)">${card("#222")}</g>${label("#111")}`)).toEqual([]);
  });

  it("flattens what is translucent", () => {
    expect(contrasts(card("#000", `fill-opacity=".5"`) + label("#808080"))).toEqual([1]);
    expect(contrasts(`<g opacity=".5">${card("#000")}</g>${label("#808080")}`)).toEqual([1]);
    expect(contrasts(label("#000", `opacity=".1"`))).toHaveLength(1);
    expect(contrasts(card("#000", `fill="none"`).replace(`fill="#000" `, "") + label("#111"))).toEqual([]);
  });

  it("reads gradients where the label stands", () => {
    const gradient = `<linearGradient id="g" x2="0" y2="1"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient>`;
    const sky = `<defs>${gradient}</defs><rect width="400" height="300" fill="url(#g)"/>`;
    expect(contrasts(`${sky}<text x="9" y="30" fill="#fff">top</text>`)).toEqual([]);
    expect(contrasts(`${sky}<text x="9" y="290" fill="#fff">bottom</text>`)).toHaveLength(1);
    expect(contrasts(`${sky}<text x="9" y="290" fill="url(#g)">mean</text>`)).toEqual([]);
    const used = gradient.replace(`x2="0" y2="1"`, `x1="0" x2="400" gradientUnits="userSpaceOnUse"`);
    const across = `<defs>${used}<radialGradient id="r" href="#g"/></defs><rect width="400" height="300" fill="url(#g)"/>`;
    expect(contrasts(`${across}<text x="5" y="290" fill="#fff">left</text>`)).toEqual([]);
    expect(contrasts(`${across}<text x="350" y="290" fill="#fff">right</text>`)).toHaveLength(1);
    const ball = `${across}<circle cx="200" cy="150" r="100" fill="url(#r)"/>`;
    expect(contrasts(`${ball}<text x="200" y="155" text-anchor="middle" fill="#fff">o</text>`)).toEqual([]);
  });

  it("follows clip paths", () => {
    const clip = `<clipPath id="c"><circle cx="300" cy="250" r="40"/></clipPath>`;
    expect(contrasts(`${clip}<g clip-path="url(#c)">${card("#222")}</g>${label("#111")}`)).toEqual([]);
    const wide = clip.replace(`r="40"`, `r="400"`);
    expect(contrasts(`${wide}<g clip-path="url(#c)">${card("#222")}</g>${label("#111")}`)).toHaveLength(1);
    const box = `<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width=".1" height=".1"/></clipPath>`;
    expect(contrasts(box + card("#222", `clip-path="url(#c)"`) + label("#111"))).toEqual([]);
  });

  it("says nothing where it cannot know", () => {
    const pattern = `<pattern id="p" width="9" height="9"><rect width="9" height="9" fill="#111"/></pattern>`;
    expect(contrasts(`${pattern}${card("url(#p)")}${label("#111")}`)).toEqual([]);
    expect(contrasts(`<mask id="m"/>${card("#222", `mask="url(#m)"`)}${label("#111")}`)).toEqual([]);
  });

  it("asks less of large text", () => {
    // 400 × 300 is shown at twice its size: 12 units are 24 pixels.
    expect(contrasts(label("#888", `font-size="11"`))).toHaveLength(1);
    expect(contrasts(label("#888", `font-size="12"`))).toEqual([]);
    expect(contrasts(label("#888", `font-size="10" font-weight="bold"`))).toEqual([]);
  });

  it("knows outlines, halos and the ink of the page", () => {
    expect(contrasts(label("none", `stroke="#ff0"`))).toHaveLength(1);
    expect(contrasts(label("#fff", `stroke="#000" stroke-width="3" paint-order="stroke"`))).toEqual([]);
    expect(contrasts(label("currentColor", `color="#ff0"`))).toHaveLength(1);
  });
});

it("lists small letters by their size on the stage", () => {
  expect(layoutOf(`<text x="9" y="20" font-size="4">tiny</text>`).small).toMatchObject([
    { text: "tiny", value: 8 },
  ]);
  expect(layoutOf(`<text x="9" y="20" font-size="5">fine</text>`).small).toEqual([]);
});

it("tells the canvas by the view box or the size", () => {
  const canvas = (attributes: string) =>
    measureLayout(readTree(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><text>a</text></svg>`))
      .canvas;
  expect(canvas(`viewBox="-10 -20 30 40"`)).toEqual({ x: -10, y: -20, width: 30, height: 40 });
  expect(canvas(`width="200px" height="100"`)).toEqual({ x: 0, y: 0, width: 200, height: 100 });
});

it("lists fifty problems and counts them all", () => {
  const rows = Array.from({ length: 70 }, (_, row) => `<text x="900" y="${row * 30}">out</text>`);
  const measured = measureLayout(drawingOf(rows.join("")));
  expect(measured.layout.outside).toHaveLength(50);
  expect(measured.burden.outside).toEqual({ labels: 70, weight: 70 });
  expect(measured.read).toBe(70);
});
