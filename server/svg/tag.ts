import type { ElementRule } from "./elements.ts";
import type { Growth } from "./growth.ts";
import type { SvgElement } from "./tree.ts";

/** A tag while it is read. */
export interface Tag {
  /** Its name as the text has it. */
  written: string;
  rule: ElementRule;
  /** How far its line is indented; -1 when it is not the first on its line. */
  column: number;
  element: SvgElement;
  /** Its attributes as they came: names and values in turn. They are checked when the tag is over. */
  waiting: string[];
  growth: Growth | null;
}

const INK: ReadonlySet<string> = new Set(["fill", "stroke", "class", "style"]);

/** Whether a tag that was cut off is kept: with its outline whole, unpainted at worst, or with its paint. */
export function mayStayCut(tag: Tag): boolean {
  return tag.waiting.some((name, index) => index % 2 === 0 && (name === tag.rule.grows || INK.has(name)));
}
