import { createBuilder } from "./builder.ts";
import { settleRoot } from "./canvas.ts";
import { findElement } from "./elements.ts";
import { createExpansion } from "./expansion.ts";
import { createGrowth, type Growth } from "./growth.ts";
import { type CheckContext, createLedger, type Ledger } from "./ledger.ts";
import type { LimitName, SvgLimits } from "./limits.ts";
import { elementOf, isSlip } from "./names.ts";
import { createOpening } from "./opening.ts";
import type { SvgOperation } from "./operations.ts";
import { createSkipping } from "./skipping.ts";
import { createWaiting, INK, type Tag } from "./tag.ts";
import { createTokenizer } from "./tokenizer.ts";
import { type SvgElement, walk } from "./tree.ts";

/** Names of elements that prose mentions before a drawing. */
const MOST_MENTIONS = 30;

/** One drawing of a reply while it is read: from `<svg` to `</svg>`, or to where it breaks off. */
export interface Drawing {
  /** Reads on; returns how many characters it took: fewer than there are once it is over. */
  push(text: string): number;
  /** Its text has ended, here or at the fence around it. */
  finish(): void;
  /** The operations since the last call. */
  take(): SvgOperation[];
  root(): SvgElement | null;
  isOver(): boolean;
  /** Whether its closing tag has come. */
  isComplete(): boolean;
  limit(): LimitName | null;
  /** What it was taken for was a mention of `<svg>` in prose: where, in its text, the drawing itself begins. */
  realStart(): number | null;
  /** Shapes and texts in it. */
  painted(): number;
  /** What was read. */
  source(): string;
  readonly ledger: Ledger;
  /** Its text to the end of the last whole element, that element, and what is open after it. */
  whole(): { text: string; lastElement: string; open: string[] };
}

/**
 * Builds a drawing from its text: what is allowed, in its place, in its final form; and tells each step as an
 * operation. Everything unknown is dropped with all that is in it.
 */
