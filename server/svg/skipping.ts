/** The element that is passed over with all that is in it, and what is open inside it. */
export interface Skipping {
  isOn(): boolean;
  begin(name: string): void;
  /** A closing tag: whether it is one inside, or the one that ends it. False when it belongs to something around it. */
  close(name: string, isKnown: boolean): boolean;
}

/** Names inside that are told apart, so that the closing tag of the element itself is found. */
const DEEPEST = 1_000;

/** Passes over nothing until `begin`. */
export function createSkipping(): Skipping {
  const names: string[] = [];
  return {
    isOn: () => names.length > 0,
    begin(name) {
      if (names.length < DEEPEST) names.push(name);
    },
    close(name, isKnown) {
      const index = names.lastIndexOf(name);
      if (index >= 0) names.length = index;
      else if (isKnown) names.length = 0;
      return index >= 0 || !isKnown;
    },
  };
}
