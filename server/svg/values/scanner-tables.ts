// What a character is to a scanner of coordinates.

export const STRAY = 0;
export const DIGIT = 1;
export const SIGN = 2;
export const DOT = 3;
export const EXPONENT = 4;
export const SPACE = 5;
export const COMMA = 6;
/** A letter of path data. */
export const COMMAND = 7;
/** The letter O, which stands for a zero. */
export const ZERO_LIKE = 8;
/** Parts numbers, but not by the grammar. */
export const SPACE_LIKE = 9;

/** By character code below 128. */
export const CLASSES = new Uint8Array(128);
const MEMBERS: readonly (readonly [characters: string, kind: number])[] = [
  ["0123456789", DIGIT],
  ["+-", SIGN],
  [".", DOT],
  ["eE", EXPONENT],
  [" \t\n\f\r", SPACE],
  [",", COMMA],
  ["MmLlHhVvCcSsQqTtAaZz", COMMAND],
  ["Oo", ZERO_LIKE],
  [";:|/\\", SPACE_LIKE],
];
for (const [characters, kind] of MEMBERS) {
  for (const character of characters) CLASSES[character.charCodeAt(0)] = kind;
}

// Where in a number the scanner stands.

export const BETWEEN = 0;
/** After a sign. */
export const AT_SIGN = 1;
export const INTEGER = 2;
/** After a point that has no digit behind it yet. */
export const POINT = 3;
export const FRACTION = 4;
/** After the `e` of an exponent. */
export const AT_E = 5;
/** After the sign of an exponent. */
export const E_SIGN = 6;
export const E_DIGITS = 7;
/** After a flag that was written as a longer number. */
export const SKIPPING = 8;

// Whether a comma may come next.

export const NOT_ALLOWED = 0;
export const ALLOWED = 1;
export const SEEN = 2;

/** Numbers that one use of a path command takes, by the code of its letter in lower case. */
export const ARITIES = new Uint8Array(128);
for (const letterAndArity of "m2 l2 h1 v1 c6 s4 q4 t2 a7 z0".split(" ")) {
  ARITIES[letterAndArity.charCodeAt(0)] = Number(letterAndArity.charAt(1));
}

/** Words that programs leave in numbers; letters in them are not commands. */
export const NO_NUMBERS: ReadonlySet<string> = new Set(["NaN", "null", "undefined", "Infinity"]);
export const WORDS: readonly string[] = [...NO_NUMBERS, "px", "pt", "pc", "rem", "deg"];

/** More digits than these add nothing to a float; more spaces say nothing. They bound what is held back. */
export const MOST_DIGITS = 64;
export const MOST_SPACES = 256;
/** A float ends at 3.4e38; browsers refuse what is beyond. */
export const MOST_MAGNITUDE = 38;
