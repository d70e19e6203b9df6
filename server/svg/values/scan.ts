import { createDraft, type Draft, drop, dropBefore, dropTail, hold, insert, lead } from "./draft.ts";
import {
  ALLOWED,
  AT_E,
  AT_SIGN,
  BETWEEN,
  E_SIGN,
  INTEGER,
  MOST_MAGNITUDE,
  NOT_ALLOWED,
  POINT,
  SKIPPING,
} from "./scanner-tables.ts";

/** Where a scanner stands. Everything that the next character's effect depends on is here. */
export interface Scan {
  readonly isPath: boolean;
  readonly draft: Draft;
  /** Characters read before the present chunk. */
  base: number;
  /** Where in a number, or between numbers. */
  state: number;
  /** The code of the present command's letter; 0 for none. */
  command: number;
  /** Numbers that belong together, and how many of them there are by now. */
  arity: number;
  index: number;
  /** The present command has had no whole group yet, so its letter is in what is held. */
  letterHeld: boolean;
  /** There has been a whole group. */
  begun: boolean;
  /** Whether a comma may come next. */
  comma: number;
  /** Spaces since the last number or letter, and since the comma. */
  spaces: number;
  sinceComma: number;
  /** Of the present number: digits, those before the point, the exponent, and what it has. */
  digits: number;
  integerDigits: number;
  exponent: number;
  negativeExponent: boolean;
  signed: boolean;
  fractional: boolean;
  /** The group has a number that is not finite. */
  poisoned: boolean;
  /** Stray letters that follow each other, and where they end. */
  word: string;
  wordEnd: number;
}

/** @param groupSize as for `createScanner` */
export function createScan(groupSize: number): Scan {
  return {
    isPath: groupSize === 0,
    draft: createDraft(),
    base: 0,
    state: BETWEEN,
    command: 0,
    arity: groupSize,
    index: 0,
    letterHeld: false,
    begun: false,
    comma: NOT_ALLOWED,
    spaces: 0,
    sinceComma: 0,
    digits: 0,
    integerDigits: 0,
    exponent: 0,
    negativeExponent: false,
    signed: false,
    fractional: false,
    poisoned: false,
    word: "",
    wordEnd: -1,
  };
}

/** Drops the group in progress, with the letter of its command when that is held too. */
export function dropGroup(scan: Scan, at: number) {
  hold(scan.draft, at, "");
  scan.letterHeld = false;
  scan.index = 0;
  scan.poisoned = false;
}

/** Drops a group with all its numbers, and leaves what the next group of the same command needs before it. */
function dropPoisoned(scan: Scan, at: number) {
  const letter = scan.letterHeld;
  dropGroup(scan, at);
  scan.letterHeld = letter;
  const separated = scan.begun && !letter;
  if (letter) hold(scan.draft, at, String.fromCharCode(scan.command));
  else if (scan.begun) hold(scan.draft, at, " ");
  scan.comma = separated ? ALLOWED : NOT_ALLOWED;
  scan.spaces = separated ? 1 : 0;
}

/** A space that stays in the text. */
export function countSpace(scan: Scan) {
  scan.spaces += 1;
  scan.sinceComma += 1;
}

/** Leaves out the last comma: nothing that it could separate has followed. */
export function dropComma(scan: Scan, at: number) {
  dropBefore(scan.draft, at, scan.sinceComma + 1);
}

/** A number of the group is over; with the last one, the group is whole. */
export function endArgument(scan: Scan, at: number) {
  scan.state = BETWEEN;
  scan.comma = ALLOWED;
  scan.spaces = 0;
  scan.index += 1;
  if (scan.index < scan.arity) return;
  if (scan.poisoned) return dropPoisoned(scan, at);
  if (!scan.begun) {
    // Path data must begin with a move.
    if (scan.isPath && (scan.command | 32) !== 109) lead(scan.draft, at, "M0 0");
    scan.begun = true;
  }
  scan.index = 0;
  scan.letterHeld = false;
  scan.draft.whole = at;
}

/** Ends a number that has digits. One that no float can hold spoils its group. */
function endNumber(scan: Scan, at: number) {
  if (scan.state === INTEGER) scan.integerDigits = scan.digits;
  if (scan.integerDigits + (scan.negativeExponent ? 0 : scan.exponent) > MOST_MAGNITUDE) scan.poisoned = true;
  endArgument(scan, at);
}

/** Ends the number in progress, if any, without what of it is unfinished. */
export function closeNumber(scan: Scan, at: number) {
  if (scan.state === BETWEEN) return;
  if (scan.state === AT_SIGN || (scan.state === POINT && scan.integerDigits === 0)) {
    dropTail(scan.draft, at, scan.state === POINT && scan.signed ? 2 : 1);
    scan.state = BETWEEN;
  } else if (scan.state === SKIPPING) scan.state = BETWEEN;
  else {
    if (scan.state === POINT || scan.state === AT_E) dropTail(scan.draft, at, 1);
    else if (scan.state === E_SIGN) dropTail(scan.draft, at, 2);
    endNumber(scan, at);
  }
}

/** Whether a number may begin here; if so, its fields are reset. */
export function beginNumber(scan: Scan, at: number): boolean {
  if (scan.arity === 0) {
    if (scan.begun || scan.command !== 0) {
      drop(scan.draft, at);
      return false;
    }
    insert(scan.draft, at, "M");
    scan.command = 77;
    scan.arity = 2;
    scan.letterHeld = true;
  }
  scan.digits = 0;
  scan.integerDigits = 0;
  scan.exponent = 0;
  scan.negativeExponent = false;
  scan.signed = false;
  scan.fractional = false;
  return true;
}

/** Whether the next number is a flag of an arc: a single digit. */
export function expectsFlag(scan: Scan) {
  return (scan.index === 3 || scan.index === 4) && scan.arity === 7;
}
