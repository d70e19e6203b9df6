import { findAttribute } from "../attributes.ts";
import type { CheckContext } from "../ledger.ts";
import { lettersOf } from "../names.ts";
import { checkGroups } from "./points.ts";
import { PRESENTATION } from "./presentation.ts";
import { readNumbers } from "./transform.ts";
import { checkOrient } from "./viewport.ts";

/** Attributes, beside the presentation attributes, that an animation may change, and an element that bears them. */
const OTHERS: Readonly<Record<string, string>> = {
  "": "d points viewBox preserveAspectRatio transform pathLength x1 y1 x2 y2 refX refY markerWidth markerHeight orient",
  linearGradient: "gradientTransform spreadMethod fx fy fr",
  pattern: "patternTransform",
  stop: "offset",
  text: "dx dy rotate textLength startOffset",
  feColorMatrix: "values",
  feMorphology: "radius operator",
  feBlend: "mode",
  feConvolveMatrix: "kernelMatrix divisor bias targetX targetY edgeMode order",
  feDisplacementMap: "scale xChannelSelector yChannelSelector",
  feFuncR: "tableValues slope intercept amplitude exponent",
  feTurbulence: "baseFrequency numOctaves seed stdDeviation k1 k2 k3 k4",
  feSpotLight:
    "surfaceScale specularConstant specularExponent diffuseConstant limitingConeAngle azimuth elevation " +
    "pointsAtX pointsAtY pointsAtZ z",
};

/** The element whose check a value goes through, by the name of the attribute that is animated. */
const TARGETS = new Map<string, string>();
for (const name of PRESENTATION.keys()) TARGETS.set(name, "");
for (const [element, names] of Object.entries(OTHERS)) {
  for (const name of names.split(" ")) TARGETS.set(name, element);
}

const BY_LETTERS = new Map([...TARGETS.keys()].map((name) => [lettersOf(name), name]));
/** Attributes that `animateTransform` animates. */
export const TRANSFORM_ATTRIBUTES: ReadonlySet<string> = new Set([
  "transform",
  "gradientTransform",
  "patternTransform",
]);

/** How many numbers the values of an `animateTransform` may have, by its `type`. */
export const TRANSFORM_COUNTS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ["translate", [2, 1]],
  ["scale", [2, 1]],
  ["rotate", [3, 1]],
  ["skewX", [1]],
  ["skewY", [1]],
]);

const VALUE_ATTRIBUTES = ["from", "to", "by"];
/** Key frames of one animation. */
const MOST_VALUES = 2000;

type PartCheck = (part: string) => string | undefined;

/**
 * Checks an animation as a whole, when its attributes have been checked one by one (`attributeName`, `from`, `to`,
 * `by` and `values` are still as written). Brings the record into its final form: only what is painted can be
 * animated, and every value goes through the check of the attribute that it is for. False when the animation
 * must go, which is counted here.
 */
export function checkAnimation(
  element: string,
  attributes: Record<string, string>,
  context: CheckContext,
): boolean {
  const written = attributes.attributeName;
  const part = partCheck(element, attributes, context);
  if (part && checkValues(attributes, part, context)) {
    checkKeys(attributes, context);
    return true;
  }
  context.drop(`animation ${written ?? ""}`.trim());
  return false;
}

/** The check of one value; undefined when what is animated must not be. Repairs `attributeName` and `type`. */
function partCheck(
  element: string,
  attributes: Record<string, string>,
  context: CheckContext,
): PartCheck | undefined {
  const quiet: CheckContext = { ...context, drop: () => {} };
  if (element === "animateMotion") {
    delete attributes.attributeName;
    if (attributes.rotate !== undefined)
      keep(attributes, "rotate", checkOrient(attributes.rotate, context, element));
    return (part) => pairOf(part, quiet);
  }
  const name = targetName(element, attributes, context);
  if (name === undefined) return undefined;
  if (element === "animateTransform") {
    const counts = TRANSFORM_COUNTS.get(attributes.type ?? "translate");
    return counts && ((part) => transformValue(part, counts, context));
  }
  const rule = findAttribute(name);
  const bearer = TARGETS.get(name);
  return rule && bearer !== undefined ? (part) => rule.check(part, quiet, bearer) : undefined;
}

