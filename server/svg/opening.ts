import { findAttribute } from "./attributes.ts";
import { INHERITED, isContainer } from "./charges.ts";
import { cleanStyle } from "./css/declarations.ts";
import type { ElementRule } from "./elements.ts";
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
  /** Whether an attribute that was set since the last call may refer to something: most elements have none. */
  takeMayRefer(): boolean;
  /** When the tag is over: whether the element may stay. */
  settle(element: SvgElement, rule: ElementRule): boolean;
}

/** Nearly all references begin with `url(`. */
const LETTER_U = 117;
/** Attributes whose values may refer without that beginning, or cost without a reference. */
const MAY_REFER: ReadonlySet<string> = new Set(["href", "filter", "mask", "from", "to", "by", "values"]);

/**
 * Whether an animation paints something with a reference where that cannot be counted: in all that is in a group, or
 * in an element elsewhere.
 */
function paintsUnseen({ attributes, parent }: SvgElement): boolean {
  const { attributeName = "", href, from, to, by, values } = attributes;
  if (![from, to, by, values].some((value) => value?.includes("url("))) return false;
  return href !== undefined || (INHERITED.has(attributeName) && parent !== null && isContainer(parent));
}

/** For the tags of one drawing: ids are told apart in all of it. */
export function createOpening(context: CheckContext): Opening {
  const ids = new Set<string>();
  let mayRefer = false;

  function setStyle(element: SvgElement, value: string): void {
    const style = cleanStyle(value, context);
    if (!style) return;
    element.attributes.style = style.text;
    element.declarations = style.declarations;
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
      element.attributes[name] = clean;
      if (clean.charCodeAt(0) === LETTER_U || MAY_REFER.has(name)) mayRefer = true;
    },
    takeMayRefer() {
      const may = mayRefer;
      mayRefer = false;
      return may;
    },
    settle(element, rule) {
      if (rule.kind === "animation" || rule.kind === "motion") {
        if (!checkAnimation(rule.name, element.attributes, context)) return false;
        if (!paintsUnseen(element)) return true;
        context.drop(`animation ${element.attributes.attributeName ?? ""}`);
        return false;
      }
      return rule.name !== "image" || element.attributes.href !== undefined;
    },
  };
}
