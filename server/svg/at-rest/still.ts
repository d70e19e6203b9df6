import { serialiseDeclarations } from "../css/declarations.ts";
import type { SheetRule } from "../css/rules.ts";
import { serialiseRule } from "../css/sheet.ts";
import { isAnimation } from "../elements.ts";
import { type SvgElement, walk } from "../tree.ts";
import { type Bases, createBases } from "./bases.ts";
import { isOfMotion } from "./css-animations.ts";
import { createCssEnds, sharedDeclarations } from "./css-end.ts";
import { createEdits, declarationsOf, type Edits, placeCssValue } from "./edits.ts";
import { readKeyframes } from "./keyframes.ts";
import { applySmilEnds } from "./smil-end.ts";

/** What there is in a tree that a still must look at. */
interface Findings {
  animations: SvgElement[];
  byId: Map<string, SvgElement>;
  sheets: SvgElement[];
  rules: SheetRule[];
  /** Elements whose own `style` says something about motion. */
  styled: SvgElement[];
}

/**
 * The drawing without its animations, with what they end in: for pictures, thumbnails and reduced motion. (A
 * shape that fades in, or a line that draws itself, is otherwise invisible there.)
 *
 * - **What holds its end** gives its end value: SMIL with `fill="freeze"`, a `set` without an end, CSS that fills
 *   forwards. Later ones go over earlier ones, `additive="sum"` adds.
 * - **What does not** (loops, circles of animations that start each other, effects that go away) leaves the base
 *   as it is. But when the base hides the shape (`opacity` 0, `visibility`, `display`, a radius or a size or a
 *   scale of 0, a line moved along by its dash length) and a keyframe shows it, the most visible one counts.
 *   SMIL that waits for an event never began.
 * - **SMIL** values become attributes, or `style` declarations where CSS sets the same property. A transform
 *   replaces the element's or is appended; a motion along a path becomes a translation to its end, without turn.
 * - **CSS** values are put at the end of the block that asks for the animation, in place of its own. They are
 *   important, because an animation wins over every normal declaration, wherever it stands; important
 *   declarations of the block win over it and stay. Elements that something else than the block hides get the
 *   value that shows them themselves: some programs do not know `!important`, or geometry in CSS. Animations,
 *   transitions and keyframes go from all sheets; rules for `prefers-reduced-motion: reduce` are left alone. Which
 *   rules apply to an element is not fully worked out: bases are looked up by single ids, classes and types.
 *
 * The tree given is not changed, and is given back as it is when nothing in it moves; else every element is new,
 * with the numbers of the old. Linear in the tree; a still is longer than its drawing by at most 20,000 values.
 */
export function stillOf(root: SvgElement): SvgElement {
  const { animations, byId, sheets, rules, styled } = find(root);
  const bases = createBases(root, rules);
  const edits = createEdits();
  if (animations.length > 0) applySmilEnds(animations, byId, bases, edits);
  const stillSheets = applyCssEnds(sheets, rules, styled, bases, edits);
  const moves = animations.length + styled.length + stillSheets.size > 0;
  return moves ? rebuild(root, edits, stillSheets) : root;
}

function find(root: SvgElement): Findings {
  const found: Findings = { animations: [], byId: new Map(), sheets: [], rules: [], styled: [] };
  for (const element of walk(root)) {
    const { id } = element.attributes;
    if (id !== undefined && !found.byId.has(id)) found.byId.set(id, element);
    if (isAnimation(element.name) && element !== root) found.animations.push(element);
    if (element.rules) {
      found.sheets.push(element);
      for (const rule of element.rules) found.rules.push(rule);
    }
    if (element.declarations?.some(({ property }) => isOfMotion(property))) found.styled.push(element);
  }
  return found;
}

/** Gives the sheets that change; those that are left without rules are empty. */
function applyCssEnds(
  sheets: readonly SvgElement[],
  rules: readonly SheetRule[],
  styled: readonly SvgElement[],
  bases: Bases,
  edits: Edits,
): Map<SvgElement, readonly SheetRule[]> {
  const ends = createCssEnds(readKeyframes(rules), sharedDeclarations(rules));
  for (const element of styled) {
    const declarations = ends.still(declarationsOf(edits, element), (property) =>
      bases.ofElement(element, property),
    );
    edits.declarations.set(element, declarations);
  }
  const changed = new Map<SvgElement, readonly SheetRule[]>();
  for (const sheet of sheets) {
    const before = sheet.rules ?? [];
    const after = ends.stillRules(before, (rule, property, value) => {
      for (const element of bases.hiddenElements(rule, property)) {
        placeCssValue(edits, element, property, value, bases.isInSheets(property));
      }
    });
    if (after !== before || after.length === 0) changed.set(sheet, after);
  }
  return changed;
}

/** A new tree with the edits, without animations and empty sheets. */
function rebuild(
  root: SvgElement,
  edits: Edits,
  sheets: ReadonlyMap<SvgElement, readonly SheetRule[]>,
): SvgElement {
  const first = edited(root, null, edits, sheets);
  const waiting: [from: SvgElement, to: SvgElement][] = [[root, first]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [from, to] = next;
    if (sheets.has(from)) continue;
    for (const child of from.children) {
      if (typeof child === "string") {
        to.children.push(child);
        continue;
      }
      if (isAnimation(child.name) || sheets.get(child)?.length === 0) continue;
      const copy = edited(child, to, edits, sheets);
      to.children.push(copy);
      waiting.push([child, copy]);
    }
  }
  return first;
}

/** One element without its children; a changed sheet has its text. */
function edited(
  element: SvgElement,
  parent: SvgElement | null,
  edits: Edits,
  sheets: ReadonlyMap<SvgElement, readonly SheetRule[]>,
): SvgElement {
  const copy: SvgElement = { ...element, children: [], parent };
  const attributes = edits.attributes.get(element);
  const declarations = edits.declarations.get(element);
  if (attributes || declarations) copy.attributes = { ...element.attributes };
  if (attributes) for (const [name, value] of attributes) copy.attributes[name] = value;
  if (declarations && declarations.length > 0) {
    copy.declarations = declarations;
    copy.attributes.style = serialiseDeclarations(declarations);
  } else if (declarations) {
    delete copy.declarations;
    delete copy.attributes.style;
  }
  const rules = sheets.get(element);
  if (rules) {
    copy.rules = [...rules];
    copy.children.push(rules.map(serialiseRule).join("\n"));
  }
  return copy;
}