function keep(attributes: Record<string, string>, name: string, value: string | undefined): void {
  if (value === undefined) delete attributes[name];
  else attributes[name] = value;
}

function targetName(
  element: string,
  attributes: Record<string, string>,
  context: CheckContext,
): string | undefined {
  const written = attributes.attributeName ?? (element === "animateTransform" ? "transform" : "");
  const name = TARGETS.has(written) ? written : BY_LETTERS.get(lettersOf(written.slice(0, 60)));
  if (name === undefined || (element === "animateTransform" && !TRANSFORM_ATTRIBUTES.has(name)))
    return undefined;
  if (name !== attributes.attributeName) {
    context.repair("misspelt-attribute");
    attributes.attributeName = name;
  }
  return name;
}

function pairOf(part: string, context: CheckContext): string | undefined {
  const pair = checkGroups(part, 2, context);
  return pair === undefined ? undefined : pair;
}

/** `30 32 32`, also written as a function (`rotate(30 32 32)`) or with units. */
function transformValue(part: string, counts: readonly number[], context: CheckContext): string | undefined {
  const numbers = readNumbers(part.replace(/^[a-zA-Z]{1,12}\s{0,9}\(/, ""));
  const count = counts.find((most) => most <= (numbers?.length ?? 0));
  if (!numbers || count === undefined) return undefined;
  if (numbers.length === count && /^[-+.\d\se,]*$/i.test(part)) return part;
  context.repair("bad-value");
  return numbers.slice(0, count).join(" ");
}

/** Runs every value through its check. False when one cannot stay: what is between the others would be wrong. */
function checkValues(attributes: Record<string, string>, check: PartCheck, context: CheckContext): boolean {
  for (const name of VALUE_ATTRIBUTES) {
    const value = attributes[name];
    if (value === undefined) continue;
    const cleaned = check(value);
    if (cleaned === undefined) return false;
    attributes[name] = cleaned;
  }
  const { values } = attributes;
  if (values === undefined) return true;
  const parts = values.split(";");
  if (parts.at(-1)?.trim() === "") parts.pop();
  if (parts.length > MOST_VALUES) return false;
  let changed = false;
  for (const [index, written] of parts.entries()) {
    const trimmed = written.trim();
    const cleaned = trimmed === "" ? undefined : check(trimmed);
    if (cleaned === undefined) {
      if (trimmed !== "") return false;
      parts[index] = "";
      changed = true;
    } else if (cleaned !== trimmed) {
      parts[index] = cleaned;
      changed = true;
    }
  }
  if (!changed) return parts.length > 0;
  const kept = parts.filter((part) => part !== "");
  if (kept.length < parts.length) context.repair("bad-value");
  attributes.values = kept.join(";");
  return kept.length > 0;
}

/**
 * Browsers refuse an animation whose `keyTimes` do not fit its `values`, or whose `keySplines` do not fit either:
 * without them it runs evenly.
 */
function checkKeys(attributes: Record<string, string>, context: CheckContext): void {
  const { values, keyTimes, keySplines, calcMode } = attributes;
  if (values === undefined) return;
  const count = countParts(values);
  const timesFit = keyTimes === undefined || calcMode === "paced" || fits(keyTimes, count, calcMode);
  const splinesFit =
    calcMode !== "spline" || (keySplines !== undefined && countParts(keySplines) === count - 1);
  if (timesFit && splinesFit) return;
  context.repair("bad-value");
  if (!timesFit) delete attributes.keyTimes;
  if (!splinesFit) {
    delete attributes.keySplines;
    delete attributes.calcMode;
  }
}

/** As many times as values, rising from 0 to 1. */
function fits(keyTimes: string, count: number, calcMode: string | undefined): boolean {
  const times = keyTimes.split(";").map((part) => part.trim());
  if (times.at(-1) === "") times.pop();
  if (times.length !== count || Number(times[0]) !== 0) return false;
  for (let index = 1; index < times.length; index += 1) {
    if (!(Number(times[index]) >= Number(times[index - 1]))) return false;
  }
  return count === 1 || calcMode === "discrete" ? Number(times.at(-1)) <= 1 : Number(times.at(-1)) === 1;
}

function countParts(list: string): number {
  const parts = list.split(";");
  return parts.at(-1)?.trim() === "" ? parts.length - 1 : parts.length;
}
