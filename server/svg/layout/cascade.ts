import type { SvgElement } from "../tree.ts";
import { declare, isLaidOutAttribute } from "./properties.ts";
import { type RuleIndex, rulesFor } from "./rule-index.ts";
import { inheritStyle, type Style } from "./style.ts";

/** More custom properties than this are not kept on one element. */
const CUSTOM = 200;

/**
 * The style of `element` under a parent with style `parent`: presentation attributes, then the rules that match by
 * specificity and place, then the `style` attribute, and whatever is important once more after all of them
 * (CSS Cascade 4, without layers and origins: the drawing has one author).
 */
export function styleOf(element: SvgElement, parent: Style, index: RuleIndex): Style {
  const style = inheritStyle(parent);
  const { attributes } = element;
  const rules = rulesFor(index, element);
  if ((index.hasCustom && rules.length > 0) || element.declarations !== undefined)
    collectCustom(style, element, rules);
  // The size first: other lengths are relative to it.
  const size = attributes["font-size"];
  if (size !== undefined) put(style, "font-size", size, parent);
  for (const name in attributes) {
    if (name === "font-size" || !isLaidOutAttribute(name)) continue;
    const value = attributes[name];
    if (value !== undefined) put(style, name, value, parent);
  }
  if (rules.length === 0 && element.declarations === undefined) return style;
  let important = false;
  for (const rule of rules) important = putAll(style, rule.declarations, false, parent) || important;
  if (element.declarations) important = putAll(style, element.declarations, false, parent) || important;
  if (important) {
    for (const rule of rules) putAll(style, rule.declarations, true, parent);
    if (element.declarations) putAll(style, element.declarations, true, parent);
  }
  return style;
}

type Declarations = NonNullable<SvgElement["declarations"]>;
type Rules = readonly { declarations: Declarations }[];

/** Sets the important ones or the others; whether there are some of the other kind. */
function putAll(style: Style, declarations: Declarations, important: boolean, parent: Style): boolean {
  let others = false;
  for (const declaration of declarations) {
    if (declaration.important === important) put(style, declaration.property, declaration.value, parent);
    else others = true;
  }
  return others;
}

function put(style: Style, property: string, value: string, parent: Style): void {
  if (value.indexOf("var(") < 0) declare(style, property, value, parent);
  else {
    const resolved = resolveVariables(value, style.custom);
    if (resolved !== null) declare(style, property, resolved, parent);
  }
}

function collectCustom(style: Style, element: SvgElement, rules: Rules): void {
  let custom: Map<string, string> | null = null;
  const add = (declarations: Declarations, important: boolean) => {
    for (const declaration of declarations) {
      const { property } = declaration;
      if (declaration.important !== important || !isCustom(property)) continue;
      custom ??= new Map(style.custom);
      if (custom.has(property) || custom.size < CUSTOM) custom.set(property, declaration.value);
    }
  };
  for (const rule of rules) add(rule.declarations, false);
  if (element.declarations) add(element.declarations, false);
  for (const rule of rules) add(rule.declarations, true);
  if (element.declarations) add(element.declarations, true);
  if (custom !== null) style.custom = custom;
}

function isCustom(property: string): boolean {
  return property.charCodeAt(0) === 45 && property.charCodeAt(1) === 45;
}

/** Variables in variables are followed this far. */
const ROUNDS = 5;
const LONGEST = 1000;

/** `value` with its variables put in: `null` when one is unknown and has no fallback. */
export function resolveVariables(value: string, custom: ReadonlyMap<string, string> | null): string | null {
  let text = value;
  for (let round = 0; round < ROUNDS; round += 1) {
    // The last one first: what is inside another's fallback.
    const start = text.lastIndexOf("var(");
    if (start < 0) return text;
    const end = closingBracket(text, start + 4);
    if (end < 0) return null;
    const inner = text.slice(start + 4, end);
    const comma = inner.indexOf(",");
    const name = (comma < 0 ? inner : inner.slice(0, comma)).trim();
    const replaced = custom?.get(name) ?? (comma < 0 ? null : inner.slice(comma + 1).trim());
    if (replaced === null) return null;
    text = text.slice(0, start) + replaced + text.slice(end + 1);
    if (text.length > LONGEST) return null;
  }
  return null;
}

/** Where the bracket that was opened before `from` closes; -1 when it does not. */
function closingBracket(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 40) depth += 1;
    else if (code === 41 && --depth === 0) return at;
  }
  return -1;
}
