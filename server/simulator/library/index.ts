import { bloodCirculation } from "./blood-circulation.ts";
import { electricCircuits } from "./electric-circuits.ts";
import { fractions } from "./fractions.ts";
import { photosynthesis } from "./photosynthesis.ts";
import { plateTectonics } from "./plate-tectonics.ts";
import type { LibraryTopic } from "./topic.ts";
import { waterCycle } from "./water-cycle.ts";

export { readDrawing } from "./read-drawing.ts";
export type { LibraryStep } from "./topic.ts";

/** A lesson of the library; its id is the name of the folder with its drawings. */
export interface LibraryLesson extends LibraryTopic {
  id: string;
}

export const LIBRARY: readonly LibraryLesson[] = [
  { id: "blood-circulation", ...bloodCirculation },
  { id: "photosynthesis", ...photosynthesis },
  { id: "water-cycle", ...waterCycle },
  { id: "plate-tectonics", ...plateTectonics },
  { id: "electric-circuits", ...electricCircuits },
  { id: "fractions", ...fractions },
];

const SMALL_WORDS = new Set(
  `a about an and are basics beginner beginners can could do does explain for give happen happens how i in
  introduction intro is it kid kids lesson me of on please simple teach tell that the to us we what why with
  work works understand understanding you`.split(/\s+/),
);

/** A topic's telling words, sorted: what stands in brackets and how it is punctuated does not count. */
function signature(topic: string): string {
  const words = topic
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\[[^\]]*\]|\([^)]*\)|#\S+/g, " ")
    .replace(/['’]s\b/g, "")
    .match(/[\p{L}\p{N}]+/gu);
  return [...new Set(words)]
    .filter((word) => !SMALL_WORDS.has(word))
    .sort()
    .join(" ");
}

/**
 * Finds what the library has on a topic, or nothing. All telling words of the topic must be those of a known phrase:
 * "photosynthesis in cacti" is another topic than photosynthesis, and gets an honest generic reply instead of a wrong
 * one.
 */
export function findInLibrary(topic: string): LibraryLesson | undefined {
  return BY_SIGNATURE.get(signature(topic));
}

const BY_SIGNATURE = new Map(
  LIBRARY.flatMap((topic) => topic.phrases.map((phrase) => [signature(phrase), topic] as const)),
);
