import { describe, expect, it } from "vitest";
import { serialise } from "./serialise.ts";
import { stillOf } from "./still.ts";
import { readDrawing } from "./testing-sheet.ts";

/** The inside of a drawing, made still. */
function still(inside: string): string {
  const text = serialise(stillOf(readDrawing(`<svg>${inside}</svg>`)));
  return text.slice(text.indexOf(">") + 1, -"</svg>".length).replaceAll(SCOPE, "$1");
}

/** How the selectors of these tests are scoped to a drawing. */
const SCOPE = /\.drawing ([^ ,]+)(?:, [^ ,{]+\.drawing)?, [^ ,{]+\.drawing-part/g;

/** The same with the white space between rules taken out. */
const stillSheet = (css: string, rest = ""): string =>
  still(`<style>${css}</style>${rest}`).replaceAll(/\s+/g, "");

describe("SMIL", () => {
  it.each<[why: string, inside: string, wanted: string]>([
    [
      "a fade-in that holds",
      '<rect opacity="0"><animate attributeName="opacity" from="0" to="1" dur="1s" fill="freeze"/></rect>',
      '<rect opacity="1"/>',
    ],
    [
      "the last of the values",
      '<rect x="1"><animate attributeName="x" values="1; 5; 3;" dur="1s" fill="freeze"/></rect>',
      '<rect x="3"/>',
    ],
    [
      "from and by",
      '<rect x="1"><animate attributeName="x" from="0.1" by="0.2" dur="1s" fill="freeze"/></rect>',
      '<rect x="0.3"/>',
    ],
    [
      "by alone, from the base",
      '<rect x="10px"><animate attributeName="x" by="5" dur="1s" fill="freeze"/></rect>',
      '<rect x="15px"/>',
    ],
    [
      "a sum with the base",
      '<rect x="10"><animate attributeName="x" from="0" to="5" additive="sum" dur="1s" fill="freeze"/></rect>',
      '<rect x="15"/>',
    ],
    [
      "a colour cannot be summed",
      '<rect fill="red"><animate attributeName="fill" by="#111" dur="1s" fill="freeze"/></rect>',
      '<rect fill="red"/>',
    ],
    [
      "an attribute that was not there",
      '<rect><animate attributeName="fill" to="red" dur="1s" fill="freeze"/></rect>',
      '<rect fill="red"/>',
    ],
    [
      "a line that draws itself",
      '<path d="M0 0H9" stroke-dasharray="9" stroke-dashoffset="9"><animate attributeName="stroke-dashoffset" from="9" to="0" dur="2s" fill="freeze"/></path>',
      '<path d="M0 0H9" stroke-dasharray="9" stroke-dashoffset="0"/>',
    ],
    [
      "one that does not hold: the base stays",
      '<rect x="1"><animate attributeName="x" to="9" dur="1s"/></rect>',
      '<rect x="1"/>',
    ],
    [
      "a loop: the base stays",
      '<rect fill="red"><animate attributeName="fill" values="red;blue" dur="1s" repeatCount="indefinite" fill="freeze"/></rect>',
      '<rect fill="red"/>',
    ],
    [
      "a loop over what the base hides: the most visible",
      '<g opacity="0"><animate attributeName="opacity" values="0;.4;.9;.2;0" dur="1s" repeatCount="indefinite"/></g>',
      '<g opacity=".9"/>',
    ],
    [
      "hidden for want of a radius",
      '<circle cx="5" cy="5"><animate attributeName="r" values="0;11;3" dur="1s" repeatCount="indefinite"/></circle>',
      '<circle cx="5" cy="5" r="11"/>',
    ],
    [
      "hidden by its dashes in a loop",
      '<path stroke-dasharray="60" stroke-dashoffset="60"><animate attributeName="stroke-dashoffset" values="60;20;60" dur="1s" repeatCount="indefinite"/></path>',
      '<path stroke-dasharray="60" stroke-dashoffset="20"/>',
    ],
    [
      "an offset that hides nothing",
      '<path stroke-dasharray="4" stroke-dashoffset="16"><animate attributeName="stroke-dashoffset" to="0" dur="1s" repeatCount="indefinite"/></path>',
      '<path stroke-dasharray="4" stroke-dashoffset="16"/>',
    ],
    [
      "hidden, and nothing shows it",
      '<g display="none"><animate attributeName="display" values="none" dur="1s"/></g>',
      '<g display="none"/>',
    ],
    [
      "set holds for ever",
      '<g visibility="hidden"><set attributeName="visibility" to="visible" begin="2s"/></g>',
      '<g visibility="visible"/>',
    ],
    [
      "set for a while",
      '<g fill="red"><set attributeName="fill" to="blue" dur="1s"/></g>',
      '<g fill="red"/>',
    ],
    [
      "set for a while, over what is hidden",
      '<g display="none"><set attributeName="display" to="inline" begin="1s" dur="1s"/></g>',
      '<g display="inline"/>',
    ],
    [
      "what waits for a click never began",
      '<g opacity="0"><set attributeName="opacity" to="1" begin="click"/></g>',
      '<g opacity="0"/>',
    ],
    [
      "the last one in time counts, not in the document",
      '<g opacity="0"><animate attributeName="opacity" to=".2" begin="5s" dur="1s" fill="freeze"/><animate attributeName="opacity" to="1" dur="1s" fill="freeze"/></g>',
      '<g opacity=".2"/>',
    ],
    [
      "a chain",
      '<g opacity="0"><animate attributeName="opacity" to=".5" begin="b.end" dur="1s" fill="freeze"/><animate id="b" attributeName="opacity" to="1" dur="1s" fill="freeze"/></g>',
      '<g opacity=".5"/>',
    ],
    [
      "by href, before and after its target",
      '<animate href="#a" attributeName="x" to="1" dur="1s" fill="freeze"/><rect id="a"/><set href="#a" attributeName="y" to="2"/><set href="#none" attributeName="y" to="3"/>',
      '<rect id="a" x="1" y="2"/>',
    ],
    [
      "where a declaration would win",
      '<rect style="fill:red;opacity:0;r:2px"><animate attributeName="opacity" to="1" dur="1s" fill="freeze"/><set attributeName="r" to="5"/></rect>',
      '<rect style="fill:red;opacity:1;r:5px"/>',
    ],
    [
      "but not over an important one",
      '<rect style="opacity:.5 !important"><animate attributeName="opacity" to="1" dur="1s" fill="freeze"/></rect>',
      '<rect style="opacity:.5 !important"/>',
    ],
    [
      "where a rule would win",
      '<style>.a{opacity:0}</style><rect class="a"><animate attributeName="opacity" to="1" dur="1s" fill="freeze"/></rect>',
      '<style>.a{opacity:0}</style><rect class="a" style="opacity:1"/>',
    ],
    [
      "hidden by a rule, in a loop",
      '<style>.a{opacity:0}</style><rect class="b a"><animate attributeName="opacity" values="0;.7;0" dur="1s" repeatCount="indefinite"/></rect>',
      '<style>.a{opacity:0}</style><rect class="b a" style="opacity:.7"/>',
    ],
    [
      "text and the rest stay",
      '<text>a <tspan>b</tspan> c<set attributeName="x" to="1"/> d</text>',
      '<text x="1">a <tspan>b</tspan> c d</text>',
    ],
  ])("%s", (_, inside, wanted) => {
    expect(still(inside)).toBe(wanted);
  });
});

describe("transforms", () => {
  const turn = (more: string) => `<animateTransform attributeName="transform" dur="1s" ${more}/>`;
  const loop = 'repeatCount="indefinite"';
  it.each<[why: string, transform: string, animations: string, wanted: string]>([
    ["replaced", "scale(2)", turn('type="rotate" from="0 5 5" to="90 5 5" fill="freeze"'), "rotate(90 5 5)"],
    [
      "summed",
      "scale(2)",
      turn('type="translate" to="3,4" additive="sum" fill="freeze"'),
      "scale(2) translate(3,4)",
    ],
    ["by alone", "scale(2)", turn('type="rotate" by="90" fill="freeze"'), "scale(2) rotate(90)"],
    ["a size by alone", "skewX(5)", turn('type="scale" by="0.5" fill="freeze"'), "skewX(5) scale(1.5)"],
    ["from and by", "", turn('type="translate" from="1 2" by="3 4" fill="freeze"'), "translate(4 6)"],
    [
      "one on top of the other, in time",
      "",
      turn('type="scale" to="2" additive="sum" begin="1s" fill="freeze"') +
        turn('type="translate" to="5" fill="freeze"'),
      "translate(5) scale(2)",
    ],
    ["a loop", "scale(2)", turn(`type="rotate" from="0" to="360" ${loop}`), "scale(2)"],
    [
      "a loop over a scale of 0",
      "translate(12 12) scale(0)",
      turn(`type="translate" values="12 12;6 6;0 0" ${loop}`) +
        turn(`type="scale" additive="sum" values="0;1" ${loop}`),
      "translate(0 0) scale(1)",
    ],
    ["a turn of what stays hidden", "scale(0)", turn(`type="rotate" to="360" ${loop}`), "scale(0)"],
  ])("%s", (_, transform, animations, wanted) => {
    expect(still(`<g transform="${transform}">${animations}</g>`)).toBe(`<g transform="${wanted}"/>`);
  });

  it("of a gradient", () => {
    const turned =
      '<linearGradient><animateTransform attributeName="gradientTransform" type="rotate" to="45" dur="1s" fill="freeze"/></linearGradient>';
    expect(still(turned)).toBe('<linearGradient gradientTransform="rotate(45)"/>');
  });

  it.each<[why: string, motion: string, wanted: string]>([
    ["to the end of its path", 'path="M10,10 l5,5 h2"', "translate(17 15) rotate(9)"],
    ["backwards", 'path="M10,10 l5,5 h2" keyPoints="1;0" keyTimes="0;1"', "translate(10 10) rotate(9)"],
    ["to the last value", 'values="0,0;3,4"', "translate(3 4) rotate(9)"],
    ["to a point", 'to="7 8"', "translate(7 8) rotate(9)"],
    ["by a shift", 'by="7,8" rotate="auto"', "translate(7 8) rotate(9)"],
    ["to nowhere", 'path="x"', "rotate(9)"],
  ])("a motion %s", (_, motion, wanted) => {
    const inside = (more: string) =>
      `<g transform="rotate(9)"><animateMotion dur="1s" ${motion} ${more}/></g>`;
    expect(still(inside('fill="freeze"'))).toBe(`<g transform="${wanted}"/>`);
    expect(still(inside('repeatCount="indefinite"'))).toBe('<g transform="rotate(9)"/>');
  });

  it("a motion along another path", () => {
    expect(
      still(
        '<path id="p" d="M1 1L6 7"/><g><animateMotion dur="1s" fill="freeze" path="M0 0h1"><mpath href="#p"/></animateMotion></g>',
      ),
    ).toBe('<path id="p" d="M1 1L6 7"/><g transform="translate(6 7)"/>');
  });
});

describe("CSS", () => {
  const fade = "@keyframes fade{from{opacity:0}to{opacity:1}}";
  it.each<[why: string, css: string, wanted: string]>([
    [
      "forwards",
      `${fade}.a{opacity:0;fill:red;animation:fade 1s ease-in .5s forwards}`,
      ".a{fill:red;opacity:1!important}",
    ],
    [
      "both, keyframes after the rule",
      `.a{opacity:0;animation:1s both fade}${fade}`,
      ".a{opacity:1!important}",
    ],
    [
      "longhands",
      `.a{animation-name:fade;animation-duration:1s;animation-fill-mode:forwards}${fade}`,
      ".a{opacity:1!important}",
    ],
    [
      "longhands in two rules",
      `.a{animation-name:fade}.b{animation-fill-mode:both}${fade}`,
      ".a{opacity:1!important}",
    ],
    [
      "a later declaration",
      `.a{animation:fade 1s;animation-fill-mode:forwards}${fade}`,
      ".a{opacity:1!important}",
    ],
    [
      "an earlier declaration",
      `.a{animation-fill-mode:forwards;animation:fade 1s;fill:red}${fade}`,
      ".a{fill:red}",
    ],
    ["backwards", `.a{animation:fade 1s reverse forwards}${fade}`, ".a{opacity:0!important}"],
    ["to and fro", `.a{animation:fade 1s alternate 2 forwards}${fade}`, ".a{opacity:0!important}"],
    ["to, fro and to", `.a{animation:fade 1s alternate 3 forwards}${fade}`, ".a{opacity:1!important}"],
    ["not held", `.a{opacity:.5;animation:fade 1s}${fade}`, ".a{opacity:.5}"],
    ["a loop", `.a{opacity:.5;animation:fade 1s infinite forwards}${fade}`, ".a{opacity:.5}"],
    [
      "a loop over what is hidden",
      `.a{opacity:0;animation:pulse 1s infinite}@keyframes pulse{0%,100%{opacity:.1;fill:red}50%{opacity:.8}}`,
      ".a{opacity:.8!important}",
    ],
    [
      "a line that draws itself",
      `.a{stroke-dasharray:300;stroke-dashoffset:300;animation:draw 2s forwards}@keyframes draw{to{stroke-dashoffset:0}}`,
      ".a{stroke-dasharray:300;stroke-dashoffset:0!important}",
    ],
    [
      "a line that draws itself for ever",
      `.a{stroke-dasharray:300;stroke-dashoffset:300;animation:draw 2s infinite}@keyframes draw{50%{stroke-dashoffset:30}to{stroke-dashoffset:300}}`,
      ".a{stroke-dasharray:300;stroke-dashoffset:30!important}",
    ],
    [
      "two at once",
      `.a{animation:fade 1s forwards,move 2s cubic-bezier(.1,.2,.3,.4) both}@keyframes move{to{transform:none;opacity:.3}}${fade}`,
      ".a{transform:none!important;opacity:.3!important}",
    ],
    [
      "important ones stay",
      `.a{opacity:.2!important;animation:fade 1s forwards}${fade}`,
      ".a{opacity:.2!important}",
    ],
    ["transitions go", ".a{fill:red;transition:fill 1s}.b{transition:none}", ".a{fill:red}"],
    [
      "in media",
      `@media (min-width:1px){.a{animation:fade 1s forwards}${fade}}`,
      "@media(min-width:1px){.a{opacity:1!important}}",
    ],
    [
      "rules for reduced motion stay",
      `@media (prefers-reduced-motion: reduce){.a{animation:none}${fade}}.a{animation:fade 1s}`,
      "@media(prefers-reduced-motion:reduce){.a{animation:none}}",
    ],
    [
      "rules for motion do not",
      `@media (prefers-reduced-motion: no-preference){.a{animation:fade 1s}}${fade}.b{fill:red}`,
      ".b{fill:red}",
    ],
    [
      "unknown keyframes",
      ".a{fill:red;animation:none}.b{fill:blue;animation:x 1s forwards}",
      ".a{fill:red}.b{fill:blue}",
    ],
  ])("%s", (_, css, wanted) => {
    expect(stillSheet(css)).toBe(`<style>${wanted}</style>`);
  });

  it("removes a sheet that is left without rules", () => {
    expect(stillSheet(fade, "<g/>")).toBe("<g/>");
    expect(stillSheet("", "<g/>")).toBe("<g/>");
  });

  it("in a style attribute, with keyframes of any sheet", () => {
    expect(still(`<g style="opacity:0;animation:fade 1s forwards"/><style>${fade}</style>`)).toBe(
      '<g style="opacity:1 !important"/>',
    );
    expect(still('<g style="animation:fade 1s"/>')).toBe("<g/>");
    expect(still(`<g opacity="0" style="animation:fade 1s infinite"/><style>${fade}</style>`)).toBe(
      '<g opacity="0" style="opacity:1 !important"/>',
    );
  });

  it("sees what an attribute, a style or another rule hides", () => {
    const css = `.a{animation:fade 1s infinite}${fade}`;
    const shown = (rest: string) => still(`<style>${css}</style>${rest}`);
    expect(shown('<g class="b a" opacity="0"/><g class="a"/>')).toBe(
      '<g class="b a" opacity="1"/><g class="a"/>',
    );
    expect(shown('<g class="a" style="opacity:0"/>')).toBe('<g class="a" style="opacity:1"/>');
    expect(shown('<style>#x{opacity:0}</style><g id="x" class="a"/>')).toBe(
      '<style>#x{opacity:0}</style><g id="x" class="a" style="opacity:1"/>',
    );
    expect(shown('<g class="b" opacity="0"/>')).toBe('<g class="b" opacity="0"/>');
  });

  it("shows what is hidden also to programs that do not know all of CSS", () => {
    expect(
      still(`<style>#b,.a{animation:fade 1s forwards}${fade}</style><g><g class="a" style="opacity:0"/></g>`),
    ).toBe('<style>#b, .a{opacity:1 !important}</style><g><g class="a" style="opacity:1"/></g>');
    const grow = "@keyframes grow{to{r:9px;transform:scale(1)}}";
    expect(
      still(
        `<style>circle{animation:grow 1s infinite}${grow}</style><circle transform="scale(0)"/><circle r="1"/>`,
      ),
    ).toBe('<circle transform="scale(0)" r="9px" style="transform:scale(1)"/><circle r="1"/>');
  });
});

it("gives a drawing that does not move back as it is", () => {
  const root = readDrawing('<svg><style>.a{fill:red}</style><g class="a" style="opacity:0">x</g></svg>');
  expect(stillOf(root)).toBe(root);
});
