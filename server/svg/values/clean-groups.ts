import { codeAt, skipSpaces } from "../characters.ts";
import { createScan, type Scan } from "./scan.ts";
import { ALLOWED, ARITIES, BETWEEN, CLASSES, COMMAND, MOST_SPACES, SEEN } from "./scanner-tables.ts";

/** Longer numbers are left to the scanner, which knows their limits. */
const MOST_CHARACTERS = 30;

/**
 * The fast way through clean coordinates: passes over whole groups as long as they are written by the grammar, and
 * sets the scan to where it would be after them. A group whose last number may go on after the chunk is left, and
 * so is everything odd, exponents among it; the scanner reads that character by character, with the same result.
 *
 * @param isEnd nothing follows the text, so its last number ends with it.
 * @returns the position up to which the chunk has been read: `at` itself when there is no such group.
 */
export function skipCleanGroups(scan: Scan, text: string, at: number, isEnd: boolean): number {
  if (scan.state !== BETWEEN || scan.letterHeld || scan.comma === SEEN || scan.wordEnd === scan.base + at)
    return at;
  let { arity, command, begun, spaces } = scan;
  let comma = scan.comma === ALLOWED;
  let whole = at;
  for (let next = at; next < text.length; ) {
    let code = codeAt(text, next);
    while (code === 32 || code === 10 || code === 13 || code === 9 || code === 12) {
      spaces += 1;
      next += 1;
      code = codeAt(text, next);
    }
    if (code === 44) {
      if (!comma) break;
      comma = false;
      next += 1;
      code = codeAt(text, next);
    }
    let groupArity = arity;
    let groupCommand = command;
    if (CLASSES[code] === COMMAND) {
      // A comma stands between numbers only.
      if (!scan.isPath || spaces > MOST_SPACES || (arity > 0 && begun && !comma)) break;
      groupArity = ARITIES[code | 32] ?? 0;
      groupCommand = code;
      next += 1;
      spaces = 0;
      if (!begun && (code | 32) !== 109) break;
    } else if (arity === 0) break;
    if (groupArity > 0) {
      next = groupEnd(text, next, groupArity, spaces, scan.isPath, isEnd);
      if (next < 0) break;
    }
    whole = next;
    arity = groupArity;
    command = groupCommand;
    comma = groupArity > 0;
    begun = true;
    spaces = 0;
  }
  if (whole === at) return at;
  scan.arity = arity;
  scan.command = command;
  scan.begun = true;
  scan.comma = arity > 0 ? ALLOWED : 0;
  scan.spaces = 0;
  scan.draft.whole = whole;
  return whole;
}

/** Whether all of a text is clean groups; false for none. @see skipCleanGroups */
export function isClean(text: string, groupSize: number): boolean {
  const end = skipCleanGroups(createScan(groupSize), text, 0, true);
  return end > 0 && end + MOST_SPACES >= text.length && skipSpaces(text, end) === text.length;
}

/** The position after the numbers of one group, when they are clean and the last one certainly ends there; or -1. */
function groupEnd(
  text: string,
  from: number,
  arity: number,
  spacesBefore: number,
  isPath: boolean,
  isEnd: boolean,
): number {
  let next = from;
  let spaces = spacesBefore;
  for (let index = 0; index < arity; index += 1) {
    let code = codeAt(text, next);
    let comma = index > 0;
    while (code === 32 || code === 44 || code === 10 || code === 13 || code === 9 || code === 12) {
      if (code === 44) {
        if (!comma) return -1;
        comma = false;
      } else spaces += 1;
      next += 1;
      code = codeAt(text, next);
    }
    if (spaces > MOST_SPACES) return -1;
    spaces = 0;
    if (arity === 7 && (index === 3 || index === 4)) {
      if (code !== 48 && code !== 49) return -1;
      next += 1;
      continue;
    }
    const start = next;
    if (code === 45 || code === 43) {
      next += 1;
      code = codeAt(text, next);
    }
    const digitsFrom = next;
    while (code <= 57 && code >= 48) {
      next += 1;
      code = codeAt(text, next);
    }
    let hasDigits = next > digitsFrom;
    if (code === 46) {
      next += 1;
      const fractionFrom = next;
      code = codeAt(text, next);
      while (code <= 57 && code >= 48) {
        next += 1;
        code = codeAt(text, next);
      }
      hasDigits = next > fractionFrom;
    }
    if (
      !hasDigits ||
      next - start > MOST_CHARACTERS ||
      !(next === text.length ? isEnd : endsNumber(code, isPath))
    )
      return -1;
  }
  return next;
}

/** Whether a number surely ends before this character: a space, a comma, a sign, a point or a letter of a command. */
function endsNumber(code: number, isPath: boolean): boolean {
  return (
    code === 32 ||
    code === 44 ||
    code === 45 ||
    code === 46 ||
    code === 10 ||
    (isPath && CLASSES[code] === COMMAND)
  );
}
