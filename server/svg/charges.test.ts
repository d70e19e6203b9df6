import { describe, expect, test } from "vitest";
import { createSvgStream } from "./stream.ts";
import { cutBy } from "./testing-cuts.ts";

/** The limit at which a drawing ends, and how many elements are left of it. */
function draw(inside: string, size = 1_000_000) {
  const stream = createSvgStream({ idPrefix: "d_" });
  for (const piece of cutBy(`<svg viewBox="0 0 99 99">${inside}</svg>`, [size])) stream.push(piece);
  const { report } = stream.finish();
  return { limit: report.limit, elements: report.elements };
}

const squares = (count: number, attributes = "") =>
  `<rect width="9" height="9" ${attributes}/>`.repeat(count);
const patterns = (make: (index: number) => string) =>
  Array.from({ length: 8 }, (_, index) => `<pattern id="p${index + 1}">${make(index)}</pattern>`).join("");
const base = `<pattern id="p0">${squares(10)}</pattern>`;

describe("charges", () => {
  test.each([
    ["references of attributes", patterns((index) => squares(10, `fill="url(#p${index})"`))],
    ["references of styles", patterns((index) => squares(10, `style="fill:url(#p${index})"`))],
    ["what a group is filled with", patterns((index) => `<g fill="url(#p${index})">${squares(10)}</g>`)],
    ["ids in other spellings", patterns((index) => squares(10, `fill="url('#%70${index}')"`))],
    [
      "sheets before the elements",
      `<style>${Array.from({ length: 8 }, (_, index) => `.c${index}{fill:url(#p${index})}`).join("")}</style>${patterns((index) => squares(10, `class="c${index}"`))}`,
    ],
    [
      "sheets after the elements",
      `${patterns((index) => squares(10, `class="c${index}"`))}<style>${Array.from({ length: 8 }, (_, index) => `.c${index}{fill:url(#p${index})}`).join("")}</style>`,
    ],
    [
      "sheets for groups",
      `${patterns((index) => `<g class="c${index}">${squares(10)}</g>`)}<style>${Array.from({ length: 8 }, (_, index) => `.c${index}{fill:url(#p${index})}`).join("")}</style>`,
    ],
  ])("paints inside paints are counted: %s", (_, inside) => {
    expect(draw(base + inside)).toMatchObject({ limit: "expanded" });
    expect(draw(base + inside, 50)).toEqual(draw(base + inside));
  });

  test.each([
    ["animations in one list", `<rect style="animation:${"k 1s cubic-bezier(0,0,1,1),".repeat(500)}k 1s"/>`],
    [
      "motions along a long path",
      `<path id="p" d="M0 0${"q9 9 9 0".repeat(3_000)}"/>${`<circle r="1"><animateMotion dur="1s"><mpath href="#p"/></animateMotion></circle>`.repeat(500)}`,
    ],
    [
      "texts along a long path",
      `<path id="p" d="M0 0${"q9 9 9 0".repeat(3_000)}"/>${`<text><textPath href="#p">x</textPath></text>`.repeat(500)}`,
    ],
    [
      "stops of a gradient",
      `<linearGradient id="g">${`<stop stop-color="red"/>`.repeat(2_000)}</linearGradient>`,
    ],
  ])("what is slow by its length is counted: %s", (_, inside) => {
    expect(draw(inside)).toMatchObject({ limit: "expanded" });
  });

  test.each([
    ["animations in one list", `<rect style="animation:k 1s cubic-bezier(0,0,1,1),l 2s"/>`],
    [
      "a circle along its own path",
      `<path id="p" d="M0 0h9"><animateMotion dur="1s"><mpath href="#p"/></animateMotion></path>`,
    ],
    ["many stops", `<linearGradient id="g">${`<stop stop-color="red"/>`.repeat(200)}</linearGradient>`],
  ])("ordinary drawings are not stopped: %s", (_, inside) => {
    expect(draw(inside)).toMatchObject({ limit: null });
  });

  test("markers count at every corner", () => {
    const marker = `<marker id="m">${squares(20)}</marker>`;
    const line = (corners: number) => `<path d="M0 0${"h1v1".repeat(corners / 2)}" marker-mid="url(#m)"/>`;
    expect(draw(marker + line(100)).limit).toBeNull();
    expect(draw(marker + line(2_000)).limit).toBe("expanded");
  });

  test("layers, filters and animations count where they stand", () => {
    expect(draw(squares(100, 'style="filter:drop-shadow(1px 1px 2px black)"')).limit).toBeNull();
    expect(draw(squares(400, 'style="filter:blur(9px)"')).limit).toBe("expanded");
    expect(draw(`<style>*{filter:blur(9px)}</style>${squares(400)}`).limit).toBe("expanded");
    expect(draw(`<style>.a{animation:k 1s}</style>${squares(300, 'class="a"')}`).limit).toBeNull();
    expect(draw(`<style>.a{animation:k 1s}</style>${squares(500, 'class="a"')}`).limit).toBe("expanded");
    const noise = '<filter id="n"><feTurbulence baseFrequency=".1"/></filter>';
    expect(draw(noise + squares(50, 'filter="url(#n)"')).limit).toBeNull();
    expect(draw(noise + squares(300, 'filter="url(#n)"')).limit).toBe("expanded");
  });

  test("what drawings do as a rule costs little", () => {
    const shadow = '<filter id="s"><feDropShadow dx="1" dy="1" stdDeviation="2"/></filter>';
    const gradient = '<linearGradient id="g"><stop offset="0"/><stop offset="1"/></linearGradient>';
    const arrow = '<marker id="a"><path d="M0 0L9 5L0 9z"/></marker>';
    const sheet = "<style>path{marker-end:url(#a)}.card{filter:url(#s);fill:url(#g)}</style>";
    const cards = squares(150, 'class="card"') + '<path d="M0 0L9 9"/>'.repeat(300);
    expect(draw(shadow + gradient + arrow + sheet + cards).limit).toBeNull();
  });

  test("an animation that paints where it cannot be counted is dropped", () => {
    expect(draw('<g><set attributeName="fill" to="url(#p)"/></g>').elements).toBe(2);
    expect(draw('<rect id="r"/><set href="#r" attributeName="fill" to="url(#p)"/>').elements).toBe(2);
    expect(draw('<rect><set attributeName="fill" to="url(#p)"/></rect>').elements).toBe(3);
  });
});
