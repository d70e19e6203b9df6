import { skipCleanGroups } from "./clean-groups.ts";
import { beginChunk, drop, dropTail, endChunk, has, replace } from "./draft.ts";
import {
  beginNumber,
  closeNumber,
  countSpace,
  createScan,
  dropComma,
  dropGroup,
  endArgument,
  expectsFlag,
  type Scan,
} from "./scan.ts";
import {
  ALLOWED,
  ARITIES,
  AT_E,
  AT_SIGN,
  BETWEEN,
  CLASSES,
  COMMA,
  COMMAND,
  DIGIT,
  DOT,
  E_DIGITS,
  E_SIGN,
  EXPONENT,
  FRACTION,
  INTEGER,
  MOST_DIGITS,
  MOST_SPACES,
  NO_NUMBERS,
  NOT_ALLOWED,
  POINT,
  SEEN,
  SIGN,
  SKIPPING,
  SPACE,
  SPACE_LIKE,
  STRAY,
  WORDS,
  ZERO_LIKE,
} from "./scanner-tables.ts";

/** Reads coordinates piece by piece and gives back, mended, what is whole so far. */
export interface Scanner {
  /** The cleaned text that can be added now: up to the last whole command or group. */
  push(text: string): string;
  /** The rest, when it is whole. An incomplete last group is dropped and counts as repaired. */
  finish(): string;
  repaired(): boolean;
}

/**
 * A resumable scanner of coordinates by the grammar of SVG 2 (section 9.3.9). Text that every browser reads to its
 * end comes out as it went in, whitespace included; what browsers would stop at is mended: stray characters are
 * dropped, the letter O is a zero, groups that lack numbers are left out, and so on.
 *
 * Every character is looked at once, its effect depends only on the state (so the cuts between pushes do not
 * show), and what is held back is at most one group of numbers of bounded length.
 *
 * @param groupSize for lists without commands: how many numbers belong together (2 for points); 0 for path data.
 */
export function createScanner(groupSize: number): Scanner {
  const scan = createScan(groupSize);
  const { draft } = scan;
  return {
    push(chunk) {
      beginChunk(draft, chunk);
      readChunk(scan, chunk);
      scan.base += chunk.length;
      return endChunk(draft, false);
    },
    finish() {
      closeNumber(scan, 0);
      if (scan.index > 0 || scan.letterHeld) dropGroup(scan, 0);
      else if (scan.comma === SEEN) dropComma(scan, 0);
      scan.comma = NOT_ALLOWED;
      return endChunk(draft, true);
    },
    repaired: () => draft.repaired,
  };
}

/** Clean groups are passed over at once; where that ends, characters are read one by one to the end of a group. */
function readChunk(scan: Scan, chunk: string) {
  const { draft } = scan;
  let tried = -2;
  for (let at = 0; at < chunk.length; at += 1) {
    if (scan.index === 0 && draft.whole !== tried) {
      const next = skipCleanGroups(scan, chunk, at, false);
      tried = draft.whole;
      at = next;
      if (at === chunk.length) return;
    }
    read(scan, at, chunk.charCodeAt(at));
  }
}

function digit(scan: Scan, at: number, code: number) {
  switch (scan.state) {
    case BETWEEN:
      if (expectsFlag(scan)) {
        if (code <= 49) return endArgument(scan, at + 1);
        replace(scan.draft, at, "1");
        endArgument(scan, at + 1);
        scan.state = SKIPPING;
        return;
      }
      if (!beginNumber(scan, at)) return;
      scan.state = INTEGER;
      break;
    case SKIPPING:
      return drop(scan.draft, at);
    case AT_SIGN:
      scan.state = INTEGER;
      break;
    case POINT:
      scan.state = FRACTION;
      break;
    case AT_E:
    case E_SIGN:
      scan.state = E_DIGITS;
      scan.digits = MOST_DIGITS - 8;
      break;
  }
  if (scan.state === E_DIGITS && scan.exponent < 1000) scan.exponent = scan.exponent * 10 + code - 48;
  scan.digits += 1;
  if (scan.digits > MOST_DIGITS) {
    if (scan.state === INTEGER) scan.poisoned = true;
    drop(scan.draft, at);
  }
}

function sign(scan: Scan, at: number) {
  if (scan.state === AT_E) {
    scan.negativeExponent = scan.draft.text.charCodeAt(at) !== 43;
    scan.state = E_SIGN;
    return;
  }
  if (scan.state === E_SIGN) return drop(scan.draft, at);
  if (scan.state === AT_SIGN) return dropTail(scan.draft, at, 1);
  closeNumber(scan, at);
  if (expectsFlag(scan)) return drop(scan.draft, at);
  if (!beginNumber(scan, at)) return;
  scan.signed = true;
  scan.state = AT_SIGN;
}

