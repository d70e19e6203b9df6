import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPath, createPathScanner } from "./path-data.ts";
import { checkGroups, checkPoints, createPointsScanner } from "./points.ts";
import { createScanner, type Scanner } from "./scanner.ts";
import { notingContext } from "./testing-context.ts";

function scan(scanner: Scanner, pieces: readonly string[]): string {
  let text = "";
  for (const piece of pieces) text += scanner.push(piece);
  return text + scanner.finish();
}

const CLEAN = [
  "M0 0",
  "m 1,2 3,4 z",
  " M10 10\n\tL 20,20\r\n H5V6 ",
  "M8 8v1m0-.5.5.5-1e2+3E-1z",
  "M12 3a9 9 0 1 0 .001 18.001A9 9 0 0012 3z",
  "M0 0a1 1 0 01.5.5",
  "M0 0a1,1 0 11-.5-.5 1 1 0 00.5.5",
  "M0 0C1 2 3 4 5 6S7 8 9 10Q1 2 3 4T5 6 7 8",
  "M0 0zM1 1ZzM2 2",
  "M63.6572,35.2861C63.873,34.9668,64,34.582,64,34.166c0-0.414-0.127-0.79-0.342-1.2",
  "M1 , 2 L 3 , 4",
];

const MENDED: [string, string][] = [
  ["M 0 0 L 2O,30", "M 0 0 L 20,30"],
  ["M0 0 L10px 20px", "M0 0 L10 20"],
  ["M0 0 L10em 20ex5 5", "M0 0 L10 205"],
  ["M5. 5L1.e1 2", "M5 5L1e1 2"],
  ["M0 0,L5 5", "M0 0L5 5"],
  ["M0 0 L5,,5", "M0 0 L5,5"],
  ["M,0 0", "M0 0"],
  ["M0 0 L5 5,", "M0 0 L5 5"],
  ["M0 0 L10", "M0 0"],
  ["M0 0 L10 L20 20", "M0 0L20 20"],
  ["M0 0 L", "M0 0"],
  ["M0 0 10 20 30", "M0 0 10 20"],
  ["M0 0 L--5 +-6", "M0 0 L-5 -6"],
  ["M0 0 L5 - 6", "M0 0 L5  6"],
  ["M0 0 L5 \u22126", "M0 0 L5 -6"],
  ["M0 0 L1e999 5 6 7", "M0 0L 6 7"],
  ["M0 0 1e999 5 6 7", "M0 0  6 7"],
  ["M0 0 1e-.e50 5 6 7", "M0 0  6 7"],
  ["M0 0 L NaN 5 L 6 7", "M0 0L 6 7"],
  ["M0 0 L undefined,5 6,7", "M0 0L 6,7"],
  ["M0 0zM1 1z 5 5", "M0 0zM1 1z  "],
  ["10 10 L 20 20", "M10 10 L 20 20"],
  ["L10 10 L 20 20", "M10 10 L 20 20"],
  ["l10 10 20 20", "m10 10 20 20"],
  ["H10", "M0 0H10"],
  ["M0 0;L5;5", "M0 0 L5 5"],
  ["M0 0\u00a0L5\u00a05", "M0 0 L5 5"],
  ["M0 0 L5 5'", "M0 0 L5 5"],
  ["M0 0 A5 5 0 1.0 0 10 10", "M0 0 A5 5 0 1 0 10 10"],
  ["M0 0 A5 5 0 2 1 10 10", "M0 0 A5 5 0 1 1 10 10"],
  ['path("M0 0L5 5")', "M0 0L5 5"],
  ["M0 0 L 5\\n5", "M0 0 L 5 5"],
];

