import { expect, test } from "vitest";
import { describeLine } from "./child-lines.ts";

test.each([
  ["plain words are shown", "open this link once: http://…", "open this link once: http://…"],
  ["an empty line is not", "  ", null],
  ["records below a warning are not", '{"level":30,"msg":"run ended"}', null],
  ["a warning is, as words", '{"level":40,"msg":"slow"}', "warning: slow"],
  [
    "an error with its cause",
    '{"level":50,"msg":"step failed","err":{"message":"no route"}}',
    "error: step failed (no route)",
  ],
  [
    "a cause that says the same is not repeated",
    '{"level":60,"msg":"gone","err":{"message":"gone"}}',
    "fatal: gone",
  ],
  ["JSON that is no record is plain words", '{"a":1}', '{"a":1}'],
  ["broken JSON too", '{"level":50', '{"level":50'],
])("%s", (_, line, shown) => {
  expect(describeLine(line, false)).toBe(shown);
  expect(describeLine(line, true)).toBe(line);
});
