import { describe, expect, test } from "vitest";
import { createTextReader, decodeValue } from "./entities.ts";

function read(...pieces: string[]) {
  let bad = 0;
  const reader = createTextReader(() => {
    bad += 1;
  });
  const text = pieces.map((piece, index) => reader.push(piece, index === pieces.length - 1)).join("");
  return { text, bad, column: reader.column() };
}

describe("entities", () => {
  test("names and numbers of HTML are decoded, what is none stays and is counted", () => {
    expect(read("&lt;&eacute;&#233;&#xE9;&nope; & &;")).toMatchObject({ text: "<ééé&nope; & &;", bad: 2 });
    expect(decodeValue("a&amp;b", () => undefined)).toBe("a&b");
  });

  test("an entity, a pair of surrogates and a line's end in two pieces are one", () => {
    expect(read("a&am", "p;b")).toMatchObject({ text: "a&b", bad: 0 });
    expect(read("\ud83d", "\ude42").text).toBe("🙂");
    expect(read("a\r", "\nb").text).toBe("a\r\nb");
    expect(read("AT&", "T").text).toBe("AT&T");
  });

  test("a number longer than any character's is none, however it comes", () => {
    const long = `&#${"0".repeat(60)}65;`;
    expect(read(long).text).toBe(long);
    expect(read(...long.split("")).text).toBe(long);
  });

  test("the column is known as long as the line is blank", () => {
    expect(read("x\n  ").column).toBe(2);
    expect(read("x\n", "   ").column).toBe(3);
    expect(read("\n  x").column).toBe(-1);
  });
});
