import { photosynthesis } from "./photosynthesis.ts";
import type { LibraryTopic } from "./topic.ts";

export type { LibraryStep, LibraryTopic } from "./topic.ts";

export const LIBRARY: readonly LibraryTopic[] = [photosynthesis];

const SMALL_WORDS = new Set(
  `a about an and are basics beginner beginners can could do does explain for give happen happens how i in
  introduction intro is it kid kids lesson me of on please simple teach tell that the to us we what why with
  work works understand understanding`.split(/\s+/),
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
 * Finds the lesson that a topic asks for, or nothing. All telling words must be known phrases' own: "photosynthesis
 * in cacti" is another topic than photosynthesis, and gets an honest generic reply instead of a wrong one.
 */
export function findInLibrary(topic: string): LibraryTopic | undefined {
  const asked = signature(topic);
  return LIBRARY.find(({ phrases }) => phrases.some((phrase) => signature(phrase) === asked));
}
