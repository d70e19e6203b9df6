import { missingViewBox, settleRoot } from "./canvas.ts";
import { cleanText } from "./characters.ts";
import type { SheetRule } from "./css/rules.ts";
import { createSheet, serialiseRule } from "./css/sheet.ts";
import { type ElementRule, findElement, isRefused } from "./elements.ts";
import { createExpansion } from "./expansion.ts";
import { type CheckContext, createLedger, type Ledger } from "./ledger.ts";
import type { LimitName, SvgLimits } from "./limits.ts";
import { meantElement } from "./names.ts";
import { createNesting, type Frame } from "./nesting.ts";
import { createOpening } from "./opening.ts";
import type { SvgOperation } from "./operations.ts";
import { createTokenizer } from "./tokenizer.ts";
import type { SvgElement } from "./tree.ts";
import { createPathScanner } from "./values/path-data.ts";
import { createPointsScanner } from "./values/points.ts";

/** One drawing of a reply while it is read: from `<svg` to `</svg>`, or to where it breaks off. */
export interface Drawing {
  /** Reads on; returns how many characters it took: fewer than there are once it is over. */
  push(text: string): number;
  /** Its text has ended, here or at the fence around it. */
  finish(): void;
  /** The operations since the last call. */
  take(): SvgOperation[];
  readonly root: SvgElement | null;
  readonly isOver: boolean;
  /** Whether its closing tag has come. */
  readonly isComplete: boolean;
  readonly limit: LimitName | null;
  /** What it was taken for was a mention of `<svg>` in prose: where, in its text, the drawing itself begins. */
  readonly realStart: number | null;
  /** Shapes and texts in it. */
  readonly painted: number;
  /** What was read. */
  readonly source: string;
  readonly ledger: Ledger;
  /** Its text to the end of the last whole element, that element, and what is open after it. */
  whole(): { text: string; lastElement: string; open: string[] };
}

/** The tag that is being read. */
interface Tag {
  written: string;
  rule: ElementRule;
  column: number;
  element: SvgElement;
  /** Its attributes as they came: names and values in turn. */
  waiting: string[];
  growth: Growth | null;
}

interface Growth {
  scanner: ReturnType<typeof createPathScanner>;
  name: string;
  /** Characters of the value that the scanner has. */
  told: number;
  /** Whether the element is in the drawing already. */
  isOpen: boolean;
  /** Whether the value has ended. */
  isDone: boolean;
}

const NAMED_OTHERWISE: Record<string, string> = { group: "g", layer: "g" };
/** Names inside a dropped element that are told apart, so that its own closing tag is found. */
const DEEPEST_SKIP = 1_000;

/**
 * Builds a drawing from its text: what is allowed, in its place, in its final form; and tells each step as an
 * operation. Everything unknown is dropped with all that is in it.
 */
