/** One hand-made step, as a plan tells it. Its drawing is `drawings/<topic's id>/<step's id>.svg`. */
export interface LibraryStep {
  id: string;
  tag: "hook" | "concept" | "mechanism" | "example" | "application" | "recap";
  title: string;
  desc: string;
  /** The text alternative of the step's drawing. */
  alt: string;
}

/** A hand-made lesson. */
export interface LibraryTopic {
  title: string;
  /** Ways in which people ask for it: compared as sets of words, without case and without small words. */
  phrases: string[];
  steps: LibraryStep[];
}
