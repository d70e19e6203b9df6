import type { z } from "zod";
import type { Issue } from "../errors.ts";

/** How many wrong places are named: a body of nothing but wrong fields must not make an answer larger than itself. */
const MOST_ISSUES = 20;
const LONGEST_PATH = 200;

/**
 * Checks a value that somebody sent.
 * @param under what the paths begin with, where the value is a part of what was sent
 * @returns the value, or every wrong place in it, in plain words that follow the field's name
 */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  under: readonly string[] = [],
): { ok: true; data: z.output<S> } | { ok: false; issues: Issue[] } {
  const result = schema.safeParse(value, { error: plainWords });
  if (result.success) return { ok: true, data: result.data };
  const issues = result.error.issues.flatMap((issue) => asIssues(issue, under));
  return { ok: false, issues: issues.slice(0, MOST_ISSUES) };
}

/** zod names unknown fields all at once; each is an issue of its own here. */
function asIssues(issue: z.core.$ZodIssue, under: readonly string[]): Issue[] {
  const place = [...under, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.slice(0, MOST_ISSUES).map((key) => ({
      path: asPath([...place, key]),
      message: "is not a known field",
    }));
  if (issue.code === "invalid_type" && place.length === 0)
    return [{ path: "", message: "must be a JSON object" }];
  return [{ path: asPath(place), message: issue.message }];
}

const asPath = (parts: readonly PropertyKey[]) => parts.map(String).join(".").slice(0, LONGEST_PATH);

const TYPES: Record<string, string> = {
  string: "must be text",
  number: "must be a number",
  int: "must be a whole number",
  boolean: "must be true or false",
  array: "must be a list",
  object: "must be an object",
  record: "must be an object",
  null: "must be null",
};
const FORMATS: Record<string, string> = { email: "must be an e-mail address", uuid: "must be a UUID" };

/** What a schema that says nothing itself has to say. */
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return "is required";
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? "has the wrong type";
    case "too_small":
      return bound("least", issue.origin, issue.minimum);
    case "too_big":
      return bound("most", issue.origin, issue.maximum);
    case "invalid_format":
      return FORMATS[issue.format] ?? "does not have the right form";
    case "invalid_value":
      return `must be one of: ${issue.values.map(String).join(", ")}`;
    case "invalid_union":
      return "is none of the values that can be given";
    default:
      return undefined;
  }
}

function bound(side: "least" | "most", origin: string, limit: number | bigint): string {
  if (origin === "string" && side === "least" && Number(limit) === 1) return "must not be empty";
  const unit = { string: " characters", array: " entries" }[origin] ?? "";
  return `must ${unit && side === "least" ? "have" : "be"} at ${side} ${limit}${unit}`;
}
