/**
 * Models write LaTeX into JSON with single backslashes. `\alpha` is then no JSON, and `\frac` is worse: it is JSON, a
 * form feed and "rac". This pass doubles every backslash that cannot have been meant as an escape. It never looks at
 * anything but the backslash and what follows it, so it may run over a stream, in pieces of any size.
 */
export interface EscapeGuard {
  /** Returns the text that is certain so far. */
  feed(text: string): string;
  /** Returns the rest. */
  end(): string;
}

// Commands that begin with a letter of a real escape, and cannot be that escape and a word: line breaks are common,
// so of \n only what is no word after a line break; nobody writes form feeds, backspaces or lone carriage returns.
const COMMANDS =
  /^\\(?:[bf][a-zA-Z]|(?:nabla|neq|notin|times|theta|textbf|textit|tfrac|triangle|rho|rightarrow|rangle)(?![a-zA-Z])|(?:text(?=\{)|right(?=[)\]}|.\\])))/;
const UNICODE = /^\\u[0-9a-fA-F]{4}/;
/** The longest that must be seen after a backslash to decide. */
const LOOK_AHEAD = 14;

export function createEscapeGuard(): EscapeGuard {
  let held = "";

  const run = (last: boolean): string => {
    let out = "";
    let at = 0;
    for (;;) {
      const slash = held.indexOf("\\", at);
      if (slash < 0) {
        out += held.slice(at);
        held = "";
        return out;
      }
      out += held.slice(at, slash);
      if (!last && held.length - slash < LOOK_AHEAD) {
        held = held.slice(slash);
        return out;
      }
      const [written, length] = escapeAt(held.slice(slash, slash + LOOK_AHEAD));
      out += written;
      at = slash + length;
    }
  };

  return {
    feed(text) {
      held += text;
      return run(false);
    },
    end: () => run(true),
  };
}

/** What to write for the escape at the beginning of `text`, and how many characters it stands for. */
function escapeAt(text: string): [written: string, length: number] {
  const next = text[1];
  if (next === undefined) return ["\\", 1];
  if (UNICODE.test(text)) return [text.slice(0, 6), 6];
  if (next === "'" || next === "`") return [next, 2]; // escaped out of habit
  if (COMMANDS.test(text)) return ["\\\\", 1];
  if ('"\\/bfnrt\n\r'.includes(next)) return [text.slice(0, 2), 2];
  return ["\\\\", 1];
}

/** The same for a whole text. */
export function guardEscapes(text: string): string {
  const guard = createEscapeGuard();
  return guard.feed(text) + guard.end();
}
