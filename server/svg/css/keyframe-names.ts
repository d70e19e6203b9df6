import { prefixId } from "../ids.ts";
import { isPlainIdentifier } from "./identifiers.ts";

const EVERYWHERE = new Set(["none", "inherit", "initial", "unset", "revert", "revert-layer"]);

/** The words of the `animation` shorthand, by what they say; each may be said once in an animation. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ...["ease", "linear", "ease-in", "ease-out", "ease-in-out", "step-start", "step-end"].map(each(1)),
  ...["normal", "reverse", "alternate", "alternate-reverse"].map(each(2)),
  ...["forwards", "backwards", "both"].map(each(4)),
  ...["running", "paused"].map(each(8)),
  ["infinite", 16],
  ["auto", 32],
]);

function each(kind: number): (word: string) => readonly [string, number] {
  return (word) => [word, kind];
}

/** Whether a word can be the name of keyframes at all. */
export function isKeyframesName(word: string): boolean {
  return !EVERYWHERE.has(word.toLowerCase());
}

/** Finds the names of keyframes among the words of `animation` or `animation-name`. */
export interface KeyframeNames {
  /** A word at the top level: itself, or prefixed when it is a name; undefined when it cannot be written. */
  word(word: string): string | undefined;
  /** The next animation of the list begins. */
  comma(): void;
}

/** @param where whether every word is a name, or keywords stand between them */
export function createKeyframeNames(where: "names" | "shorthand", idPrefix: string): KeyframeNames {
  let said = 0;
  return {
    word(word) {
      const lower = word.toLowerCase();
      if (EVERYWHERE.has(lower)) return word;
      const kind = where === "shorthand" ? (WORDS.get(lower) ?? 0) : 0;
      if (kind !== 0 && (said & kind) === 0) {
        said |= kind;
        return word;
      }
      return writeKeyframesName(word, idPrefix);
    },
    comma() {
      said = 0;
    },
  };
}

/** A name of keyframes with the prefix; undefined when it is not a plain identifier then. */
export function writeKeyframesName(name: string, idPrefix: string): string | undefined {
  if (name === "") return undefined;
  const prefixed = prefixId(name, idPrefix);
  return isPlainIdentifier(prefixed) ? prefixed : undefined;
}
