import fc from "fast-check";
import { expect, it } from "vitest";
import { PlanStep } from "../../contracts/visual.ts";
import { wholeParts } from "./plan.ts";

const step = (id: string) => ({ id, tag: "hook", title: "A title", desc: "What it is.", alt: "A picture." });

it.each<[string, unknown, { title: string | null; steps: string[] }]>([
  ["nothing yet", undefined, { title: null, steps: [] }],
  ["a title that may go on", { title: "The se" }, { title: null, steps: [] }],
  ["a title that stands", { title: "The sea", steps: [] }, { title: "The sea", steps: [] }],
  ["a step that may go on", { title: "The sea", steps: [step("a")] }, { title: "The sea", steps: [] }],
  ["a step that stands", { title: "The sea", steps: [step("a"), {}] }, { title: "The sea", steps: ["a"] }],
  ["steps before their title", { steps: [step("a"), step("b")] }, { title: null, steps: ["a"] }],
  [
    "a step that will be refused",
    { steps: [step("a"), step("B!"), step("c"), {}] },
    { title: null, steps: ["a"] },
  ],
  ["an id twice", { steps: [step("a"), step("a"), step("c"), {}] }, { title: null, steps: ["a"] }],
  ["no plan at all", { title: 5, steps: "none" }, { title: null, steps: [] }],
  ["a list", [step("a"), step("b")], { title: null, steps: [] }],
])("%s", (_, view, wanted) => {
  const { title, steps } = wholeParts(view);
  expect({ title, steps: steps.map(({ id }) => id) }).toEqual(wanted);
});

it("shows of any view only steps that a plan can have, each once", () => {
  const anything = fc.anything();
  const view = fc.oneof(
    anything,
    fc.record({
      title: anything,
      steps: fc.array(fc.oneof(fc.constantFrom(step("a"), step("b")), anything)),
    }),
  );
  fc.assert(
    fc.property(view, (one) => {
      const { steps } = wholeParts(one);
      for (const shown of steps) expect(PlanStep.parse(shown)).toEqual(shown);
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    }),
  );
});
