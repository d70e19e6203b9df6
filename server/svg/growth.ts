import { createPathScanner } from "./values/path-data.ts";
import { createPointsScanner } from "./values/points.ts";

/** An attribute that is shown while its value still comes: path data or points, to their last whole command or pair. */
export interface Growth {
  readonly name: "d" | "points";
  /** Whether its element is in the drawing already. */
  isOpen: boolean;
  /** Whether the value has ended. */
  isDone: boolean;
  isRepaired(): boolean;
  /** More of the value; returns what can be drawn of it by now. */
  push(more: string): string;
  /** The whole value; returns what was still missing of what can be drawn. */
  finish(value: string): string;
}

/** The growth of one value, from its first character on. */
export function createGrowth(name: "d" | "points"): Growth {
  const scanner = name === "d" ? createPathScanner() : createPointsScanner();
  /** Characters of the value that the scanner has. */
  let told = 0;
  return {
    name,
    isOpen: false,
    isDone: false,
    isRepaired: () => scanner.repaired(),
    push(more) {
      told += more.length;
      return scanner.push(more);
    },
    finish: (value) => scanner.push(value.slice(told)) + scanner.finish(),
  };
}
