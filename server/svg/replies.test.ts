import { describe, expect, it } from "vitest";
import { createSvgStream } from "./index.ts";

const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
  <title>A "quoted" title</title>
  <style>
    .hill { fill: #4d7c0f; }
  </style>
  <g><path class="hill" d="M0 80Q50 40 100 80V100H0z"/></g>
  <text x="10" y="20">Hills &amp; sky &lt;3</text>
</svg>`;

const asPage = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const REPLIES: Record<string, string> = {
  "with Windows line ends": DRAWING.replaceAll("\n", "\r\n"),
  "after a byte order mark": `\ufeff${DRAWING}`,
  "in a fence that is not closed": `Here it is:\n\`\`\`svg\n${DRAWING}`,
  "after names of elements": `An \`<svg>\` with a \`<circle>\`, a <path> and \`<text>\`:\n\n${DRAWING}\n\nThe <circle> …`,
  "after a draft": `<svg viewBox='0 0 9 9'><rect/></svg>\nBetter:\n${DRAWING}`,
  "in a page": `<!DOCTYPE html><html><head><style>svg{width:9px}</style></head><body>${DRAWING}</body></html>`,
  "as JSON": JSON.stringify({ type: "svg", content: DRAWING, caption: "Hills" }, null, 2),
  "as JSON in JSON": JSON.stringify(JSON.stringify({ svg: DRAWING })),
  "as JSON with escaped slashes": JSON.stringify({ svg: DRAWING }).replaceAll("/", "\\/"),
  "as JSON with escaped brackets": JSON.stringify({ svg: DRAWING })
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003E"),
  "as a string of a script": `const svg = '${DRAWING.replaceAll("\n", "\\n")}';`,
  "as a template": `const svg = \`${DRAWING}\`;`,
  "as the text of a page": `<pre><code>${asPage(DRAWING)}</code></pre>`,
  "as the text of a page, with its quotes": asPage(DRAWING).replaceAll('"', "&quot;"),
  "as the text of a page, by numbers": asPage(DRAWING)
    .replaceAll("&lt;", "&#60;")
    .replaceAll("&gt;", "&#x3E;")
    .replaceAll('"', "&#34;"),
};

function draw(pieces: Iterable<string>): string {
  const stream = createSvgStream({ idPrefix: "s3-" });
  for (const piece of pieces) stream.push(piece);
  return stream.finish().svg.replaceAll("\r\n", "\n");
}

describe("a drawing in a reply", () => {
  it.each(Object.keys(REPLIES))("is read %s, however it is cut", (name) => {
    const reply = REPLIES[name] ?? "";
    const wanted = draw([DRAWING]);
    expect(draw([reply])).toBe(wanted);
    expect(draw(reply)).toBe(wanted);
    for (let at = 0; at < reply.length; at += 1)
      if (draw([reply.slice(0, at), reply.slice(at)]) !== wanted) expect.fail(`cut at ${at}`);
  });

  it("keeps labels that hold escapes", () => {
    const label = String.raw`<text x="1" y="9">\n is a line end, \" a quote, &amp;lt; a &lt;</text>`;
    expect(draw([`<svg viewBox="0 0 9 9">${label}</svg>`])).toContain(label);
  });

  it("keeps an outer drawing that says something", () => {
    const inner = '<svg viewBox="0 0 9 9"><rect/></svg>';
    expect(draw([`<svg><g fill="red">${inner}</g></svg>`])).toContain('<g fill="red"><svg');
    expect(draw([`<svg width="9"><g>${inner}</g></svg>`])).toContain("<g><svg");
  });
});
