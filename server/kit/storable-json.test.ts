import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NotJson, storableJson } from "./storable-json.ts";

/** Text with what makes trouble: NUL, surrogates without a partner, and backslashes before what looks like them. */
const HardText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\u0000", "\ud800", "\udfff", "\\", "u0000", "\\u0000", "\\ud800", "😀", "か゚", '"'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));
const wellFormed = (text: string) => text.replaceAll("\u0000", "\ufffd").toWellFormed();

describe("storableJson", () => {
  it("keeps text but for what cannot be kept", () => {
    fc.assert(
      fc.property(HardText, (text) => {
        expect(JSON.parse(storableJson(text))).toBe(wellFormed(text));
        expect(JSON.parse(storableJson({ [text]: [text] }))).toEqual(
          JSON.parse(JSON.stringify({ [wellFormed(text)]: [wellFormed(text)] })),
        );
      }),
    );
  });

  it("changes nothing that can be kept", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        if (text.isWellFormed() && !/\\u/.test(text)) expect(storableJson(value)).toBe(text);
      }),
    );
  });

  it("says what is no JSON", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const value of [circle, 1n, () => 1, Symbol("x")])
      expect(() => storableJson(value)).toThrow(NotJson);
    const throwing = {
      toJSON() {
        throw "no error";
      },
    };
    expect(() => storableJson(throwing)).toThrow(NotJson);
    expect(() => storableJson({ toJSON: () => undefined })).toThrow(NotJson);
    expect(storableJson(undefined)).toBe("null");
    expect(storableJson({ a: undefined, b: Number.NaN })).toBe('{"b":null}');
  });
});
