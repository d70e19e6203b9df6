import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaOf } from "./object.ts";
import { dropNulls, geminiSchema, strictSchema } from "./schema-dialects.ts";

const json = (schema: z.ZodType) => jsonSchemaOf(schema, "test");

const Shape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("circle"), r: z.number().positive() }),
  z.object({ type: z.literal("text"), text: z.string().min(1).max(80), size: z.number().optional() }),
]);
const Drawing = z.object({
  title: z.string().optional(),
  hint: z.string().nullish(),
  language: z.string().default("en"),
  size: z.string().transform((text) => text.length),
  shapes: z.array(Shape).max(9),
});

describe("strictSchema", () => {
  it("makes optional fields nullable, everything required and nothing else allowed", () => {
    expect(strictSchema(json(Drawing))).toEqual({
      type: "object",
      properties: {
        title: { anyOf: [{ type: "string" }, { type: "null" }] },
        hint: { type: ["string", "null"] },
        language: { anyOf: [{ type: "string" }, { type: "null" }] },
        size: { type: "string" },
        shapes: {
          type: "array",
          maxItems: 9,
          items: {
            anyOf: [
              {
                type: "object",
                properties: {
                  type: { type: "string", const: "circle" },
                  r: { type: "number", exclusiveMinimum: 0 },
                },
                required: ["type", "r"],
                additionalProperties: false,
              },
              {
                type: "object",
                properties: {
                  type: { type: "string", const: "text" },
                  text: { type: "string" },
                  size: { anyOf: [{ type: "number" }, { type: "null" }] },
                },
                required: ["type", "text", "size"],
                additionalProperties: false,
              },
            ],
          },
        },
      },
      required: ["title", "hint", "language", "size", "shapes"],
      additionalProperties: false,
    });
  });

  it("keeps recursion", () => {
    const Tree = z.object({
      name: z.string(),
      get children() {
        return z.array(Tree);
      },
    });
    expect(strictSchema(json(Tree))).toMatchObject({ properties: { children: { items: { $ref: "#" } } } });
    expect(strictSchema(json(z.object({ tree: Tree })))).toMatchObject({
      $defs: { __schema0: { additionalProperties: false } },
    });
  });

  it.each([
    ["a record", z.object({ words: z.record(z.string(), z.number()) }), '"words": a record'],
    ["a tuple", z.object({ list: z.array(z.tuple([z.string(), z.number()])) }), '"list[]": a tuple'],
    ["an intersection", z.object({ a: z.intersection(z.string(), z.email()) }), '"a": an intersection'],
    ["anything", z.object({ a: z.object({ b: z.unknown() }) }), '"a.b": its type'],
    ["a root that is no object", z.array(z.string()), '"": the root'],
  ])("refuses %s by name", (_, schema, words) => {
    expect(() => strictSchema(json(schema))).toThrow(words);
  });
});

describe("geminiSchema", () => {
  it("keeps what Gemini reads", () => {
    expect(geminiSchema(json(Drawing))).toMatchObject({
      required: ["size", "shapes"],
      properties: {
        shapes: { maxItems: 9, items: { anyOf: [{ properties: { type: { enum: ["circle"] } } }, {}] } },
      },
    });
    expect(JSON.stringify(geminiSchema(json(Drawing)))).not.toMatch(
      /oneOf|const|minLength|exclusive|default|\$schema/,
    );
    const words = z.object({ words: z.record(z.string(), z.number()) });
    expect(geminiSchema(json(words))).toMatchObject({
      properties: { words: { additionalProperties: { type: "number" } } },
    });
  });
});

describe("dropNulls", () => {
  it("takes away the nulls that strict schemas make, and only those", () => {
    const reply = {
      title: null,
      hint: null,
      language: null,
      size: "abc",
      shapes: [
        { type: "text", text: "a", size: null },
        { type: "circle", r: null },
      ],
      more: null,
    };
    expect(dropNulls(reply, json(Drawing))).toEqual({
      hint: null,
      size: "abc",
      shapes: [
        { type: "text", text: "a" },
        { type: "circle", r: null },
      ],
      more: null,
    });
    const good = { ...reply, shapes: [{ type: "text", text: "a", size: null }] };
    expect(Drawing.parse(dropNulls(good, json(Drawing)))).toEqual({
      hint: null,
      language: "en",
      size: 3,
      shapes: [{ type: "text", text: "a" }],
    });
  });

  it("follows references", () => {
    const Tree = z.object({
      note: z.string().optional(),
      get left() {
        return Tree.optional();
      },
    });
    const reply = { note: null, left: { note: null, left: null } };
    expect(dropNulls(reply, json(Tree))).toEqual({ left: {} });
    expect(dropNulls({ tree: reply }, json(z.object({ tree: Tree.nullable() })))).toEqual({
      tree: { left: {} },
    });
  });
});
