import { isAnimation } from "../elements.ts";
import type { ValueCheck } from "./check.ts";
import { keywordCheck } from "./keywords.ts";
import { checkPath } from "./path-data.ts";
import { checkRepeatCount, checkTimes, durationCheck, keysCheck } from "./timing.ts";

/** For animations only; what its value may be depends on other attributes and is checked when they are all there. */
const raw: ValueCheck = (value, _, element) => (isAnimation(element) ? value.trim() || undefined : undefined);

/** `fill` of animations, where it is no paint. */
export const checkFreeze = keywordCheck("freeze remove");

/** Attributes of animations. */
export const SMIL_ATTRIBUTES: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ["attributeName", raw],
  ["attributeType", keywordCheck("XML CSS auto")],
  ["from", raw],
  ["to", raw],
  ["by", raw],
  ["begin", checkTimes],
  ["end", checkTimes],
  ["dur", durationCheck("indefinite", "media")],
  ["min", durationCheck("media")],
  ["max", durationCheck("media")],
  ["repeatDur", durationCheck("indefinite")],
  ["repeatCount", checkRepeatCount],
  ["restart", keywordCheck("always whenNotActive never")],
  ["calcMode", keywordCheck("discrete linear paced spline")],
  ["additive", keywordCheck("replace sum")],
  ["accumulate", keywordCheck("none sum")],
  ["keyTimes", keysCheck(1)],
  ["keyPoints", keysCheck(1)],
  ["keySplines", keysCheck(4)],
  ["path", checkPath],
]);
