import type { SvgElement } from "../tree.ts";
import { TRANSFORM_ATTRIBUTES } from "../values/animation.ts";
import type { Bases } from "./bases.ts";
import { declarationsOf, type Edits, editAttribute, withValues } from "./edits.ts";
import { endOfMotion } from "./motion-end.ts";
import { addValues, framesOf, isAdditive } from "./smil-values.ts";
import { inOrderOfTime, type TimedAnimation } from "./timing.ts";
import { endOfTransforms } from "./transform-end.ts";
import { visibilityOf } from "./visibility.ts";

/** All that animates one element. */
interface Moved {
  byAttribute: Map<string, TimedAnimation[]>;
  /** By the attribute: also gradients and patterns have a transform. */
  transforms: Map<string, TimedAnimation[]>;
  motions: TimedAnimation[];
}

/** Applies what SMIL animations leave behind; the rules are those of `stillOf`. */
export function applySmilEnds(
  animations: readonly SvgElement[],
  byId: ReadonlyMap<string, SvgElement>,
  bases: Bases,
  edits: Edits,
): void {
  const targets = new Map<SvgElement, Moved>();
  for (const timed of inOrderOfTime(animations)) {
    const { href, attributeName } = timed.element.attributes;
    const target = href === undefined ? timed.element.parent : byId.get(href.slice(1));
    if (!target) continue;
    let moved = targets.get(target);
    if (moved === undefined) {
      moved = { byAttribute: new Map(), transforms: new Map(), motions: [] };
      targets.set(target, moved);
    }
    const { name } = timed.element;
    if (name === "animateMotion") moved.motions.push(timed);
    else if (name === "animateTransform") {
      if (TRANSFORM_ATTRIBUTES.has(attributeName ?? "transform"))
        add(moved.transforms, attributeName ?? "transform", timed);
    } else if (attributeName !== undefined && !TRANSFORM_ATTRIBUTES.has(attributeName)) {
      add(moved.byAttribute, attributeName, timed);
    }
  }
  const motionEnd = endOfMotion(byId);
  for (const [target, moved] of targets) {
    for (const [name, timed] of moved.byAttribute) {
      const value = endOfAttribute(target, name, timed, bases);
      if (value !== null) setValue(target, name, value, bases, edits);
    }
    for (const [name, timed] of moved.transforms) {
      const transform = endOfTransforms(target.attributes[name] ?? "", timed);
      if (transform !== null) editAttribute(edits, target, name, transform);
    }
    const shift = motionEnd(moved.motions);
    if (shift === null) continue;
    const transform = edits.attributes.get(target)?.get("transform") ?? target.attributes.transform ?? "";
    // The shift along a path comes outside the element's own transform.
    editAttribute(edits, target, "transform", `${shift} ${transform}`.trimEnd());
  }
}

function add(lists: Map<string, TimedAnimation[]>, name: string, timed: TimedAnimation): void {
  const present = lists.get(name);
  if (present) present.push(timed);
  else lists.set(name, [timed]);
}

/** The value that an attribute has in the still, or null for the one that it has anyway. */
function endOfAttribute(
  target: SvgElement,
  name: string,
  animations: readonly TimedAnimation[],
  bases: Bases,
): string | null {
  const base = bases.ofElement(target, name);
  let value: string | null = null;
  for (const { element, holds } of animations) {
    if (!holds) continue;
    const present: string | undefined = value ?? base;
    const end = framesOf(element, present).at(-1);
    if (end === undefined) continue;
    value = isAdditive(element) && present !== undefined ? (addValues(present, end) ?? end) : end;
  }
  if (value !== null || base === undefined) return value;

  const dashes = name === "stroke-dashoffset" ? bases.ofElement(target, "stroke-dasharray") : undefined;
  if (visibilityOf(name, base, dashes) !== 0) return null;
  let most = 0;
  for (const { element } of animations) {
    for (const frame of framesOf(element, base)) {
      const visibility = visibilityOf(name, frame, dashes);
      if (visibility > most) {
        most = visibility;
        value = frame;
      }
    }
  }
  return value;
}

/** Properties whose plain numbers are user units in an attribute, and nothing in CSS. */
const LENGTHS: ReadonlySet<string> = new Set([
  "x",
  "y",
  "cx",
  "cy",
  "r",
  "rx",
  "ry",
  "width",
  "height",
  "font-size",
  "letter-spacing",
  "word-spacing",
]);

/** As an attribute, or as a declaration where a present declaration would win over the attribute. */
function setValue(target: SvgElement, name: string, value: string, bases: Bases, edits: Edits): void {
  const declarations = declarationsOf(edits, target);
  const declared = declarations.some(({ property }) => property === name) || bases.isInSheets(name);
  if (!declared || name === "d" || value.includes(";")) {
    editAttribute(edits, target, name, value);
    return;
  }
  const number = LENGTHS.has(name) && value !== "" && Number.isFinite(Number(value));
  edits.declarations.set(
    target,
    withValues(declarations, new Map([[name, number ? `${value}px` : value]]), false),
  );
}
