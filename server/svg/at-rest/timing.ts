import type { SvgElement } from "../tree.ts";

/** One SMIL animation as it lies in time. */
export interface TimedAnimation {
  element: SvgElement;
  /** Seconds after the drawing began. */
  begin: number;
  /** Whether its end value holds for ever; else it repeats without end, or its effect is gone when it is over. */
  holds: boolean;
}

interface Pending {
  element: SvgElement;
  items: BeginItem[];
  waitsFor: number;
  next: Pending[];
  begin: number;
  end: number;
  done: boolean;
}

/** At a time of the clock, or at the begin or end of another animation. */
type BeginItem = { at: number } | { of: Pending; edge: "begin" | "end"; offset: number };

/**
 * The animations that begin by themselves, in the order of their begin (document order when equal): that is the
 * order in which they override each other. Those that begin by an event, or after one that does, are left out.
 * Animations that start each other in a circle (`begin="0;b.end"`, `begin="a.end"`), and all that hang on such a
 * circle, repeat for ever: nothing they do holds. Linear in the animations and what their `begin` names.
 */
export function inOrderOfTime(animations: readonly SvgElement[]): TimedAnimation[] {
  const pending = animations.map(
    (element): Pending => ({ element, items: [], waitsFor: 0, next: [], begin: 0, end: 0, done: false }),
  );
  const byId = new Map<string, Pending>();
  for (const animation of pending) {
    const id = animation.element.attributes.id;
    if (id !== undefined && !byId.has(id)) byId.set(id, animation);
  }
  for (const animation of pending) readBegin(animation, byId);

  const ready = pending.filter((animation) => animation.waitsFor === 0);
  for (let animation = ready.pop(); animation; animation = ready.pop()) {
    animation.begin = beginOf(animation);
    animation.end = animation.begin + activeDuration(animation.element);
    animation.done = true;
    for (const next of animation.next) {
      next.waitsFor -= 1;
      if (next.waitsFor === 0) ready.push(next);
    }
  }
  const timed: TimedAnimation[] = [];
  for (const animation of pending) {
    const begin = animation.done ? animation.begin : beginOf(animation);
    if (animation.done && begin === Number.POSITIVE_INFINITY) continue;
    timed.push({
      element: animation.element,
      begin,
      holds: animation.done && holdsItsEnd(animation.element),
    });
  }
  // Not by subtraction: two endless ones would give NaN.
  return timed.sort((a, b) => (a.begin < b.begin ? -1 : a.begin > b.begin ? 1 : 0));
}

function readBegin(animation: Pending, byId: ReadonlyMap<string, Pending>): void {
  for (const item of (animation.element.attributes.begin ?? "0").split(";")) {
    const text = item.trim();
    const clock = parseClock(text);
    if (!Number.isNaN(clock)) {
      animation.items.push({ at: clock });
      continue;
    }
    const edge = text.lastIndexOf(".begin") > text.lastIndexOf(".end") ? "begin" : "end";
    const dot = text.lastIndexOf(`.${edge}`);
    if (dot <= 0) continue;
    const of = byId.get(text.slice(0, dot));
    const rest = text.slice(dot + 1 + edge.length).trim();
    const offset = rest === "" ? 0 : parseClock(rest);
    if (of === undefined || Number.isNaN(offset)) continue;
    animation.items.push({ of, edge, offset });
    animation.waitsFor += 1;
    of.next.push(animation);
  }
}

/** The first of its begins; infinity when there is none. */
function beginOf(animation: Pending): number {
  let first = Number.POSITIVE_INFINITY;
  for (const item of animation.items) {
    if ("at" in item) first = Math.min(first, item.at);
    else if (item.of.done) first = Math.min(first, item.of[item.edge] + item.offset);
  }
  return first;
}

function holdsItsEnd({ name, attributes }: SvgElement): boolean {
  if (attributes.repeatCount === "indefinite" || attributes.repeatDur === "indefinite") return false;
  if (attributes.fill === "freeze") return true;
  const { dur, end } = attributes;
  return (
    name === "set" &&
    (dur === undefined || dur === "indefinite") &&
    (end === undefined || end === "indefinite")
  );
}

/** Seconds; infinity when it has no end. */
function activeDuration({ attributes }: SvgElement): number {
  const { dur, repeatCount, repeatDur } = attributes;
  if (repeatCount === "indefinite" || repeatDur === "indefinite") return Number.POSITIVE_INFINITY;
  const simple = parseClock(dur ?? "");
  if (Number.isNaN(simple)) return Number.POSITIVE_INFINITY;
  const whole = repeatDur === undefined ? Number.NaN : parseClock(repeatDur);
  if (!Number.isNaN(whole)) return whole;
  const count = Number.parseFloat(repeatCount ?? "1");
  return simple * (count > 0 ? count : 1);
}

const UNITS: readonly (readonly [string, number])[] = [
  ["ms", 0.001],
  ["min", 60],
  ["s", 1],
  ["h", 3_600],
];

/** A clock value of SMIL (`1.5s`, `200ms`, `2min`, `01:30`, `-1s`, `+-1s`, `3`) in seconds; NaN for anything else. */
export function parseClock(text: string): number {
  const unsigned = text.replace(/^[+-]{1,2}/, "");
  const sign = text.slice(0, text.length - unsigned.length).includes("-") ? -1 : 1;
  const value = unsigned.trim();
  if (value === "" || value.length > 40) return Number.NaN;
  if (value.includes(":")) {
    return sign * value.split(":").reduce((seconds, part) => seconds * 60 + plainNumber(part), 0);
  }
  const [unit, factor] = UNITS.find(([ending]) => value.endsWith(ending)) ?? ["", 1];
  return sign * plainNumber(value.slice(0, value.length - unit.length)) * factor;
}

function plainNumber(text: string): number {
  return /^\s*(?:\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : Number.NaN;
}