export function createDrawing(idPrefix: string, limits: SvgLimits): Drawing {
  const ledger = createLedger();
  const context: CheckContext = { idPrefix, limits, repair: ledger.repair, drop: ledger.drop };
  const expansion = createExpansion(limits.expanded);
  const opening = createOpening(context, expansion);
  const nesting = createNesting(over, ledger.repair);
  const skipped: string[] = [];
  let operations: SvgOperation[] = [];
  let root: SvgElement | null = null;
  let tag: Tag | null = null;
  let count = 0;
  let painted = 0;
  let primitives = 0;
  let source = "";
  let isOver = false;
  let isComplete = false;
  let limit: LimitName | null = null;
  let realStart: number | null = null;
  let wholeEnd = 0;
  let lastStart = 0;
  let open: string[] = [];

  const tokenizer = createTokenizer(
    {
      tagBegins(written, column) {
        if (skipped.length > 0) tag = null;
        else beginTag(written, column);
        skippedName = tag ? "" : written;
      },
      watches: (name) => tag?.rule.grows !== undefined && opening.nameOf(name) === tag.rule.grows,
      attributeGrows: grow,
      attribute,
      tagEnds,
      closingTag,
      text: addText,
      prolog: () => end(false),
      repair: ledger.repair,
      isElement: (name) =>
        name.length > 1 && (findElement(name) !== undefined || name === "script" || name === "foreignObject"),
    },
    limits.attribute,
  );
  /** The name of a tag that is dropped. */
  let skippedName = "";

  function findRule(written: string): ElementRule | undefined {
    const name = written.startsWith("svg:") ? written.slice(4) : written;
    const rule = findElement(name);
    if (rule) return rule;
    if (name === "a") return findElement(isInText() ? "tspan" : "g");
    if (isRefused(name)) return undefined;
    const meant = Object.hasOwn(NAMED_OTHERWISE, name) ? NAMED_OTHERWISE[name] : meantElement(name);
    return meant === undefined ? undefined : findElement(meant);
  }

  function isInText(): boolean {
    const kind = nesting.top?.rule.kind;
    return kind === "text" || kind === "span";
  }

  function beginTag(written: string, column: number): void {
    tag = null;
    const rule = findRule(written);
    if (!rule) {
      ledger.drop(`element ${written}`);
      return;
    }
    if (rule.name !== written && written !== "a" && !written.startsWith("svg:"))
      ledger.repair("misspelt-element");
    const element: SvgElement = { node: count, name: rule.name, attributes: {}, children: [], parent: null };
    tag = { written, rule, column, element, waiting: [], growth: null };
  }

  function attribute(name: string, value: string): void {
    if (!tag) return;
    const isLong = value.length > limits.attribute;
    if (isLong && tag.rule.grows !== undefined && opening.nameOf(name) === tag.rule.grows) grow(name, "");
    const { growth } = tag;
    if (growth && !growth.isDone && opening.nameOf(name) === growth.name) endGrowth(tag, growth, value);
    else if (isLong) overLimit("attribute");
    else if (growth?.isOpen) setLate(tag.element, name, value);
    else tag.waiting.push(name, value);
  }

  /** An attribute that comes after one that has grown. */
  function setLate(element: SvgElement, written: string, value: string): void {
    const name = opening.nameOf(written);
    const isNew = name !== undefined && element.attributes[name] === undefined;
    opening.set(element, written, value);
    const clean = isNew ? element.attributes[name] : undefined;
    if (name !== undefined && clean !== undefined)
      operations.push({ op: "attr", node: element.node, name, value: clean });
  }

  function grow(written: string, more: string): void {
    if (!tag) return;
    if (!tag.growth) {
      const name = opening.nameOf(written);
      if (name === undefined || isWaiting(tag, name)) return;
      const scanner = name === "d" ? createPathScanner() : createPointsScanner();
      tag.growth = { scanner, name, told: 0, isOpen: false, isDone: false };
    }
    if (tag.growth.isDone) return;
    tag.growth.told += more.length;
    extend(tag, tag.growth, tag.growth.scanner.push(more));
  }

  const isWaiting = ({ waiting }: Tag, name: string) =>
    waiting.some((written, index) => index % 2 === 0 && opening.nameOf(written) === name);

  function extend(of: Tag, growth: Growth, more: string): void {
    if (more === "" || isOver) return;
    const { element } = of;
    const { attributes } = element;
    if (!growth.isOpen) {
      if (!place(of)) return;
      setWaiting(of);
      growth.isOpen = true;
      attributes[growth.name] = more;
      operations.push({
        op: "open",
        node: element.node,
        parent: parentOf(element),
        name: element.name,
        attributes: { ...attributes },
        growing: true,
      });
      return;
    }
    attributes[growth.name] = (attributes[growth.name] ?? "") + more;
    operations.push({ op: "attr", node: element.node, name: growth.name, value: more, append: true });
  }

  function endGrowth(of: Tag, growth: Growth, value: string): void {
    const isLong = value.length > limits.attribute;
    if (!growth.isOpen && !isLong) {
      of.growth = null;
      of.waiting.push(growth.name, value);
      return;
    }
    const rest = value.slice(growth.told, limits.attribute);
    extend(of, growth, growth.scanner.push(rest) + growth.scanner.finish());
    growth.isDone = true;
    if (growth.scanner.repaired) ledger.repair("bad-value");
    if (isLong) overLimit("attribute");
  }

  function setWaiting({ element, waiting }: Tag): void {
    for (let index = 0; index < waiting.length; index += 2) {
      opening.set(element, waiting[index] ?? "", waiting[index + 1] ?? "");
    }
    waiting.length = 0;
  }

  /** Makes room for the element of a tag, and gives it its number and its parent. */
  function place({ element, rule, column }: Tag): boolean {
    if (root === null) {
      root = element;
    } else {
      if (!nesting.makeRoom(rule, column)) {
        ledger.drop(`element ${rule.name}`);
        return false;
      }
      if (count >= limits.elements) return overLimit("elements");
      if (nesting.depth >= limits.depth) return overLimit("depth");
      if (rule.kind === "primitive" && ++primitives > limits.filterPrimitives)
        return overLimit("filterPrimitives");
      const parent = nesting.top?.element ?? null;
      element.parent = parent;
    }
    element.node = count;
    return true;
  }

  function tagEnds(selfClosing: boolean, cut: boolean, start: number, textEnd: number): void {
    if (isOver) return;
    const ended = tag;
    tag = null;
    if (!ended) {
      skip(selfClosing || cut);
      return;
    }
    const { element, rule, growth } = ended;
    if (root && rule.name === "svg" && nesting.depth === 1 && start >= 0 && isMention(root)) {
      realStart = start;
      isOver = true;
      tokenizer.stop();
      return;
    }
    if (growth?.isOpen) {
      if (cut && !isInked(element)) hide(element);
      opening.settle(element, rule);
    } else {
      if (cut && root && !mayStayCut(ended)) return;
      if (!begin(ended, cut)) {
        if (isOver) return;
        skippedName = ended.written;
        skip(selfClosing);
        return;
      }
    }
    adopt(ended, start);
    if (selfClosing && root !== element) nesting.close();
    if (expansion.isOver) overLimit("expanded");
    else markWhole(selfClosing ? start : -1, textEnd);
  }

  /** An element whose tag is whole comes into the drawing; false when it may not. */
  function begin(of: Tag, cut: boolean): boolean {
    const { element, rule } = of;
    if (!place(of)) return false;
    setWaiting(of);
    if (root === element) settleRoot(element, context);
    else if (!opening.settle(element, rule)) return false;
    if (cut && rule.grows && !isInked(element)) element.attributes.visibility = "hidden";
    operations.push({
      op: "open",
      node: element.node,
      parent: parentOf(element),
      name: element.name,
      // The root's canvas may only be known at the end.
      attributes: root === element ? { ...element.attributes } : element.attributes,
    });
    return true;
  }

  /** What was told of an element becomes part of the tree. */
  function adopt({ element, rule, written, column }: Tag, start: number): void {
    count += 1;
    if (rule.kind === "shape" || rule.kind === "text") painted += 1;
    element.parent?.children.push(element);
    nesting.open({
      element,
      rule,
      written,
      column,
      start,
      hasDeeper: false,
      isInked: element.parent !== null && isInked(element),
      isOwner: element.parent !== null && element.attributes.id !== undefined,
      sheet: rule.name === "style" ? createSheet(context) : null,
      words: 0,
    });
  }

  /** An outline whose paint was cut off would be a black blot. */
  function hide({ node, attributes }: SvgElement): void {
    attributes.visibility = "hidden";
    operations.push({ op: "attr", node, name: "visibility", value: "hidden" });
  }

  /** Whether the root was only a mention of `<svg>` in prose: it has nothing, and a drawing begins in it. */
  const isMention = ({ attributes, children }: SvgElement) =>
    children.length === 0 && attributes.viewBox === undefined && attributes.width === undefined;

  const parentOf = (element: SvgElement) => element.parent?.node ?? null;

  /** Whether an element whose tag was cut off is kept: with its outline whole, unpainted at worst, or with its paint. */
  const mayStayCut = (of: Tag) =>
    (of.rule.grows !== undefined && isWaiting(of, of.rule.grows)) ||
    of.waiting.some((name, index) => index % 2 === 0 && INK.has(name));

  function isInked({ attributes }: SvgElement): boolean {
    if (nesting.top?.isInked) return true;
    return (
      attributes.fill !== undefined ||
      attributes.stroke !== undefined ||
      attributes.class !== undefined ||
      attributes.style !== undefined
    );
  }

  /** Passes over the element whose tag has just ended, with all that is in it. */
  function skip(selfClosing: boolean): void {
    if (selfClosing || skipped.length >= DEEPEST_SKIP) return;
    skipped.push(skippedName);
    if (/^(?:svg:)?script$/i.test(skippedName)) tokenizer.skipTo(skippedName);
  }

  function closingTag(written: string, column: number, textEnd: number): void {
    if (isOver) return;
    if (skipped.length > 0) {
      const index = skipped.lastIndexOf(written);
      if (index >= 0) {
        skipped.length = index;
        if (index === 0) markWhole(-1, textEnd);
        return;
      }
      if (written === "br" || findRule(written) === undefined) return;
      skipped.length = 0;
    }
    const closed = nesting.closeBy(written, written === "" ? nesting.top?.rule : findRule(written), column);
    if (nesting.depth === 0 && root) {
      isComplete = true;
      wholeEnd = textEnd;
      open = [];
      stop();
    } else markWhole(closed?.start ?? -1, textEnd);
  }

  /** The text is whole up to here: a drawing that breaks off later can be continued from here. */
  function markWhole(start: number, textEnd: number): void {
    const kind = nesting.top?.rule.kind;
    if (textEnd < 0 || kind === "text" || kind === "span" || kind === "words" || skipped.length > 0) return;
    wholeEnd = textEnd;
    lastStart = start;
    open = nesting.names();
  }

  function addText(text: string): void {
    const frame = nesting.top;
    if (isOver || skipped.length > 0 || !frame) return;
    const { kind } = frame.rule;
    if (kind !== "text" && kind !== "span" && kind !== "words") return;
    const clean = cleanText(text);
    const room = limits.attribute - frame.words;
    frame.words += clean.length;
    const kept = clean.length > room ? clean.slice(0, room).toWellFormed() : clean;
    if (frame.sheet) addRules(frame, frame.sheet.push(kept));
    else if (kept !== "") say(frame.element, kept);
    if (clean.length > room) overLimit("attribute");
  }

  function say(element: SvgElement, text: string): void {
    const last = element.children.length - 1;
    if (typeof element.children[last] === "string") element.children[last] += text;
    else element.children.push(text);
    operations.push({ op: "text", node: element.node, text });
  }

  function addRules({ element }: Frame, rules: readonly SheetRule[]): void {
    for (const rule of rules) {
      element.rules ??= [];
      element.rules.push(rule);
      say(element, serialiseRule(rule));
    }
  }

  /** An element is over: with its closing tag or without. */
  function over(frame: Frame): void {
    if (frame.sheet) addRules(frame, frame.sheet.finish());
    if (frame.isOwner) expansion.leave();
    operations.push({ op: "close", node: frame.element.node });
  }

  function stop(): void {
    const viewBox = root && missingViewBox(root);
    if (root && viewBox) {
      root.attributes.viewBox = viewBox;
      operations.push({ op: "attr", node: root.node, name: "viewBox", value: viewBox });
      ledger.repair("missing-view-box");
    }
    while (nesting.depth > 0) nesting.close();
    isOver = true;
    tokenizer.stop();
  }

  function end(isCut: boolean): void {
    if (isOver) return;
    if (isCut) tokenizer.finish();
    if (isOver) return;
    if (root) ledger.repair("cut-off");
    stop();
  }

  function overLimit(name: LimitName): false {
    if (isOver) return false;
    limit = name;
    if (tag?.growth?.isOpen) {
      if (!isInked(tag.element)) hide(tag.element);
      opening.settle(tag.element, tag.rule);
      adopt(tag, -1);
      tag = null;
    }
    stop();
    return false;
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
    take() {
      const taken = operations;
      operations = [];
      return taken;
    },
    get root() {
      return root;
    },
    get isOver() {
      return isOver;
    },
    get isComplete() {
      return isComplete;
    },
    get limit() {
      return limit;
    },
    get realStart() {
      return realStart;
    },
    get painted() {
      return painted;
    },
    get source() {
      return source;
    },
    ledger,
    whole() {
      const start = lastStart >= 0 ? lastStart : source.lastIndexOf("<", wholeEnd - 1);
      return {
        text: source.slice(0, wholeEnd),
        lastElement: source.slice(Math.max(0, start), wholeEnd),
        open,
      };
    },
  };
}

const INK = new Set(["fill", "stroke", "class", "style"]);