export function createDrawing(idPrefix: string, limits: SvgLimits): Drawing {
  const ledger = createLedger();
  const context: CheckContext = { idPrefix, limits, repair: ledger.repair, drop: ledger.drop };
  const expansion = createExpansion(limits.expanded);
  const opening = createOpening(context);
  const builder = createBuilder(context, expansion, overLimit);
  const { nesting } = builder;
  const skipping = createSkipping();
  const waiting = createWaiting();
  let tag: Tag | null = null;
  /** The name of a tag whose element is dropped. */
  let skippedName = "";
  let source = "";
  let isOver = false;
  let isComplete = false;
  let limit: LimitName | null = null;
  let realStart: number | null = null;
  /** Whether the root's tag says nothing. */
  let isBare = false;
  let wholeEnd = 0;
  let lastStart = 0;
  /** Where it can be continued, once it has broken off: by then its elements are closed. */
  let brokeOff: ReturnType<Drawing["whole"]> | null = null;

  const tokenizer = createTokenizer(
    {
      tagBegins(written, column) {
        if (skipping.isOn()) tag = null;
        else beginTag(written, column);
        skippedName = tag ? "" : written;
      },
      watches: (name) => tag?.rule.grows !== undefined && opening.nameOf(name) === tag.rule.grows,
      attributeGrows: grow,
      attribute,
      tagEnds,
      closingTag,
      text(text) {
        if (!isOver && !skipping.isOn()) builder.addText(text);
      },
      prolog: () => end(false),
      repair: ledger.repair,
      isElement: (name) =>
        name.length > 1 && (findElement(name) !== undefined || name === "script" || name === "foreignObject"),
    },
    limits.attribute,
  );
  const findRule = (written: string) => elementOf(written, isInText());

  function isInText(): boolean {
    const kind = nesting.top()?.rule.kind;
    return kind === "text" || kind === "span";
  }

  function beginTag(written: string, column: number): void {
    tag = null;
    const rule = findRule(written);
    if (!rule) {
      ledger.drop(`element ${written}`);
      return;
    }
    if (isSlip(written, rule)) ledger.repair("misspelt-element");
    const element: SvgElement = { node: 0, name: rule.name, attributes: {}, children: [], parent: null };
    tag = { written, rule, column, element, growth: null };
    waiting.clear();
  }

  function attribute(name: string, value: string): void {
    if (!tag) return;
    const isLong = value.length > limits.attribute;
    if (isLong && tag.rule.grows !== undefined && opening.nameOf(name) === tag.rule.grows) grow(name, "");
    const { growth } = tag;
    if (growth && !growth.isDone && opening.nameOf(name) === growth.name) endGrowth(tag, growth, value);
    else if (isLong) overLimit("attribute");
    else if (growth?.isOpen) setLate(tag.element, name, value);
    else waiting.add(name, value);
  }

  /** An attribute that comes after one that has grown. */
  function setLate(element: SvgElement, written: string, value: string): void {
    const name = opening.nameOf(written);
    const isNew = name !== undefined && element.attributes[name] === undefined;
    opening.set(element, written, value);
    const clean = isNew ? element.attributes[name] : undefined;
    if (name !== undefined && clean !== undefined) builder.set(element, name, clean);
  }

  function grow(written: string, more: string): void {
    if (!tag) return;
    if (!tag.growth) {
      const name = opening.nameOf(written);
      if (name === undefined || isWaiting(name)) return;
      tag.growth = createGrowth(name === "d" ? name : "points");
    }
    if (tag.growth.isDone) return;
    extend(tag, tag.growth, tag.growth.push(more));
  }

  const isWaiting = (name: string) => waiting.some((written) => opening.nameOf(written) === name);

  function extend(of: Tag, growth: Growth, more: string): void {
    if (more === "" || isOver) return;
    const { element, rule, column } = of;
    if (growth.isOpen) {
      builder.append(element, growth.name, more);
      return;
    }
    if (!builder.place(element, rule, column)) return;
    setWaiting(of);
    growth.isOpen = true;
    element.attributes[growth.name] = more;
    builder.open(element, true);
  }

  function endGrowth(of: Tag, growth: Growth, value: string): void {
    const isLong = value.length > limits.attribute;
    if (!growth.isOpen && !isLong) {
      of.growth = null;
      waiting.add(growth.name, value);
      return;
    }
    extend(of, growth, growth.finish(isLong ? value.slice(0, limits.attribute) : value));
    growth.isDone = true;
    if (growth.isRepaired()) ledger.repair("bad-value");
    if (isLong) overLimit("attribute");
  }

  const setWaiting = ({ element }: Tag) => waiting.drain((name, value) => opening.set(element, name, value));

  /** Whether a tag that was cut off is kept: with its outline whole, unpainted at worst, or with its paint. */
  const mayStayCut = ({ rule }: Tag) => waiting.some((name) => name === rule.grows || INK.has(name));

  function tagEnds(selfClosing: boolean, cut: boolean, start: number, textEnd: number): void {
    if (isOver) return;
    const ended = tag;
    tag = null;
    if (!ended) {
      skip(selfClosing || cut);
      return;
    }
    const { element, rule, growth } = ended;
    const root = builder.root();
    if (root && rule.name === "svg" && start >= 0 && isMention(root)) {
      realStart = start;
      isOver = true;
      tokenizer.stop();
      return;
    }
    if (growth?.isOpen) endGrown(ended, cut);
    else {
      if (cut && root && !mayStayCut(ended)) return;
      if (!begin(ended, cut)) {
        if (isOver) return;
        skippedName = ended.written;
        skip(selfClosing);
        return;
      }
    }
    builder.adopt(ended, start);
    if (selfClosing && element.parent) nesting.close();
    if (expansion.isOver()) overLimit("expanded");
    else markWhole(selfClosing ? start : -1, textEnd);
  }

  /** An element whose tag is whole comes into the drawing; false when it may not. */
  function begin(of: Tag, cut: boolean): boolean {
    const { element, rule, column } = of;
    if (!builder.place(element, rule, column)) return false;
    if (element.parent === null) {
      isBare = !waiting.some(() => true);
      if (!waiting.some((name) => name.startsWith("xmlns"))) ledger.repair("missing-namespace");
    }
    setWaiting(of);
    if (element.parent === null) settleRoot(element, context);
    else if (!opening.settle(element, rule)) return false;
    builder.charge(element, rule, opening.takeMayRefer());
    if (expansion.isOver()) {
      overLimit("expanded");
      return false;
    }
    if (cut && rule.grows && !builder.isInked(element)) element.attributes.visibility = "hidden";
    builder.open(element, false);
    return true;
  }

  /** The tag of an element that has grown is over. An outline whose paint was cut off would be a black blot. */
  function endGrown({ element, rule }: Tag, cut: boolean): void {
    if (cut && !builder.isInked(element)) builder.set(element, "visibility", "hidden");
    builder.charge(element, rule, opening.takeMayRefer());
  }

  /**
   * Whether the root was only a mention of `<svg>` in prose, as are the names that follow it (`<circle>`, `<path>`):
   * nothing in it says anything, and a drawing begins in it.
   */
  function isMention(root: SvgElement): boolean {
    if (root.attributes.viewBox !== undefined || root.attributes.width !== undefined) return false;
    if (root.children.length === 0) return true;
    if (!isBare || !waiting.some((name) => name === "viewBox" || name === "width" || name === "xmlns"))
      return false;
    let left = MOST_MENTIONS;
    for (const { attributes, rules, parent } of walk(root)) {
      left -= 1;
      if (left < 0 || rules || (parent && Object.keys(attributes).length > 0)) return false;
    }
    return true;
  }

  /** Passes over the element whose tag has just ended, with all that is in it. */
  function skip(selfClosing: boolean): void {
    if (selfClosing) return;
    skipping.begin(skippedName);
    if (/^(?:svg:)?script$/i.test(skippedName)) tokenizer.skipTo(skippedName);
  }

  function closingTag(written: string, column: number, textEnd: number): void {
    if (isOver) return;
    const rule = written === "" ? nesting.top()?.rule : findRule(written);
    if (skipping.isOn() && skipping.close(written, rule !== undefined)) {
      if (!skipping.isOn()) markWhole(-1, textEnd);
      return;
    }
    const closed = nesting.closeBy(written, rule, column);
    if (nesting.depth() === 0 && builder.root()) {
      isComplete = true;
      wholeEnd = textEnd;
      stop(false);
    } else markWhole(closed?.start ?? -1, textEnd);
  }

  /** The text is whole up to here: a drawing that breaks off later can be continued from here. */
  function markWhole(start: number, textEnd: number): void {
    const kind = nesting.top()?.rule.kind;
    if (textEnd < 0 || kind === "text" || kind === "span" || kind === "words" || skipping.isOn()) return;
    wholeEnd = textEnd;
    lastStart = start;
  }

  function stop(isBroken: boolean): void {
    builder.closeAll(isBroken);
    isOver = true;
    tokenizer.stop();
  }

  function end(isCut: boolean): void {
    if (isOver) return;
    brokeOff = wholeSoFar();
    if (isCut) tokenizer.finish();
    if (isOver) return;
    if (builder.root()) ledger.repair("cut-off");
    stop(true);
  }

  function overLimit(name: LimitName): void {
    if (isOver) return;
    limit = name;
    if (tag?.growth?.isOpen) {
      endGrown(tag, true);
      builder.adopt(tag, -1);
      tag = null;
    }
    stop(true);
  }

  function wholeSoFar(): ReturnType<Drawing["whole"]> {
    const start = lastStart >= 0 ? lastStart : source.lastIndexOf("<", wholeEnd - 1);
    return {
      text: source.slice(0, wholeEnd),
      lastElement: source.slice(Math.max(0, start), wholeEnd),
      open: nesting.wholeNames(),
    };
  }

  return {
    push(text) {
      if (isOver) return 0;
      const room = limits.size - source.length;
      const piece = text.length > room ? text.slice(0, room) : text;
      const taken = tokenizer.push(piece);
      source += taken === piece.length ? piece : piece.slice(0, taken);
      if (text.length > room && taken === piece.length) overLimit("size");
      return taken;
    },
    finish: () => end(true),
    take: builder.take,
    root: builder.root,
    isOver: () => isOver,
    isComplete: () => isComplete,
    limit: () => limit,
    realStart: () => realStart,
    painted: builder.painted,
    source: () => source,
    ledger,
    whole: () => brokeOff ?? wholeSoFar(),
  };
}
