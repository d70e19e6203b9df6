import { type ElementRule, findElement } from "./elements.ts";
import { instanceClass } from "./ids.ts";
import type { CheckContext } from "./ledger.ts";
import { type SvgElement, walk } from "./tree.ts";

/**
 * Gives what a `use` may bring forth (elements with an id, and what is in them) the class that rules of sheets find it
 * by. Only in a drawing with both a sheet and a `use`: from where the second of them comes, with all that came before.
 */
export interface Instances {
  /** An element became part of the tree; `isInstance` when a `use` may bring it forth. */
  adopted(root: SvgElement, element: SvgElement, rule: ElementRule, isInstance: boolean): void;
}

/** @param set changes an attribute of an element that was told. */
export function createInstances(
  { idPrefix, limits }: CheckContext,
  set: (element: SvgElement, name: string, value: string) => void,
): Instances {
  const name = instanceClass(idPrefix);
  let hasSheet = false;
  let hasUse = false;
  let isOn = false;

  function mark(element: SvgElement): void {
    const written = element.attributes.class;
    if (written?.split(/\s+/).includes(name)) return;
    const marked = written === undefined ? name : `${written} ${name}`;
    if (marked.length > limits.attribute) return;
    // What was told stays as it was.
    element.attributes = { ...element.attributes };
    set(element, "class", marked);
  }

  function markAll(root: SvgElement): void {
    const found = new Set<SvgElement>();
    for (const element of walk(root)) {
      if (element.parent === null) continue;
      if (element.attributes.id === undefined && !found.has(element.parent)) continue;
      found.add(element);
      const rule = findElement(element.name);
      if (rule && isStyled(rule)) mark(element);
    }
  }

  return {
    adopted(root, element, rule, isInstance) {
      if (isOn) {
        if (isInstance && isStyled(rule)) mark(element);
        return;
      }
      if (rule.name === "style") hasSheet = true;
      else if (rule.name === "use") hasUse = true;
      else return;
      isOn = hasSheet && hasUse;
      if (isOn) markAll(root);
    },
  };
}

/** Whether rules of sheets may change how an element of this kind looks when a `use` brings it forth. */
const isStyled = ({ kind }: ElementRule) =>
  kind === "shape" || kind === "container" || kind === "text" || kind === "span";
