import { isRecord } from "./http.ts";
import { invalid } from "./problem.ts";

export const FAULTS = [
  "empty",
  "no-candidates",
  "max-tokens",
  "safety",
  "safety-midstream",
  "malformed",
  "fenced",
  "prose",
  "think",
  "cut",
  "end-without-finish",
  "stall",
  "slow",
  "status",
] as const;
export type Fault = (typeof FAULTS)[number];

/** What to do with the requests whose prompt contains `marker`: see README.md for every field. */
export interface Rule {
  id: string;
  marker: string;
  /** A second string that the prompt must contain too, for example `Task: plan`. */
  also?: string;
  model?: string;
  times?: number;
  fault?: Fault;
  text?: string;
  chunks?: string[];
  chunkSize?: number;
  delayMs?: number;
  firstChunkMs?: number;
  afterChunks?: number;
  hold?: number;
  status?: number;
  retryAfterSeconds?: number;
}

/** A rule as it is asked for: without an id, it is given one. */
export type NewRule = Omit<Rule, "id"> & { id?: string };

const RANGES = {
  times: [1, 1_000_000],
  chunkSize: [1, 1_000_000],
  delayMs: [0, 600_000],
  firstChunkMs: [0, 600_000],
  afterChunks: [0, 1_000_000],
  hold: [0, 1_000_000],
  status: [400, 599],
  retryAfterSeconds: [0, 86_400],
} as const;
type NumberField = keyof typeof RANGES;
const INTEGERS: ReadonlySet<string> = new Set(["times", "chunkSize", "afterChunks", "hold", "status"]);

/** Reads a list of rules; throws a 400 Problem that names the rule and the field. */
export function parseRules(input: unknown): NewRule[] {
  if (!Array.isArray(input)) throw invalid("rules must be an array.");
  return input.map((value, index) => parseRule(value, `rules[${index}]`));
}

function parseRule(input: unknown, where: string): NewRule {
  if (!isRecord(input)) throw invalid(`${where} must be an object.`);
  const rule: NewRule = { marker: "" };
  for (const [name, value] of Object.entries(input)) {
    const at = `${where}.${name}`;
    if (name === "id" || name === "marker" || name === "also" || name === "model" || name === "text") {
      if (typeof value !== "string") throw invalid(`${at} must be a string.`);
      rule[name] = value;
    } else if (name === "fault") {
      const fault = FAULTS.find((known) => known === value);
      if (fault === undefined) throw invalid(`${at} must be one of ${FAULTS.join(", ")}.`);
      rule.fault = fault;
    } else if (name === "chunks") {
      if (!Array.isArray(value) || !value.every((chunk) => typeof chunk === "string")) {
        throw invalid(`${at} must be an array of strings.`);
      }
      rule.chunks = value;
    } else if (Object.hasOwn(RANGES, name)) {
      rule[name as NumberField] = parseNumber(value, name as NumberField, at);
    } else {
      throw invalid(`${at} is not a known field of a rule.`);
    }
  }
  if (rule.marker === "") throw invalid(`${where}.marker must be a string that is not empty.`);
  if (rule.fault === "status" && rule.status === undefined) throw invalid(`${where}.status is missing.`);
  if (rule.text !== undefined && rule.chunks !== undefined)
    throw invalid(`${where} has both text and chunks.`);
  return rule;
}

function parseNumber(value: unknown, name: NumberField, at: string): number {
  const [least, most] = RANGES[name];
  const whole = INTEGERS.has(name);
  const fits =
    typeof value === "number" && value >= least && value <= most && (!whole || Number.isInteger(value));
  if (!fits)
    throw invalid(`${at} must be ${whole ? "a whole number" : "a number"} from ${least} to ${most}.`);
  return value;
}
