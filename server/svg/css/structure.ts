/**
 * The structure of CSS text, a character at a time: where a brace or a semicolon is one, and not a part of a
 * string, a comment, an escape or an unquoted `url(…)`. All state is in a small object, so the text may come in
 * any cuts. Parentheses are not followed: a `;` or `}` ends what is open, also when a parenthesis was forgotten.
 *
 * It only cuts. What it cuts is tokenized as CSS Syntax 3 says and checked, so that a spelling it does not see
 * through (`\75rl(`) ends in a declaration too many dropped, never in one let through.
 */
export interface Structure {
  mode: "plain" | "string" | "comment" | "url-start" | "url";
  quote: number;
  /** The next character is escaped. */
  escaped: boolean;
  previous: number;
  /** How many letters of `url` the present word has so far; -1 when it is another word. */
  word: number;
}

/** The state before the first character. */
export function createStructure(): Structure {
  return { mode: "plain", quote: 0, escaped: false, previous: 0, word: 0 };
}

const BACKSLASH = 92;
const STAR = 42;
const SLASH = 47;

/** Takes one character; true when it is a `{`, `}` or `;` of the structure. */
export function isStructural(state: Structure, code: number): boolean {
  if (state.escaped) {
    state.escaped = false;
    state.previous = 0;
    state.word = -1;
    return false;
  }
  switch (state.mode) {
    case "plain":
      return inPlain(state, code);
    case "string":
      if (code === BACKSLASH) state.escaped = true;
      else if (code === state.quote || isLineEnd(code)) state.mode = "plain";
      return false;
    case "comment":
      if (code === SLASH && state.previous === STAR) {
        state.mode = "plain";
        state.previous = 0;
      } else state.previous = code;
      return false;
    case "url-start":
      if (code === 32 || code === 9 || isLineEnd(code)) return false;
      if (code === 34 || code === 39) {
        state.mode = "plain";
        return inPlain(state, code);
      }
      state.mode = "url";
      return inUrl(state, code);
    case "url":
      return inUrl(state, code);
  }
}

function inPlain(state: Structure, code: number): boolean {
  const { previous } = state;
  state.previous = code;
  if (code > 96 && code < 123) {
    followWord(state, code);
    return false;
  }
  switch (code) {
    case 123:
    case 125:
    case 59:
      state.word = 0;
      return true;
    case 34:
    case 39:
      state.mode = "string";
      state.quote = code;
      state.word = 0;
      return false;
    case BACKSLASH:
      state.escaped = true;
      return false;
    case STAR:
      if (previous === SLASH) {
        state.mode = "comment";
        state.previous = 0;
      }
      state.word = 0;
      return false;
    case 40:
      if (state.word === 3) state.mode = "url-start";
      state.word = 0;
      return false;
  }
  if (code > 64 && code < 91) followWord(state, code | 32);
  else if ((code > 47 && code < 58) || code === 45 || code === 95 || code > 127) state.word = -1;
  else state.word = 0;
  return false;
}

function followWord(state: Structure, letter: number): void {
  const wanted = state.word === 0 ? 117 : state.word === 1 ? 114 : state.word === 2 ? 108 : 0;
  state.word = letter === wanted ? state.word + 1 : -1;
}

function inUrl(state: Structure, code: number): false {
  if (code === BACKSLASH) state.escaped = true;
  else if (code === 41) {
    state.mode = "plain";
    state.previous = 0;
    state.word = 0;
  }
  return false;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 12;
}
