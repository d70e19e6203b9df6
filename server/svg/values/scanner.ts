import { createDraft } from "./draft.ts";
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
  MOST_MAGNITUDE,
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
  readonly repaired: boolean;
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
  const isPath = groupSize === 0;
  const draft = createDraft();
  let state: number = BETWEEN;
  let command = 0;
  let arity = groupSize;
  let index = 0;
  /** The present command has had no whole group yet, so its letter is in what is held. */
  let letterHeld = false;
  /** There has been a whole group. */
  let begun = false;
  let comma: number = NOT_ALLOWED;
  /** Spaces since the last number or letter, and since the comma. */
  let spaces = 0;
  let sinceComma = 0;
  let digits = 0;
  let integerDigits = 0;
  let exponent = 0;
  let negativeExponent = false;
  let signed = false;
  let fractional = false;
  /** The group has a number that is not finite. */
  let poisoned = false;
  let word = "";
  let wordEnd = -1;
  let base = 0;

  function dropGroup(at: number) {
    draft.hold(at, "");
    letterHeld = false;
    index = 0;
    poisoned = false;
  }

  /** Drops a group with all its numbers, and leaves what the next group of the same command needs before it. */
  function dropPoisoned(at: number) {
    const letter = letterHeld;
    dropGroup(at);
    letterHeld = letter;
    const separated = begun && !letter;
    if (letter) draft.hold(at, String.fromCharCode(command));
    else if (begun) draft.hold(at, " ");
    comma = separated ? ALLOWED : NOT_ALLOWED;
    spaces = separated ? 1 : 0;
  }

  function countSpace() {
    spaces += 1;
    sinceComma += 1;
  }

  function dropComma(at: number) {
    draft.dropBefore(sinceComma + 1, at);
  }

  function endArgument(at: number) {
    state = BETWEEN;
    comma = ALLOWED;
    spaces = 0;
    index += 1;
    if (index < arity) return;
    if (poisoned) return dropPoisoned(at);
    if (!begun) {
      // Path data must begin with a move.
      if (isPath && (command | 32) !== 109) draft.lead(at, "M0 0");
      begun = true;
    }
    index = 0;
    letterHeld = false;
    draft.markWhole(at);
  }

  function endNumber(at: number) {
    if (state === INTEGER) integerDigits = digits;
    if (integerDigits + (negativeExponent ? 0 : exponent) > MOST_MAGNITUDE) poisoned = true;
    endArgument(at);
  }

  /** Ends the number in progress, if any, without what of it is unfinished. */
  function closeNumber(at: number) {
    if (state === BETWEEN) return;
    if (state === AT_SIGN || (state === POINT && integerDigits === 0)) {
      draft.dropTail(state === POINT && signed ? 2 : 1, at);
      state = BETWEEN;
    } else if (state === SKIPPING) state = BETWEEN;
    else {
      if (state === POINT || state === AT_E) draft.dropTail(1, at);
      else if (state === E_SIGN) draft.dropTail(2, at);
      endNumber(at);
    }
  }

  /** Whether a number may begin here; if so, its fields are reset. */
  function beginNumber(at: number): boolean {
    if (arity === 0) {
      if (begun || command !== 0) {
        draft.drop(at);
        return false;
      }
      draft.insert(at, "M");
      command = 77;
      arity = 2;
      letterHeld = true;
    }
    digits = 0;
    integerDigits = 0;
    exponent = 0;
    negativeExponent = false;
    signed = false;
    fractional = false;
    return true;
  }

  const expectsFlag = () => (index === 3 || index === 4) && arity === 7;

  function digit(at: number, code: number) {
    switch (state) {
      case BETWEEN:
        if (expectsFlag()) {
          if (code <= 49) return endArgument(at + 1);
          draft.replace(at, "1");
          endArgument(at + 1);
          state = SKIPPING;
          return;
        }
        if (!beginNumber(at)) return;
        state = INTEGER;
        break;
      case SKIPPING:
        return draft.drop(at);
      case AT_SIGN:
        state = INTEGER;
        break;
      case POINT:
        state = FRACTION;
        break;
      case AT_E:
      case E_SIGN:
        state = E_DIGITS;
        digits = MOST_DIGITS - 8;
        break;
    }
    if (state === E_DIGITS && exponent < 1000) exponent = exponent * 10 + code - 48;
    digits += 1;
    if (digits > MOST_DIGITS) {
      if (state === INTEGER) poisoned = true;
      draft.drop(at);
    }
  }

  function sign(at: number) {
    if (state === AT_E) {
      negativeExponent = draft.text.charCodeAt(at) !== 43;
      state = E_SIGN;
      return;
    }
    if (state === E_SIGN) return draft.drop(at);
    if (state === AT_SIGN) return draft.dropTail(1, at);
    closeNumber(at);
    if (expectsFlag()) return draft.drop(at);
    if (!beginNumber(at)) return;
    signed = true;
    state = AT_SIGN;
  }

  function dot(at: number) {
    if (state === POINT || state === SKIPPING) return draft.drop(at);
    if (state === AT_E || state === E_SIGN) {
      draft.dropTail(state === AT_E ? 1 : 2, at);
      state = fractional ? FRACTION : INTEGER;
    }
    if (state === INTEGER) {
      integerDigits = digits;
      state = POINT;
    } else if (state === AT_SIGN) state = POINT;
    else {
      closeNumber(at);
      if (expectsFlag()) {
        state = SKIPPING;
        return draft.drop(at);
      }
      if (!beginNumber(at)) return;
      state = POINT;
    }
    fractional = true;
  }

  function letterE(at: number) {
    if (state === POINT && integerDigits > 0) {
      draft.dropTail(1, at);
      fractional = false;
    } else if (state === INTEGER) integerDigits = digits;
    else if (state !== FRACTION) return draft.drop(at);
    state = AT_E;
  }

  function commandLetter(at: number, code: number) {
    closeNumber(at);
    if (index > 0 || letterHeld) {
      dropGroup(at);
      spaces = 0;
    } else if (comma === SEEN) dropComma(at);
    comma = NOT_ALLOWED;
    const lower = code | 32;
    arity = ARITIES[lower] ?? 0;
    command = code;
    if (arity === 0 && !begun) {
      command = 0;
      draft.drop(at);
      return;
    }
    spaces = 0;
    if (arity === 0) {
      draft.markWhole(at + 1);
      return;
    }
    letterHeld = true;
    if (!begun && lower === 108) {
      command = code + 1;
      draft.replace(at, String.fromCharCode(command));
    }
  }

  function stray(at: number, character: string) {
    draft.drop(at);
    word = wordEnd === base + at ? word + character : character;
    wordEnd = base + at + 1;
    if (state !== BETWEEN || arity === 0 || !NO_NUMBERS.has(word)) return;
    // It stands for a number, so what follows must not take its place.
    poisoned = true;
    endArgument(at + 1);
  }

  /** Whether a letter belongs to a word such as `NaN` or `px` that has begun, or is the end of `em` or `ex`. */
  function isInWord(at: number): boolean {
    const character = draft.text.charAt(at);
    if (state === AT_E && (character === "m" || character === "x")) {
      draft.dropTail(1, at);
      draft.drop(at);
      state = fractional ? FRACTION : INTEGER;
      return true;
    }
    if (wordEnd !== base + at || !WORDS.some((known) => known.startsWith(word + character))) return false;
    stray(at, character);
    return true;
  }

  function read(at: number, code: number) {
    switch (code < 128 ? CLASSES[code] : STRAY) {
      case DIGIT:
        if (state !== INTEGER && state !== FRACTION) digit(at, code);
        else {
          digits += 1;
          if (digits > MOST_DIGITS) digit(at, code);
        }
        return;
      case SIGN:
        return sign(at);
      case DOT:
        return dot(at);
      case SPACE:
        if (state !== BETWEEN) closeNumber(at);
        if (spaces === MOST_SPACES) draft.drop(at);
        else countSpace();
        return;
      case COMMA:
        closeNumber(at);
        if (comma !== ALLOWED) return draft.drop(at);
        comma = SEEN;
        sinceComma = 0;
        return;
      case COMMAND:
        if (isInWord(at)) return;
        return isPath ? commandLetter(at, code) : stray(at, draft.text.charAt(at));
      case EXPONENT:
        return isInWord(at) ? undefined : letterE(at);
      case ZERO_LIKE:
        if (arity === 0) return stray(at, draft.text.charAt(at));
        digit(at, 48);
        if (draft.has(at)) draft.replace(at, "0");
        return;
      case SPACE_LIKE:
        return spaceLike(at);
      default:
        if (code === 0x2212 || code === 0x2013) {
          sign(at);
          if (draft.has(at)) draft.replace(at, "-");
        } else if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x3000) spaceLike(at);
        else if (!isInWord(at)) stray(at, draft.text.charAt(at));
    }
  }

  function spaceLike(at: number) {
    closeNumber(at);
    if (spaces >= MOST_SPACES) return draft.drop(at);
    draft.replace(at, " ");
    countSpace();
  }

  return {
    push(chunk) {
      draft.begin(chunk);
      for (let at = 0; at < chunk.length; at += 1) read(at, chunk.charCodeAt(at));
      draft.end();
      base += chunk.length;
      return draft.take(false);
    },
    finish() {
      closeNumber(0);
      if (index > 0 || letterHeld) dropGroup(0);
      else if (comma === SEEN) dropComma(0);
      draft.end();
      comma = NOT_ALLOWED;
      return draft.take(true);
    },
    get repaired() {
      return draft.repaired;
    },
  };
}
