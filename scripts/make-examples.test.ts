import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "#server/api/index.ts";
import { EXAMPLES, EXAMPLES_FOLDER, makeExamples } from "./make-examples.ts";

const MOVES = /<animate|<set\b|animation|@keyframes/;

describe("the pictures of the ready questions", () => {
  const made = makeExamples();

  it("are there for every topic that is offered, and for no other", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(
      catalog("visual", "en")
        .topics.map(({ id }) => id)
        .sort(),
    );
    expect(readdirSync(EXAMPLES_FOLDER).sort()).toEqual([...made.keys()].sort());
  });

  it.each([...made.keys()])(
    "are what their drawing makes: %s (else run scripts/make-examples.ts)",
    (name) => {
      expect(readFileSync(join(EXAMPLES_FOLDER, name), "utf8") === made.get(name)).toBe(true);
    },
  );

  it.each([...made])("%s moves, or does not, as its name says, and is 8 to 5", (name, text) => {
    expect(MOVES.test(text)).toBe(!name.endsWith("-still.svg"));
    expect(text).toContain('viewBox="0 0 640 400"');
    expect(text.length).toBeLessThan(16_000);
  });
});
