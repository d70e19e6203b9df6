import type { SvgElement } from "../tree.ts";
import { type PathEnds, pathEnds } from "./path-end.ts";
import { framesOf, writeNumber } from "./smil-values.ts";
import type { TimedAnimation } from "./timing.ts";

/**
 * Where `animateMotion` elements leave what they move: the translation to the end of the last one that holds, or
 * null. The end is that of the `mpath` target's data, else of `path`, else the last of `values`, or `to`; with
 * `keyPoints` that end at 0 it is the start of the path. The turn along the path is left out.
 */
export function endOfMotion(
  byId: ReadonlyMap<string, SvgElement>,
): (animations: readonly TimedAnimation[]) => string | null {
  /** Many may follow one path. */
  const followed = new Map<SvgElement, PathEnds | null>();
  const endsOf = (target: SvgElement): PathEnds | null => {
    const known = followed.get(target);
    if (known !== undefined) return known;
    const ends = pathEnds(target.attributes.d ?? "");
    followed.set(target, ends);
    return ends;
  };
  return (animations) => {
    const last = animations.findLast(({ holds }) => holds)?.element;
    if (last === undefined) return null;
    const mpath = last.children.find((child) => typeof child === "object" && child.name === "mpath");
    const href = typeof mpath === "object" ? mpath.attributes.href : undefined;
    const target = href === undefined ? undefined : byId.get(href.slice(1));
    const { path, keyPoints } = last.attributes;
    if (target === undefined && path === undefined)
      return translation(pointOf(framesOf(last, "0,0").at(-1) ?? ""));
    const ends = target === undefined ? pathEnds(path ?? "") : endsOf(target);
    const back =
      keyPoints !== undefined && Number.parseFloat(keyPoints.slice(keyPoints.lastIndexOf(";") + 1)) === 0;
    return translation(back ? ends?.start : ends?.end);
  };
}

function pointOf(text: string): [number, number] {
  const [x = "", y = ""] = text
    .slice(0, 100)
    .trim()
    .split(/[\s,]+/);
  return [Number.parseFloat(x), Number.parseFloat(y)];
}

function translation(point: readonly [number, number] | undefined): string | null {
  if (point === undefined || !Number.isFinite(point[0]) || !Number.isFinite(point[1])) return null;
  return `translate(${writeNumber(point[0])} ${writeNumber(point[1])})`;
}