function dot(scan: Scan, at: number) {
  if (scan.state === POINT || scan.state === SKIPPING) return drop(scan.draft, at);
  if (scan.state === AT_E || scan.state === E_SIGN) {
    dropTail(scan.draft, at, scan.state === AT_E ? 1 : 2);
    scan.state = scan.fractional ? FRACTION : INTEGER;
  }
  if (scan.state === INTEGER) {
    scan.integerDigits = scan.digits;
    scan.state = POINT;
  } else if (scan.state === AT_SIGN) scan.state = POINT;
  else {
    closeNumber(scan, at);
    if (expectsFlag(scan)) {
      scan.state = SKIPPING;
      return drop(scan.draft, at);
    }
    if (!beginNumber(scan, at)) return;
    scan.state = POINT;
  }
  scan.fractional = true;
}

function letterE(scan: Scan, at: number) {
  if (scan.state === POINT && scan.integerDigits > 0) {
    dropTail(scan.draft, at, 1);
    scan.fractional = false;
  } else if (scan.state === INTEGER) scan.integerDigits = scan.digits;
  else if (scan.state !== FRACTION) return drop(scan.draft, at);
  // The sign of an exponent that was left out is not that of this one.
  scan.negativeExponent = false;
  scan.state = AT_E;
}

function commandLetter(scan: Scan, at: number, code: number) {
  closeNumber(scan, at);
  if (scan.index > 0 || scan.letterHeld) {
    dropGroup(scan, at);
    scan.spaces = 0;
  } else if (scan.comma === SEEN) dropComma(scan, at);
  scan.comma = NOT_ALLOWED;
  const lower = code | 32;
  scan.arity = ARITIES[lower] ?? 0;
  scan.command = code;
  if (scan.arity === 0 && !scan.begun) {
    scan.command = 0;
    drop(scan.draft, at);
    return;
  }
  scan.spaces = 0;
  if (scan.arity === 0) {
    scan.draft.whole = at + 1;
    return;
  }
  scan.letterHeld = true;
  if (!scan.begun && lower === 108) {
    scan.command = code + 1;
    replace(scan.draft, at, String.fromCharCode(scan.command));
  }
}

function stray(scan: Scan, at: number, character: string) {
  drop(scan.draft, at);
  scan.word = scan.wordEnd === scan.base + at ? scan.word + character : character;
  scan.wordEnd = scan.base + at + 1;
  if (scan.state !== BETWEEN || scan.arity === 0 || !NO_NUMBERS.has(scan.word)) return;
  // It stands for a number, so what follows must not take its place.
  scan.poisoned = true;
  endArgument(scan, at + 1);
}

/** Whether a letter belongs to a word such as `NaN` or `px` that has begun, or is the end of `em` or `ex`. */
function isInWord(scan: Scan, at: number): boolean {
  const character = scan.draft.text.charAt(at);
  if (scan.state === AT_E && (character === "m" || character === "x")) {
    dropTail(scan.draft, at, 1);
    drop(scan.draft, at);
    scan.state = scan.fractional ? FRACTION : INTEGER;
    return true;
  }
  if (scan.wordEnd !== scan.base + at || !WORDS.some((known) => known.startsWith(scan.word + character)))
    return false;
  stray(scan, at, character);
  return true;
}

function read(scan: Scan, at: number, code: number) {
  switch (code < 128 ? CLASSES[code] : STRAY) {
    case DIGIT:
      if (scan.state !== INTEGER && scan.state !== FRACTION) digit(scan, at, code);
      else {
        scan.digits += 1;
        if (scan.digits > MOST_DIGITS) digit(scan, at, code);
      }
      return;
    case SIGN:
      return sign(scan, at);
    case DOT:
      return dot(scan, at);
    case SPACE:
      if (scan.state !== BETWEEN) closeNumber(scan, at);
      if (scan.spaces === MOST_SPACES) drop(scan.draft, at);
      else countSpace(scan);
      return;
    case COMMA:
      closeNumber(scan, at);
      if (scan.comma !== ALLOWED) return drop(scan.draft, at);
      scan.comma = SEEN;
      scan.sinceComma = 0;
      return;
    case COMMAND:
      if (isInWord(scan, at)) return;
      return scan.isPath ? commandLetter(scan, at, code) : stray(scan, at, scan.draft.text.charAt(at));
    case EXPONENT:
      return isInWord(scan, at) ? undefined : letterE(scan, at);
    case ZERO_LIKE:
      if (scan.arity === 0) return stray(scan, at, scan.draft.text.charAt(at));
      digit(scan, at, 48);
      if (has(scan.draft, at)) replace(scan.draft, at, "0");
      return;
    case SPACE_LIKE:
      return spaceLike(scan, at);
    default:
      if (code === 0x2212 || code === 0x2013) {
        sign(scan, at);
        if (has(scan.draft, at)) replace(scan.draft, at, "-");
      } else if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x3000) spaceLike(scan, at);
      else if (!isInWord(scan, at)) stray(scan, at, scan.draft.text.charAt(at));
  }
}

function spaceLike(scan: Scan, at: number) {
  closeNumber(scan, at);
  if (scan.spaces >= MOST_SPACES) return drop(scan.draft, at);
  replace(scan.draft, at, " ");
  countSpace(scan);
}
