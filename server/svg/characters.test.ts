import { describe, expect, test } from "vitest";
import { cleanText, quoteOf } from "./characters.ts";

describe("characters", () => {
  test("text keeps nothing that XML forbids, and ends lines with a line feed", () => {
    expect(cleanText("a\u0000b\u0007c\ufffe\ud800d\r\ne\rf\t🙂")).toBe("abc\ufffdd\ne\nf\t🙂");
  });

  test("typographic quotes are closed by their own kind", () => {
    expect([..."\"'`“”‘’x"].map((quote) => quoteOf(quote.charCodeAt(0)))).toEqual([
      34, 39, 96, 0x201d, 0x201d, 0x2019, 0x2019, 0,
    ]);
  });
});
