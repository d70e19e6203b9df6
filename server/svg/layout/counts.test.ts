import { expect, it } from "vitest";
import { countDrawing } from "./counts.ts";
import { drawingOf, readTree } from "./testing-tree.ts";

it("counts painted shapes and uses, not what waits in definitions", () => {
  const counts = countDrawing(
    drawingOf(
      `<defs><g><rect id="r" width="9" height="9"/></g></defs>
       <clipPath id="c"><circle r="9"/></clipPath><symbol id="s"><path d="M0 0h9"/></symbol>
       <g><rect width="9" height="9"/><circle r="9"/></g><path d="M0 0h9"/><use href="#r"/>`,
    ),
  );
  expect(counts).toMatchObject({ shapes: 4, elements: 13 });
});

it("counts labels with something to read", () => {
  const counts = countDrawing(drawingOf(`<text>one</text><text> </text><text><tspan>two</tspan></text>`));
  expect(counts.labels).toBe(2);
});

it("counts animations of every kind", () => {
  const counts = countDrawing(
    drawingOf(
      `<style>@keyframes k { to { opacity: 0 } } .a { animation: k 1s } .b { animation: none } .c { fill: red }</style>
       <rect width="9" height="9" style="animation-name: k"><animate attributeName="x" to="9" dur="1s"/></rect>
       <circle r="9"><animateTransform attributeName="transform" type="rotate" to="9" dur="1s"/></circle>`,
    ),
  );
  expect(counts.animations).toBe(4);
});

it("knows the drawing's own title and description", () => {
  expect(countDrawing(drawingOf(`<title>T</title><desc>D</desc>`))).toMatchObject({
    hasTitle: true,
    hasDescription: true,
  });
  expect(countDrawing(drawingOf(`<title> </title><g><title>T</title></g>`))).toMatchObject({
    hasTitle: false,
    hasDescription: false,
  });
  const named = readTree(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" aria-label="A leaf"><g/></svg>`,
  );
  expect(countDrawing(named).hasTitle).toBe(true);
});
