import { describe, expect, test } from "vitest";
import { z } from "zod";
import { VisualPlan } from "../contracts/visual.ts";
import { instanceOf, isPlanSchema } from "./schema-instance.ts";

const tree = z.object({
  name: z.string(),
  get children() {
    return z.array(tree);
  },
  get parent() {
    return z.union([tree, z.null()]);
  },
});

describe("the smallest instance fits its schema", () => {
  test.each<[string, z.ZodType]>([
    ["strings", z.object({ a: z.string(), b: z.string().min(12), c: z.string().max(3) })],
    ["formats", z.object({ a: z.uuid(), b: z.email(), c: z.iso.datetime(), d: z.iso.date(), e: z.url() })],
    [
      "patterns",
      z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), color: z.string().regex(/^#[0-9a-f]{6}$/) }),
    ],
    [
      "numbers",
      z.object({ a: z.int().min(3).max(5), b: z.number().gt(0).lt(1), c: z.number().multipleOf(5).min(7) }),
    ],
    ["negative", z.object({ a: z.number().max(-4), b: z.int().lt(0) })],
    ["choices", z.object({ a: z.enum(["x", "y"]), b: z.literal(7), c: z.boolean(), d: z.null() })],
    ["arrays", z.object({ a: z.array(z.string()).min(2).max(4), b: z.tuple([z.string(), z.number()]) })],
    ["optional and nullable", z.object({ a: z.string().optional(), b: z.number().nullable() })],
    [
      "unions",
      z.discriminatedUnion("type", [
        z.object({ type: z.literal("a"), n: z.int() }),
        z.object({ type: z.literal("b") }),
      ]),
    ],
    ["intersections", z.intersection(z.object({ a: z.string() }), z.object({ b: z.int() }))],
    ["records", z.object({ a: z.record(z.string(), z.number()) })],
    ["recursion", tree],
    ["a list", z.array(z.object({ a: z.string() })).min(1)],
  ])("%s", (_, schema) => {
    expect(schema.parse(instanceOf(z.toJSONSchema(schema)))).toBeDefined();
  });

  test("types in capitals, as Gemini's own schemas write them", () => {
    expect(instanceOf({ type: "OBJECT", properties: { a: { type: "STRING" } }, required: ["a"] })).toEqual({
      a: "sample",
    });
  });

  test("a schema that says nothing, or refers to nothing", () => {
    expect(instanceOf({})).toBeNull();
    expect(instanceOf({ $ref: "#/nowhere" })).toBeNull();
  });
});

test("a plan's schema is known by its fields", () => {
  expect(isPlanSchema(z.toJSONSchema(VisualPlan))).toBe(true);
  expect(isPlanSchema(z.toJSONSchema(z.object({ title: z.string(), steps: z.array(z.string()) })))).toBe(
    false,
  );
});