describe("path data", () => {
  it.each(CLEAN)("stays as it is: %j", (text) => {
    const context = notingContext();
    expect(checkPath(text, context)).toBe(text);
    expect(context.repairs).toEqual([]);
  });

  it.each(MENDED)("%j becomes %j", (text, mended) => {
    const context = notingContext();
    expect(checkPath(text, context)).toBe(mended);
    expect(context.repairs).toEqual(["bad-value"]);
  });

  it.each(["", "   ", "hello", "javascript:alert(1)", "M", "M 5", "z", "NaN", "M NaN NaN"])(
    "%j is none",
    (text) => {
      expect(checkPath(text, notingContext())).toBeUndefined();
    },
  );

  it("gives what is whole, and no more", () => {
    const scanner = createPathScanner();
    expect(scanner.push("M0 0 L1")).toBe("M0 0");
    expect(scanner.push("0 2")).toBe("");
    expect(scanner.push("0 3")).toBe(" L10 20");
    expect(scanner.push("z")).toBe("z");
    expect(scanner.repaired()).toBe(true);
    expect(scanner.push("M1 1")).toBe("");
    expect(scanner.finish()).toBe("M1 1");
  });

  it("holds back little, whatever comes", () => {
    for (const piece of [" ", "9", ".", "-", ",", "M", "e", "M0 0 L 1", "0e", "N", ";", "a1 1 0 1"]) {
      const scanner = createPathScanner();
      scanner.push("M0 0 L 5");
      for (let round = 0; round < 200; round += 1) scanner.push(piece.repeat(50));
      expect(scanner.finish().length).toBeLessThan(3_000);
    }
  });
});

describe("points", () => {
  it.each(["0,0 10,10", " 5 17 26 36 ", "1-2.5.5.5", "6,18\n6,54\t36,36"])("stay as they are: %j", (text) => {
    const context = notingContext();
    expect(checkPoints(text, context)).toBe(text);
    expect(context.repairs).toEqual([]);
  });

  it.each([
    ["0 0 5 5 9", "0 0 5 5"],
    ["0,0 10,10,", "0,0 10,10"],
    ["(0,0) (10,1O)", "0,0 10,10"],
    ["0,0 NaN,5 70,70", "0,0  70,70"],
    ["0,0; 5,5", "0,0  5,5"],
    [",0,0 5,5", "0,0 5,5"],
    ["M0,0 L5,5", "0,0 5,5"],
  ])("%j become %j", (text, mended) => {
    expect(checkPoints(text, notingContext())).toBe(mended);
  });

  it("are given in pairs", () => {
    const scanner = createPointsScanner();
    expect(scanner.push("0 0 1")).toBe("0 0");
    expect(scanner.push(" 1 ")).toBe(" 1 1");
    expect(scanner.finish()).toBe(" ");
  });
});

/** Text that looks like coordinates, with much that goes wrong. */
const coordinates = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom("0", "1", "5", "27", ".5", "-3", "1e3", " ", ",", "M", "L", "a", "z"),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom("c", "H", "v", "q", "T", "s", "m", "l", "e", "E", ".", "-", "+", "  "),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          "O",
          "px",
          "pt",
          "em",
          "NaN",
          "undefined",
          "1e999",
          ";",
          "|",
          "#",
          "\u2212",
          "\u00a0",
          "9".repeat(50),
          " ".repeat(300),
          "e00000000001",
          "💡",
        ),
      },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

const makers: [string, () => Scanner, number][] = [
  ["path data", createPathScanner, 0],
  ["points", createPointsScanner, 2],
  ["single numbers", () => createScanner(1), 1],
];

describe.each(makers)("a scanner of %s", (_, create, groupSize) => {
  it("gives the same however the text is cut", () => {
    fc.assert(
      fc.property(fc.oneof(coordinates, fc.string()), fc.array(fc.nat(400)), (text, cuts) => {
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
        const [whole, cut] = [create(), create()];
        expect(scan(cut, pieces)).toBe(scan(whole, [text]));
        expect(cut.repaired()).toBe(whole.repaired());
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves its own output as it is", () => {
    fc.assert(
      fc.property(coordinates, (text) => {
        const once = scan(create(), [text]);
        const again = create();
        expect(scan(again, [once])).toBe(once);
        expect(again.repaired()).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it("agrees with the check of whole values", () => {
    fc.assert(
      fc.property(coordinates, (text) => {
        const context = notingContext();
        const scanner = create();
        const out = scan(scanner, [text]);
        const checked = groupSize === 0 ? checkPath(text, context) : checkGroups(text, groupSize, context);
        expect(checked).toBe(out.trim() === "" ? undefined : out);
        expect(context.repairs.length > 0).toBe(checked !== undefined && scanner.repaired());
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the text itself when nothing is repaired", () => {
    fc.assert(
      fc.property(coordinates, (text) => {
        const scanner = create();
        const out = scan(scanner, [text]);
        if (!scanner.repaired()) expect(out).toBe(text);
      }),
    );
  });
});
