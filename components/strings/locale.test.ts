import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "#server/errors.ts";
import { failureSentence } from "./failure-sentence.ts";
import { chooseLocale, LOCALES, stringsFor } from "./locale.ts";

type Texts = { [key: string]: unknown };

/** Every text with its place; functions are called with numbers and words of every kind that they may get. */
function textsOf(value: unknown, place = ""): [string, string][] {
  if (typeof value === "string") return [[place, value]];
  if (typeof value === "function") {
    return [-3, 0, 1, 2, 500].map((number) => [
      `${place}(${number})`,
      String(value(number, number + 1, "Title")),
    ]);
  }
  return Object.entries(value as Texts).flatMap(([key, inner]) =>
    textsOf(inner, place === "" ? key : `${place}.${key}`),
  );
}

describe("strings", () => {
  it("has the same places in every language, none of them empty or unfinished", () => {
    const places = LOCALES.map((locale) =>
      textsOf(stringsFor(locale))
        .map(([place]) => place)
        .sort(),
    );
    for (const other of places) expect(other).toEqual(places[0]);
    for (const locale of LOCALES) {
      for (const [place, text] of textsOf(stringsFor(locale))) {
        expect(text.trim(), place).not.toBe("");
        expect(text, place).not.toMatch(/undefined|NaN|\[object|TODO/);
      }
    }
  });

  it("is Japanese in Japanese, but for names", () => {
    const latin = textsOf(stringsFor("ja")).filter(
      ([, text]) => !/[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(text),
    );
    expect(latin.map(([place]) => place)).toEqual(["site.name"]);
  });

  it("has a sentence for every code that the server may give", () => {
    for (const locale of LOCALES) {
      for (const code of ERROR_CODES) expect(stringsFor(locale).failures[code]).toMatch(/\S/);
    }
    expect(failureSentence("ja", { code: "TIMEOUT", message: "It took 60 s." })).toBe(
      "時間がかかりすぎました。",
    );
    expect(failureSentence("en", { code: "TIMEOUT", message: "It took 60 s." })).toBe("It took 60 s.");
    expect(failureSentence("en", { code: "SOMETHING_NEW", message: "" })).toBe(
      "Something went wrong on our side.",
    );
  });
});

describe("chooseLocale", () => {
  it.each([
    [undefined, null, "en"],
    [undefined, "ja", "ja"],
    [undefined, "ja-JP,en;q=0.8", "ja"],
    [undefined, "fr-FR, ja;q=0.3, en;q=0.5", "en"],
    [undefined, "de, ja;q=0", "en"],
    ["ja", "en", "ja"],
    ["xx", "ja", "ja"],
  ])("cookie %s and header %s give %s", (cookie, header, locale) => {
    expect(chooseLocale(cookie, header)).toBe(locale);
  });

  it("gives a language for any header", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (cookie, header) =>
        LOCALES.includes(chooseLocale(cookie, header)),
      ),
    );
  });
});
