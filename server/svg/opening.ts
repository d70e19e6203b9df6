import { findAttribute } from "./attributes.ts";
import { cleanStyle } from "./css/declarations.ts";
import type { ElementRule } from "./elements.ts";
import type { Expansion } from "./expansion.ts";
import type { CheckContext } from "./ledger.ts";
import { meantAttribute } from "./names.ts";
import type { SvgElement } from "./tree.ts";
import { checkAnimation } from "./values/animation.ts";

/** Checks what stands in a tag, and gives it to the element. */
export interface Opening {
  /** The allowed name of an attribute: itself, or what it was meant to be. */
  nameOf(written: string): string | undefined;
  /** One attribute as it was written: dropped, or set in its final form. A name that is there already stays. */
  set(element: SvgElement, written: string, value: string): void;
  /** When the tag is over: whether the element may stay. */
  settle(element: SvgElement, rule: ElementRule): boolean;
}

/** What paints with, or through, another element of the drawing. */
const REFERENCE = /url\(\s*["']?#([^"')\s]+)/g;
const BRINGS_FORTH = new Set(["use", "pattern", "feImage"]);

/** `url(#id)` and nothing else: what most references are. */
const isOneReference = (value: string) =>
  value.startsWith("url(#") && value.indexOf(")") === value.length - 1 && !/["'\s]/.test(value);

export function createOpening(context: CheckContext, expansion: Expansion): Opening {
  const ids = new Set<string>();

  function setStyle(element: SvgElement, value: string): void {
    const style = cleanStyle(value, context);
    if (!style) return;
    if (!refers(element.name, "style", style.text)) {
      context.drop("reference style");
      return;
    }
    element.attributes.style = style.text;
    element.declarations = style.declarations;
  }

  /** Counts what a value refers to. False when that leads back to where it stands. */
  function refers(element: string, name: string, value: string): boolean {
    if (name === "href") return !BRINGS_FORTH.has(element) || expansion.refer(value.slice(1));
    if (!value.includes("url(")) return true;
    if (isOneReference(value)) return expansion.refer(value.slice(5, -1));
    for (const [, id = ""] of value.matchAll(REFERENCE)) if (!expansion.refer(id)) return false;
    return true;
  }

  return {
    nameOf: (written) => findAttribute(written)?.name ?? meantAttribute(written),
    set(element, written, value) {
      let rule = findAttribute(written);
      if (!rule) {
        if (written === "xmlns" || written.startsWith("xmlns:")) return;
        const meant = meantAttribute(written);
        rule = meant === undefined ? undefined : findAttribute(meant);
        if (!rule) {
          context.drop(`attribute ${written}`);
          return;
        }
        context.repair("misspelt-attribute");
      }
      const { name } = rule;
      if (element.attributes[name] !== undefined) {
        context.drop(`repeated ${name}`);
        return;
      }
      if (name === "style") {
        setStyle(element, value);
        return;
      }
      const clean = rule.check(value, context, element.name);
      if (clean === undefined) return;
      if (name === "id") {
        if (ids.has(clean)) {
          context.repair("duplicate-id");
          return;
        }
        ids.add(clean);
      }
      if (refers(element.name, name, clean)) element.attributes[name] = clean;
      else context.drop(`reference ${name}`);
    },
    settle(element, rule) {
      if (rule.kind === "animation" || rule.kind === "motion")
        return checkAnimation(rule.name, element.attributes, context);
      if (rule.name === "image" && element.attributes.href === undefined) return false;
      const id = element.attributes.id;
      if (id !== undefined) expansion.enter(id, rule.kind === "gradient");
      if (rule.kind !== "words" && rule.kind !== "stop") expansion.element();
      return true;
    },
  };
}
