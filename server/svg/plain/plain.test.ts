import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSvgStream } from "../stream.ts";

/** The plain document of a drawing with this content, without what every one has. */
function plain(content: string, attributes = ""): string {
  const stream = createSvgStream({ idPrefix: "p_" });
  stream.push(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"${attributes}>${content}</svg>`);
  return stream
    .finish()
    .plain.replace(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 100 50"( class="[^"]*")?>/, "")
    .replace(/<\/svg>$/, "");
}

describe("the cascade in attributes", () => {
  it("puts rules over attributes, styles over rules, and the important over all", () => {
    const sheet = "<style>rect{fill:red;stroke:blue!important}.a{fill:lime}</style>";
    expect(plain(`${sheet}<rect class="a" fill="black" width="9" height="9" style="stroke:tan"/>`)).toBe(
      '<rect fill="lime" width="9" height="9" stroke="blue"/>',
    );
  });

  it("takes the shorthand of fonts apart, and what it does not say back", () => {
    expect(
      plain(
        '<style>text{font-weight:700}.a{font:italic 20px/1.2 "Source Sans 3", Arial}</style><text class="a">x</text>',
      ),
    ).toBe(
      '<text font-weight="normal" font-style="italic" font-variant="normal" font-stretch="normal" font-size="20" font-family="&quot;Source Sans 3&quot;, Arial">x</text>',
    );
  });

  it("writes sizes of letters as numbers, whatever they are relative to", () => {
    expect(
      plain('<g font-size="20"><text style="font-size:150%">a<tspan font-size="2em">b</tspan></text></g>'),
    ).toBe('<g font-size="20"><text font-size="30">a<tspan font-size="60">b</tspan></text></g>');
    expect(plain('<text style="font-size:x-large">a</text><text style="font-size:2rem">a</text>')).toBe(
      '<text font-size="24">a</text><text font-size="32">a</text>',
    );
  });

  it("puts variables in, in sheets and in attributes", () => {
    const sheet = "<style>svg{--one:red}.a{fill:var(--one)}</style>";
    expect(plain(`${sheet}<rect class="a" stroke="var(--two, tan)" width="9" height="9"/>`)).toBe(
      '<rect stroke="tan" width="9" height="9" fill="red"/>',
    );
  });

  it("knows geometry and outlines that stand in sheets, but leaves the size of the whole alone", () => {
    const sheet = `<style>circle{cx:9px;r:4px}path{d:path("M0 0H9")}svg{width:100%}</style>`;
    expect(plain(`${sheet}<circle cy="2"/><path d=""/>`)).toBe(
      '<circle cy="2" cx="9px" r="4px"/><path d="M0 0H9"/>',
    );
  });

  it("writes colours in the one way that everything reads", () => {
    expect(plain('<rect fill="hsl(120 100% 50% / 0.5)" stroke="rgb(10 20 30)" width="9" height="9"/>')).toBe(
      '<rect fill="rgba(0,255,0,0.5)" stroke="rgb(10,20,30)" width="9" height="9"/>',
    );
  });

  it("ignores what is for the dark, for paper and for those who want no motion", () => {
    const sheet =
      "<style>@media (prefers-color-scheme:dark){rect{fill:red}}@media print{rect{fill:tan}}@media (min-width:1px){rect{stroke:lime}}</style>";
    expect(plain(`${sheet}<rect width="9" height="9"/>`)).toBe('<rect width="9" height="9" stroke="lime"/>');
  });

  it("makes a shape of the ground that the drawing has by CSS", () => {
    expect(plain("", ' style="background:#fde"')).toBe(
      '<rect x="0" y="0" width="100" height="50" fill="#fde"/>',
    );
  });
});

describe("transforms", () => {
  it("are one matrix, around their origin", () => {
    expect(plain('<rect width="9" height="9" style="transform:translate(3px,4px)"/>')).toBe(
      '<rect width="9" height="9" transform="matrix(1 0 0 1 3 4)"/>',
    );
    // Turned by a quarter around (10, 10): (x, y) comes to (20 - y, x).
    expect(plain('<rect width="9" height="9" transform="rotate(90)" transform-origin="10 10"/>')).toBe(
      '<rect width="9" height="9" transform="matrix(0 1 -1 0 20 0)"/>',
    );
    expect(
      plain('<style>rect{rotate:90deg;transform-origin:center}</style><rect width="9" height="9"/>'),
    ).toBe('<rect width="9" height="9" transform="matrix(0 1 -1 0 75 -25)"/>');
  });

  it("turn a shape, a group and a label around the middle of their own box", () => {
    const sheet =
      "<style>.t{transform:rotate(180deg);transform-box:fill-box;transform-origin:center}</style>";
    const turned = 'transform="matrix(-1 0 0 -1 40 60)"';
    expect(plain(`${sheet}<rect class="t" x="10" y="20" width="20" height="20"/>`)).toContain(turned);
    expect(
      plain(`${sheet}<g class="t"><path d="M10 20h5v20"/><circle cx="20" cy="30" r="10"/></g>`),
    ).toContain(turned);
    expect(plain(`${sheet}<text class="t" x="20" y="30" text-anchor="middle">A</text>`)).toMatch(
      /matrix\(-1 0 0 -1 40 [\d.]+\)/,
    );
  });

  it("stay as they are where the attribute alone says them", () => {
    expect(plain('<g transform="translate(3 4) rotate(20)"><rect width="9" height="9"/></g>')).toBe(
      '<g transform="translate(3 4) rotate(20)"><rect width="9" height="9"/></g>',
    );
  });
});

describe("what old programs do not know", () => {
  const triangle = '<path d="M0 0L10 5L0 10z" fill="context-stroke"/>';

  it("gives each line an arrow of its own colour", () => {
    const out = plain(
      `<marker id="m" viewBox="0 0 10 10" orient="auto">${triangle}</marker>
       <path d="M0 0H9" stroke="red" marker-end="url(#m)"/><g stroke="tan"><path d="M0 0H9" marker-end="url(#m)"/><path d="M0 9H9" marker-end="url(#m)"/></g>`,
    );
    expect(out).toContain('stroke="red" marker-end="url(#p_m-of-1)"');
    expect(out.match(/url\(#p_m-of-2\)/g)).toHaveLength(2);
    expect(out).toMatch(/<marker[^>]* id="p_m-of-1"[^>]*><path d="M0 0L10 5L0 10z" fill="red"\/><\/marker>/);
    expect(out).toMatch(/id="p_m-of-2"[^>]*><path d="M0 0L10 5L0 10z" fill="tan"\/>/);
  });

  it("turns an arrow at the beginning of a line", () => {
    const out = plain(
      `<marker id="m" viewBox="0 0 10 10" refX="8" refY="5" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker>
       <path d="M0 0H9" marker-start="url(#m)" marker-end="url(#m)"/>`,
    );
    expect(out).not.toContain("auto-start-reverse");
    expect(out).toContain('marker-start="url(#p_m-of-1)" marker-end="url(#p_m)"');
    expect(out).toContain('<g transform="rotate(180 8 5)">');
  });

  it("makes strokes thinner that do not grow with their shape", () => {
    expect(
      plain(
        '<g transform="scale(4)"><path d="M0 0H9" stroke-width="2" vector-effect="non-scaling-stroke"/></g>',
      ),
    ).toContain('stroke-width="0.5"');
  });

  it("copies what uses share where variables make it look different", () => {
    const out = plain(
      `<style>path{fill:var(--leaf)}.spring{--leaf:pink}.autumn{--leaf:orange}</style>
       <defs><g id="tree"><path d="M0 0h9v9"/></g></defs><use class="spring" href="#tree" x="5"/><use class="autumn" href="#tree"/>`,
    );
    expect(out).toContain('<g><g transform="translate(5 0)"><g><path d="M0 0h9v9" fill="pink"/></g></g></g>');
    expect(out).toContain('fill="orange"');
    expect(out).not.toContain("<use");
  });

  it("leaves uses alone that look alike", () => {
    expect(plain('<defs><path id="a" d="M0 0h9"/></defs><use href="#a" x="5"/>')).toBe(
      '<defs><path id="p_a" d="M0 0h9" class="p_drawing-part"/></defs><use href="#p_a" x="5"/>'.replace(
        / class="[^"]*"/,
        "",
      ),
    );
  });
});

it("is what there is of a drawing that says all by attributes, and nothing of one that is none", () => {
  const source = readFileSync(join(import.meta.dirname, "../__fixtures__/drawings/tides.svg"), "utf8");
  const stream = createSvgStream();
  stream.push(source);
  const { plain: once } = stream.finish();
  expect(once).not.toMatch(/<style|<animate|class=|var\(/);
  const again = createSvgStream();
  again.push(once);
  expect(again.finish().plain).toBe(once);
  expect(createSvgStream().finish().plain).toBe("");
});

it("ends for drawings that use themselves, and for uses of uses of variables", () => {
  const uses = (id: string) => `<use href="#${id}"/>`.repeat(10);
  const levels = ["a", "b", "c"]
    .map((id, index) => `<g id="${id}">${uses("abcd"[index + 1] ?? "")}</g>`)
    .join("");
  const out = plain(
    `<style>svg{--c:red}path{fill:var(--c)}</style><path id="d" d="M0 0h1"/>${levels}<g id="x"><use href="#x"/></g>`,
  );
  expect(out.length).toBeLessThan(2_000_000);
});
