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
  growth: Growth | null;
}

/** The attributes of the present tag as they came. They are checked when the tag is over, and it is known where it stands. */
export interface Waiting {
  add(name: string, value: string): void;
  some(test: (name: string) => boolean): boolean;
  /** Hands them over in their order, and forgets them. */
  drain(take: (name: string, value: string) => void): void;
  clear(): void;
}

/** One list for all tags: a drawing has thousands of attributes, and a list that is used again costs nothing. */
export function createWaiting(): Waiting {
  const names: string[] = [];
  const values: string[] = [];
  let count = 0;
  return {
    add(name, value) {
      names[count] = name;
      values[count] = value;
      count += 1;
    },
    some(test) {
      for (let index = 0; index < count; index += 1) if (test(names[index] ?? "")) return true;
      return false;
    },
    drain(take) {
      for (let index = 0; index < count; index += 1) take(names[index] ?? "", values[index] ?? "");
      count = 0;
    },
    clear() {
      count = 0;
    },
  };
}

/** What tells how an element is painted. */
export const INK: ReadonlySet<string> = new Set(["fill", "stroke", "class", "style"]);
