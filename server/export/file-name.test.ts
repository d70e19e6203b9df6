import { describe, expect, it } from "vitest";
import { attachment, fileName } from "./file-name.ts";

describe("fileName", () => {
  it.each([
    ["How blood travels", "How blood travels.svg"],
    ["光合成のしくみ", "光合成のしくみ.svg"],
    ["Rain\r\nSet-Cookie: a=b", "Rain Set-Cookie a=b.svg"],
    ['a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j.svg"],
    ["../../etc/passwd", "etc passwd.svg"],
    ["...", "learn-x.svg"],
    ["", "learn-x.svg"],
    ["\u202egvs.exe", "gvs.exe.svg"],
    ["CON", "_CON.svg"],
    ["nul.txt", "_nul.txt.svg"],
    ["Console", "Console.svg"],
    ["half \ud83c of a pair", "half \ufffd of a pair.svg"],
    ["ends with a dot. ", "ends with a dot.svg"],
    ["が", "が.svg"],
  ])("%j is %j", (words, name) => {
    expect(fileName(words, "svg")).toBe(name);
  });

  it("ends between characters, before a file system would refuse it", () => {
    expect(fileName("a".repeat(500), "html")).toBe(`${"a".repeat(80)}.html`);
    const family = "👨‍👩‍👧‍👦";
    const name = fileName(family.repeat(40), "zip");
    expect(Buffer.byteLength(name)).toBeLessThan(255);
    expect(name).toMatch(new RegExp(`^(${family})+\\.zip$`));
  });
});

describe("attachment", () => {
  it("says a plain name as it is", () => {
    expect(attachment("How blood travels.svg")).toBe(
      `attachment; filename="How blood travels.svg"; filename*=UTF-8''How%20blood%20travels.svg`,
    );
  });

  it.each([
    ["光合成のしくみ.png", "learn-x.png"],
    ["光合成 2 steps.png", "2 steps.png"],
    ["Crème brûlée à Łódź.zip", "Creme brulee a Lodz.zip"],
    ['The "moon" 100%.svg', "The moon 100.svg"],
    ["🌧️.svg", "learn-x.svg"],
    ["it's; a=b.svg", "it's a=b.svg"],
  ])("of %j the old form is %j", (name, plain) => {
    const header = attachment(name);
    expect(header).toContain(`; filename="${plain}"; `);
    expect(decodeURIComponent(header.split("filename*=UTF-8''")[1] ?? "")).toBe(name);
  });

  it("is a header, whatever it is given", () => {
    for (const name of ["a\r\nb.svg", "\u0000.svg", "\ud800.svg", "('*).svg"]) {
      const header = attachment(fileName(name, "svg"));
      expect(header).toMatch(/^[\x20-\x7e]+$/);
      expect(() => new Headers({ "content-disposition": header })).not.toThrow();
      // RFC 8187: letters, digits, and a few signs; everything else by percents.
      expect(header.split("UTF-8''")[1]).toMatch(/^(?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})+$/);
    }
  });
});
