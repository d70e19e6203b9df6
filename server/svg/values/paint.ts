import { isColour, mendColour } from "./colour.ts";

/** Whether it is a paint without a reference: a colour, `none` or what a marker or `use` takes from its context. */
export function isPaint(value: string): boolean {
  return value === "none" || isColour(value) || value === "context-fill" || value === "context-stroke";
}

/** The paint that a damaged one was meant to be. */
export function mendPaint(value: string): string | undefined {
  const lower = value.toLowerCase();
  if (isPaint(lower)) return lower;
  const colour = mendColour(value);
  if (colour !== undefined) return colour;
  return lower === "no" || lower === "non" || lower === "nome" || lower === "null" ? "none" : undefined;
}
