import { TRANSFORM_COUNTS } from "../values/animation.ts";
import { addValues, framesOf, isAdditive, isByOnly } from "./smil-values.ts";
import type { TimedAnimation } from "./timing.ts";
import { visibilityOf } from "./visibility.ts";

/**
 * What `animateTransform` elements make of a `transform` in the still, or null when it stays. Those that hold
 * their end are put on top of each other in the order of time: one replaces what is under it, an additive one is
 * appended. When none holds and the base scales the element to nothing, they are all taken at the moment of the
 * largest scale.
 */
export function endOfTransforms(base: string, animations: readonly TimedAnimation[]): string | null {
  let transform: string | null = null;
  for (const animation of animations) {
    if (animation.holds) transform = stack(transform ?? base, animation, 1) ?? transform;
  }
  if (transform !== null || animations.length === 0 || visibilityOf("transform", base) !== 0)
    return transform;

  const moment = momentOfLargestScale(animations);
  if (moment === null) return null;
  let shown = base;
  for (const animation of animations) shown = stack(shown, animation, moment) ?? shown;
  return visibilityOf("transform", shown) > 0 ? shown : null;
}

/** `moment` is the share of the animation that has passed, 0–1. */
function stack(under: string, { element }: TimedAnimation, moment: number): string | null {
  const type = element.attributes.type ?? "translate";
  const frames = transformFrames(element);
  const value = frames[Math.round(moment * (frames.length - 1))];
  if (value === undefined || !TRANSFORM_COUNTS.has(type)) return null;
  const own = `${type}(${value})`;
  const additive = isAdditive(element) || isByOnly(element.attributes);
  return additive && under.trim() !== "" ? `${under} ${own}` : own;
}

function transformFrames(element: TimedAnimation["element"]): string[] {
  const { type, by } = element.attributes;
  if (!isByOnly(element.attributes) || by === undefined) return framesOf(element, undefined);
  // From nothing: no shift, no turn, the plain size.
  return type === "scale"
    ? ["1", addValues(by.includes(" ") || by.includes(",") ? "1 1" : "1", by) ?? by]
    : ["0", by];
}

function momentOfLargestScale(animations: readonly TimedAnimation[]): number | null {
  let moment: number | null = null;
  let largest = 0;
  for (const { element } of animations) {
    if (element.attributes.type !== "scale") continue;
    const frames = transformFrames(element);
    for (const [index, frame] of frames.entries()) {
      const size = visibilityOf("transform", `scale(${frame})`);
      if (size <= largest) continue;
      largest = size;
      moment = frames.length === 1 ? 1 : index / (frames.length - 1);
    }
  }
  return moment;
}
