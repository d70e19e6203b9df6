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
  NOT_ALLOWED,
  POINT,
  SEEN,
  SIGN,
  SKIPPING,
  SPACE,
  SPACE_LIKE,
  STRAY,
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

/** Words that programs leave in numbers; letters in them are not commands. */
const WORDS = ["NaN", "null", "undefined", "Infinity", "px", "pt", "pc", "rem", "deg"];

/** More digits than these add nothing to a float; more spaces say nothing. They bound what is held back. */
const MOST_DIGITS = 64;
const MOST_SPACES = 256;
/** A float ends at 3.4e38; browsers refuse what is beyond. */
const MOST_MAGNITUDE = 38;

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
  let text = "";
  /** Cleaned text to give back; cleaned text of the unfinished group; where the run not yet in either begins. */
  let out = "";
  let held = "";
  let from = 0;
  /** Up to where the run is whole, or -1. */
  let whole = -1;
  let repaired = false;

  let state: number = BETWEEN;
  let command = 0;
  let arity = groupSize;
  let index = 0;
  /** The present command has had no whole group yet, so its letter is in what is held. */
  let letterHeld = false;
  /** There has been a whole group. */
  let begun = false;
  let comma: number = NOT_ALLOWED;
  let spaces = 0;
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

  function settle(at: number) {
    if (whole >= 0) {
      out += held + text.slice(from, whole);
      held = "";
      from = whole;
      whole = -1;
    }
    if (at > from) held += text.slice(from, at);
    from = at;
  }

  function drop(at: number) {
    settle(at);
    from = at + 1;
    repaired = true;
  }

  function replace(at: number, by: string) {
    settle(at);
    held += by;
    from = at + 1;
    repaired = true;
  }

  function dropTail(count: number, at: number) {
    settle(at);
    held = held.slice(0, held.length - count);
    repaired = true;
  }

  function dropGroup(at: number) {
    settle(at);
    held = "";
    letterHeld = false;
    index = 0;
    poisoned = false;
    repaired = true;
  }

  /** Drops a group with all its numbers, and leaves what the next group of the same command needs before it. */
  function dropPoisoned(at: number) {
    const letter = letterHeld;
    dropGroup(at);
    letterHeld = letter;
    const separated = begun && !letter;
    if (letter) held = String.fromCharCode(command);
    else if (begun) held = " ";
    comma = separated ? ALLOWED : NOT_ALLOWED;
    spaces = separated ? 1 : 0;
  }

  function dropComma(at: number) {
    settle(at);
    const position = held.length - 1 - spaces;
    held = held.slice(0, position) + held.slice(position + 1);
    repaired = true;
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
      if (isPath && (command | 32) !== 109) {
        settle(at);
        held = `M0 0${held}`;
        repaired = true;
      }
      begun = true;
    }
    index = 0;
    letterHeld = false;
    whole = at;
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
      dropTail(state === POINT && signed ? 2 : 1, at);
      state = BETWEEN;
    } else if (state === SKIPPING) state = BETWEEN;
    else {
      if (state === POINT || state === AT_E) dropTail(1, at);
      else if (state === E_SIGN) dropTail(2, at);
      endNumber(at);
    }
  }

  /** Whether a number may begin here; if so, its fields are reset. */
  function beginNumber(at: number): boolean {
    if (arity === 0) {
      if (begun || command !== 0) {
        drop(at);
        return false;
      }
      settle(at);
      held += "M";
      repaired = true;
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
          replace(at, "1");
          endArgument(at + 1);
          state = SKIPPING;
          return;
        }
        if (!beginNumber(at)) return;
        state = INTEGER;
        break;
      case SKIPPING:
        return drop(at);
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
      drop(at);
    }
  }

  function sign(at: number) {
    if (state === AT_E) {
      negativeExponent = text.charCodeAt(at) !== 43;
      state = E_SIGN;
      return;
    }
    if (state === E_SIGN) return drop(at);
    if (state === AT_SIGN) return dropTail(1, at);
    closeNumber(at);
    if (expectsFlag()) return drop(at);
    if (!beginNumber(at)) return;
    signed = true;
    state = AT_SIGN;
  }

  function dot(at: number) {
    if (state === POINT || state === SKIPPING) return drop(at);
    if (state === AT_E || state === E_SIGN) {
      dropTail(state === AT_E ? 1 : 2, at);
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
        return drop(at);
      }
      if (!beginNumber(at)) return;
      state = POINT;
    }
    fractional = true;
  }

  function letterE(at: number) {
    if (state === POINT && integerDigits > 0) {
      dropTail(1, at);
      fractional = false;
    } else if (state === INTEGER) integerDigits = digits;
    else if (state !== FRACTION) return drop(at);
    state = AT_E;
  }

  function commandLetter(at: number, code: number) {
    closeNumber(at);
    if (index > 0 || letterHeld) dropGroup(at);
    else if (comma === SEEN) dropComma(at);
    comma = NOT_ALLOWED;
    spaces = 0;
    const lower = code | 32;
    arity = ARITIES[lower] ?? 0;
    command = code;
    if (arity === 0) {
      if (begun) whole = at + 1;
      else {
        command = 0;
        drop(at);
      }
      return;
    }
    letterHeld = true;
    if (!begun && lower === 108) {
      command = code + 1;
      replace(at, String.fromCharCode(command));
    }
  }

  function stray(at: number, character: string) {
    drop(at);
    word = wordEnd === base + at ? word + character : character;
    wordEnd = base + at + 1;
  }

  /** Whether a letter belongs to a word such as `NaN` or `px` that has begun, or is the end of `em` or `ex`. */
  function isInWord(at: number): boolean {
    const character = text.charAt(at);
    if (state === AT_E && (character === "m" || character === "x")) {
      dropTail(1, at);
      drop(at);
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
        spaces += 1;
        if (spaces > MOST_SPACES) {
          spaces -= 1;
          drop(at);
        }
        return;
      case COMMA:
        closeNumber(at);
        if (comma !== ALLOWED) return drop(at);
        comma = SEEN;
        spaces = 0;
        return;
      case COMMAND:
        if (isInWord(at)) return;
        return isPath ? commandLetter(at, code) : stray(at, text.charAt(at));
      case EXPONENT:
        return isInWord(at) ? undefined : letterE(at);
      case ZERO_LIKE:
        if (arity === 0) return stray(at, text.charAt(at));
        digit(at, 48);
        if (from <= at) replace(at, "0");
        return;
      case SPACE_LIKE:
        return spaceLike(at);
      default:
        if (code === 0x2212 || code === 0x2013) {
          sign(at);
          if (from <= at) replace(at, "-");
        } else if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x3000) spaceLike(at);
        else if (!isInWord(at)) stray(at, text.charAt(at));
    }
  }

  function spaceLike(at: number) {
    closeNumber(at);
    if (spaces >= MOST_SPACES) return drop(at);
    replace(at, " ");
    spaces += 1;
  }

  function taken(): string {
    const result = out;
    out = "";
    return result;
  }

  return {
    push(chunk) {
      text = chunk;
      from = 0;
      for (let at = 0; at < chunk.length; at += 1) read(at, chunk.charCodeAt(at));
      settle(chunk.length);
      base += chunk.length;
      text = "";
      from = 0;
      return taken();
    },
    finish() {
      closeNumber(0);
      if (index > 0 || letterHeld) dropGroup(0);
      else {
        if (comma === SEEN) dropComma(0);
        settle(0);
      }
      out += held;
      held = "";
      comma = NOT_ALLOWED;
      return taken();
    },
    get repaired() {
      return repaired;
    },
  };
}
