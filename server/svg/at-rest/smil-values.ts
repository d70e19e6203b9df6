import type { SvgElement } from "../tree.ts";

/** Longer values are not added up: what a sum costs stays small, however often it is asked for. */
const LONGEST_SUM = 200;

/** The values that an animation goes through; `by` alone is relative to what it animates, given as `base`. */
export function framesOf({ name, attributes }: SvgElement, base: string | undefined): string[] {
  const { values, from, to, by } = attributes;
  if (name === "set") return to === undefined ? [] : [to];
  if (values !== undefined) {
    const frames = values.split(";").map((value) => value.trim());
    if (frames.at(-1) === "") frames.pop();
    return frames;
  }
  if (to !== undefined) return from === undefined ? [to] : [from, to];
  if (by === undefined) return [];
  const start = from ?? base;
  const sum = start === undefined ? null : addValues(start, by);
  return start === undefined || sum === null ? [] : [start, sum];
}

/** Whether it adds to what is there instead of replacing it. */
export function isAdditive({ name, attributes }: SvgElement): boolean {
  return name !== "set" && attributes.additive === "sum" && !isByOnly(attributes);
}

/** `by` alone is additive in itself. */
export function isByOnly(attributes: Readonly<Record<string, string>>): boolean {
  const { values, from, to, by } = attributes;
  return by !== undefined && values === undefined && from === undefined && to === undefined;
}

/** The sum of two lists of numbers, number by number, with their units; null when they are not that. */
export function addValues(first: string, second: string): string | null {
  if (first.length > LONGEST_SUM || second.length > LONGEST_SUM) return null;
  const left = first.trim().split(/[\s,]+/);
  const right = second.trim().split(/[\s,]+/);
  if (left.length !== right.length) return null;
  const sums: string[] = [];
  for (const [index, text] of left.entries()) {
    const a = readQuantity(text);
    const b = readQuantity(right[index] ?? "");
    if (a === null || b === null || (a.unit !== "" && b.unit !== "" && a.unit !== b.unit)) return null;
    sums.push(writeNumber(a.number + b.number) + (a.unit || b.unit));
  }
  return sums.join(" ");
}

/** Without the noise of binary fractions (0.1 + 0.2). */
export function writeNumber(number: number): string {
  return String(Math.round(number * 1e6) / 1e6);
}

function readQuantity(text: string): { number: number; unit: string } | null {
  const unit = /[a-z%]{0,4}$/i.exec(text.slice(-4))?.[0] ?? "";
  const digits = text.slice(0, text.length - unit.length);
  const number = digits === "" ? Number.NaN : Number(digits);
  return Number.isFinite(number) ? { number, unit } : null;
}
