import { type CSSToken, TokenType, tokenize } from "@csstools/css-tokenizer";
import type { CheckContext } from "../ledger.ts";
import { cleanStyle, serialiseDeclarations } from "./declarations.ts";
import { isKeyframesName, writeKeyframesName } from "./keyframe-names.ts";
import { createRuleScanner } from "./rule-scanner.ts";
import type { KeyframesRule } from "./rules.ts";
import { skipBlanks } from "./token-list.ts";

/** Frames of one rule; the rest is dropped. */
const MAX_FRAMES = 200;

/** Reads `@keyframes`: the tokens after the keyword, and the inside of the block. */
export function readKeyframes(
  prelude: readonly CSSToken[],
  block: string,
  context: CheckContext,
): KeyframesRule | undefined {
  const name = readName(prelude, context.idPrefix);
  if (name === undefined) {
    context.drop("at-rule keyframes");
    return undefined;
  }
  const frames: KeyframesRule["frames"][number][] = [];
  const scanner = createRuleScanner(context.limits.attribute);
  for (const raw of [...scanner.push(block), ...scanner.finish(false).rules]) {
    if (frames.length === MAX_FRAMES) {
      context.drop("limit frames");
      break;
    }
    const offsets = raw.kind === "block" ? readOffsets(raw.prelude) : undefined;
    if (raw.kind !== "block" || !offsets) {
      context.drop("frame");
      continue;
    }
    // An important declaration does not count in a frame; what a reference in one would cost cannot be counted.
    const declarations = cleanStyle(raw.block, context)?.declarations.filter(
      ({ important, value }) => !important && !value.includes("url("),
    );
    if (declarations && declarations.length > 0) frames.push({ offsets, declarations });
  }
  return frames.length === 0 ? undefined : { kind: "keyframes", name, frames };
}

function readName(tokens: readonly CSSToken[], idPrefix: string): string | undefined {
  const at = skipBlanks(tokens, 0);
  const token = tokens[at];
  if (token?.[0] !== TokenType.Ident && token?.[0] !== TokenType.String) return undefined;
  if (tokens[skipBlanks(tokens, at + 1)]?.[0] !== TokenType.EOF) return undefined;
  return isKeyframesName(token[4].value) ? writeKeyframesName(token[4].value, idPrefix) : undefined;
}

/** Offsets of a frame, 0–1; undefined when one of them is none. */
function readOffsets(prelude: string): number[] | undefined {
  const tokens = tokenize({ css: prelude });
  const offsets: number[] = [];
  let index = skipBlanks(tokens, 0);
  for (;;) {
    const offset = offsetOf(tokens[index]);
    if (offset === undefined) return undefined;
    offsets.push(offset);
    index = skipBlanks(tokens, index + 1);
    const type = tokens[index]?.[0];
    if (type === TokenType.EOF) return offsets;
    if (type !== TokenType.Comma) return undefined;
    index = skipBlanks(tokens, index + 1);
  }
}

function offsetOf(token: CSSToken | undefined): number | undefined {
  if (token?.[0] === TokenType.Percentage) {
    const percent = token[4].value;
    return percent >= 0 && percent <= 100 ? percent / 100 : undefined;
  }
  if (token?.[0] !== TokenType.Ident) return undefined;
  const word = token[4].value.toLowerCase();
  return word === "from" ? 0 : word === "to" ? 1 : undefined;
}

/** Keyframes as text; what was `-webkit-keyframes` has its plain name. */
export function serialiseKeyframes({ name, frames }: KeyframesRule): string {
  let text = `@keyframes ${name}{`;
  for (const { offsets, declarations } of frames) {
    text += `${offsets.map(writeOffset).join(",")}{${serialiseDeclarations(declarations)}}`;
  }
  return `${text}}`;
}

/** In percent, to six places: the same again when it is read again. */
function writeOffset(offset: number): string {
  return `${Number((offset * 100).toFixed(6))}%`;
}
