import { missingViewBox } from "./canvas.ts";
import { cleanText } from "./characters.ts";
import { createCharges, type Inherited } from "./charges.ts";
import type { SheetRule } from "./css/rules.ts";
import { createSheet, serialiseRule } from "./css/sheet.ts";
import type { ElementRule } from "./elements.ts";
import type { Expansion } from "./expansion.ts";
import { createInstances } from "./instances.ts";
import type { CheckContext } from "./ledger.ts";
import type { LimitName } from "./limits.ts";
import { createNesting, type Frame, type Nesting } from "./nesting.ts";
import type { SvgOperation } from "./operations.ts";
import { INK, type Tag } from "./tag.ts";
import type { SvgElement } from "./tree.ts";

/** The tree of a drawing as it grows, and each step of it as an operation. */
export interface Builder {
  root(): SvgElement | null;
  /** Shapes and texts in it. */
  painted(): number;
  readonly nesting: Nesting;
  /** The operations since the last call. */
  take(): SvgOperation[];
  /** Makes room for an element, and gives it its number and its parent. False when it has no place, or is over a limit. */
  place(element: SvgElement, rule: ElementRule, column: number): boolean;
  /** Counts what a placed element costs, now that its attributes are known. */
  charge(element: SvgElement, rule: ElementRule, mayRefer: boolean): void;
  /** Tells that an element has begun. */
  open(element: SvgElement, isGrowing: boolean): void;
  set(element: SvgElement, name: string, value: string): void;
  append(element: SvgElement, name: string, more: string): void;
  /** The element of a tag, which was told, becomes part of the tree, and what comes next is in it. */
  adopt(tag: Tag, start: number): void;
  /** Whether how an element is painted is known: by itself or by a group around it. */
  isInked(element: SvgElement): boolean;
  /** Text where it may stand; elsewhere it is passed over. */
  addText(text: string): void;
  /** Closes what is open. `isBroken` when the text broke off in it. */
  closeAll(isBroken: boolean): void;
}

/** @param overLimit is told when a limit is reached: nothing is added after that. */
export function createBuilder(
  context: CheckContext,
  expansion: Expansion,
  overLimit: (name: LimitName) => void,
): Builder {
  const { limits } = context;
  const nesting = createNesting(over, context.repair);
  const charges = createCharges(expansion);
  /** What the next element inherits, and what the present tag adds to that for those in it. */
  let inherited: readonly Inherited[] = [];
  let added: readonly Inherited[] = [];
  const instances = createInstances(context, set);
  let operations: SvgOperation[] = [];
  let root: SvgElement | null = null;
  let count = 0;
  let painted = 0;
  let primitives = 0;
  let isBreakingOff = false;

  function limitOf(rule: ElementRule): LimitName | null {
    if (count >= limits.elements) return "elements";
    if (nesting.depth() >= limits.depth) return "depth";
    if (rule.kind !== "primitive") return null;
    primitives += 1;
    return primitives > limits.filterPrimitives ? "filterPrimitives" : null;
  }

  function isInked(element: SvgElement): boolean {
    for (let at: SvgElement | null = element; at?.parent; at = at.parent) {
      for (const name in at.attributes) if (INK.has(name)) return true;
    }
    return false;
  }

  function set({ node, attributes }: SvgElement, name: string, value: string): void {
    attributes[name] = value;
    operations.push({ op: "attr", node, name, value });
  }

  function say(element: SvgElement, text: string): void {
    const last = element.children.length - 1;
    if (typeof element.children[last] === "string") element.children[last] += text;
    else element.children.push(text);
    const before = operations[operations.length - 1];
    if (before?.op === "text" && before.node === element.node) before.text += text;
    else operations.push({ op: "text", node: element.node, text });
  }

  function addRules({ element }: Frame, rules: readonly SheetRule[]): void {
    for (const rule of rules) {
      if (root) charges.rule(root, rule);
      if (expansion.isOver()) {
        overLimit("expanded");
        return;
      }
      element.rules ??= [];
      element.rules.push(rule);
      say(element, serialiseRule(rule));
    }
  }

  function over(frame: Frame): void {
    if (frame.sheet) addRules(frame, frame.sheet.finish(!isBreakingOff));
    if (frame.isOwner) expansion.leave();
    if (frame.inherited > 0) inherited = inherited.slice(0, -frame.inherited);
    operations.push({ op: "close", node: frame.element.node });
  }

  return {
    root: () => root,
    painted: () => painted,
    nesting,
    take() {
      const taken = operations;
      operations = [];
      return taken;
    },
    place(element, rule, column) {
      if (root === null) root = element;
      else {
        if (!nesting.makeRoom(rule, column)) {
          context.drop(`element ${rule.name}`);
          return false;
        }
        const limit = limitOf(rule);
        if (limit) {
          overLimit(limit);
          return false;
        }
        element.parent = nesting.top()?.element ?? null;
      }
      element.node = count;
      return true;
    },
    charge(element, rule, mayRefer) {
      if (element.parent && element.attributes.id !== undefined) {
        expansion.enter(element.attributes.id, rule.kind === "gradient");
      }
      added = charges.element(element, rule, inherited, mayRefer);
    },
    open(element, isGrowing) {
      const { node, name, parent } = element;
      // What may still change is copied: the root's canvas may only be known at the end.
      const attributes = isGrowing || parent === null ? { ...element.attributes } : element.attributes;
      const operation: SvgOperation = { op: "open", node, parent: parent?.node ?? null, name, attributes };
      if (isGrowing) operation.growing = true;
      operations.push(operation);
    },
    set,
    append({ node, attributes }, name, more) {
      attributes[name] = (attributes[name] ?? "") + more;
      operations.push({ op: "attr", node, name, value: more, append: true });
    },
    adopt({ element, rule, written, column }, start) {
      const isRoot = element.parent === null;
      count += 1;
      if (rule.kind === "shape" || rule.kind === "text") painted += 1;
      element.parent?.children.push(element);
      const isOwner = !isRoot && element.attributes.id !== undefined;
      const isInstance = isOwner || nesting.top()?.isInstance === true;
      if (added.length > 0) inherited = inherited.concat(added);
      if (root) instances.adopted(root, element, rule, isInstance);
      nesting.open({
        element,
        rule,
        written,
        column,
        start,
        hasDeeper: false,
        isOwner,
        inherited: added.length,
        isInstance,
        sheet: rule.name === "style" ? createSheet(context) : null,
        words: 0,
      });
    },
    isInked,
    addText(text) {
      const frame = nesting.top();
      const kind = frame?.rule.kind;
      if (!frame || (kind !== "text" && kind !== "span" && kind !== "words")) return;
      const clean = cleanText(text);
      const room = limits.attribute - frame.words;
      frame.words += clean.length;
      const kept = clean.length > room ? clean.slice(0, room).toWellFormed() : clean;
      if (frame.sheet) addRules(frame, frame.sheet.push(kept));
      else if (kept !== "") say(frame.element, kept);
      if (clean.length > room) overLimit("attribute");
    },
    closeAll(isBroken) {
      isBreakingOff = isBroken;
      const viewBox = root && missingViewBox(root);
      if (root && viewBox) {
        set(root, "viewBox", viewBox);
        context.repair("missing-view-box");
      }
      while (nesting.depth() > 0) nesting.close();
    },
  };
}
