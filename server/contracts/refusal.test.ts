import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { ClaimAdmin, CreateToken } from "./identity.ts";
import { isVisible } from "./line.ts";
import { check } from "./refusal.ts";
import { AnswerRun, CreateRun } from "./run.ts";

const problems = (schema: z.ZodType, value: unknown, under: string[] = []) => {
  const checked = check(schema, value, under);
  return checked.ok ? [] : checked.issues.map(({ path, message }) => `${path}: ${message}`);
};

it.each([
  [CreateRun, {}, ["kind: is required", "input: is required"]],
  [CreateRun, { kind: 5, input: 1 }, ["kind: must be text"]],
  [CreateRun, null, [": must be a JSON object"]],
  [AnswerRun, { key: "" }, ["key: must not be empty", "value: is required"]],
  [AnswerRun, { key: "k".repeat(201), value: 1 }, ["key: must be at most 200 characters"]],
  [CreateToken, { name: null }, ["name: must be text"]],
  [CreateToken, JSON.parse('{"name": "x", "__proto__": {"y": 1}}'), ["__proto__: is not a known field"]],
  [
    ClaimAdmin,
    { token: "t", email: "no", password: "short", name: " " },
    [
      "email: must be an e-mail address",
      "password: must have at least 10 characters",
      "name: must not be empty",
    ],
  ],
  [z.strictObject({ n: z.int().max(9) }), { n: 10 }, ["n: must be at most 9"]],
  [z.strictObject({ n: z.int() }), { n: 1.5 }, ["n: must be a whole number"]],
  [
    z.strictObject({ list: z.array(z.boolean()).min(2) }),
    { list: [] },
    ["list: must have at least 2 entries"],
  ],
  [z.strictObject({ one: z.enum(["a", "b"]) }), { one: "c" }, ["one: must be one of: a, b"]],
])("%# is refused in plain words", (schema, value, expected) => {
  expect(problems(schema, value)).toEqual(expected);
});

it("names a part by its place in the whole", () => {
  expect(problems(z.strictObject({ a: z.string() }), { b: 1 }, ["input"])).toEqual([
    "input.a: is required",
    "input.b: is not a known field",
  ]);
});

it("never answers with more than was sent, however much of it is wrong", () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field ${index}`, 1]));
  expect(problems(CreateRun, many).length).toBeLessThanOrEqual(20);
  const long = problems(CreateRun, { kind: "visual", input: 1, ["x".repeat(1_000_000)]: 1 });
  expect(long.join("").length).toBeLessThan(300);
});

it("takes a name for what people see of it", () => {
  for (const blank of ["", " ", "\u200b", "\u202e\u2066", "\u3164", "\u00ad", "\u{e0041}"])
    expect(isVisible(blank), JSON.stringify(blank)).toBe(false);
  for (const seen of ["a", "光", "👩‍🚀", "ि", "-", "\u202eevil"]) expect(isVisible(seen), seen).toBe(true);
  const name = (text: string) => CreateToken.safeParse({ name: text }).data?.name;
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const kept = name(text);
      if (kept === undefined) return;
      expect(kept).not.toMatch(/\p{Cc}/u);
      expect(kept.length).toBeLessThanOrEqual(100);
      expect(kept.isWellFormed() && isVisible(kept)).toBe(true);
    }),
  );
});
