import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_SEARCH, libraryAddress, readLibraryView, readWords } from "./library-address.ts";

const read = (address: string) => {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URL(address, "http://x").searchParams) query[name] = value;
  return readLibraryView(query);
};

describe("the address of a part of the library", () => {
  it("is read as what it was written for", () => {
    fc.assert(
      fc.property(
        fc.record({
          words: fc.string({ unit: "grapheme", maxLength: 60 }).map(readWords),
          pinned: fc.boolean(),
          cursor: fc.option(fc.base64String({ minLength: 1 })),
        }),
        (view) => {
          expect(read(libraryAddress(view))).toEqual({ ...view, pinned: view.pinned && view.words === "" });
        },
      ),
    );
  });

  it("is short for everything", () => {
    expect(libraryAddress({})).toBe("/library");
    expect(libraryAddress({ words: "", pinned: false, cursor: null })).toBe("/library");
  });

  it("may be nonsense", () => {
    const everything = { words: "", pinned: false, cursor: null };
    expect(readLibraryView({})).toEqual(everything);
    expect(readLibraryView({ q: ["a", "b"], pinned: "yes", cursor: ["x"] })).toEqual(everything);
    expect(readLibraryView({ q: " \0 ", cursor: "" })).toEqual(everything);
    expect(readLibraryView({ q: "tides", pinned: "true" })).toEqual({ ...everything, words: "tides" });
  });
});

describe("the words of a search", () => {
  it("are never more than the server takes, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const words = readWords(text);
        expect(words.normalize("NFC").length).toBeLessThanOrEqual(LONGEST_SEARCH);
        expect(words).toBe(words.trim());
        expect(words).not.toContain("\0");
        expect(readWords(words)).toBe(words);
      }),
    );
  });
});
