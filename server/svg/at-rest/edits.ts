import type { Declaration } from "../css/rules.ts";
import type { SvgElement } from "../tree.ts";

/** What is to be other than in the tree, by element. */
export interface Edits {
  attributes: Map<SvgElement, Map<string, string>>;
  declarations: Map<SvgElement, readonly Declaration[]>;
}

/** None yet. */
export function createEdits(): Edits {
  return { attributes: new Map(), declarations: new Map() };
}

/** Sets an attribute in the edits. */
export function editAttribute(edits: Edits, element: SvgElement, name: string, value: string): void {
  const own = edits.attributes.get(element);
  if (own) own.set(name, value);
  else edits.attributes.set(element, new Map([[name, value]]));
}

/** The declarations of an element's `style`, with the edits so far. */
export function declarationsOf(edits: Edits, element: SvgElement): readonly Declaration[] {
  return edits.declarations.get(element) ?? element.declarations ?? [];
}

/**
 * Declarations with others set: each takes the place of the present ones of its property and stands at the end.
 * A present one that is important stays: neither SMIL nor a CSS animation wins over it.
 */
export function withValues(
  declarations: readonly Declaration[],
  values: ReadonlyMap<string, string>,
  important: boolean,
): Declaration[] {
  const held = new Set<string>();
  for (const declaration of declarations) if (declaration.important) held.add(declaration.property);
  const result = declarations.filter(({ property }) => held.has(property) || !values.has(property));
  for (const [property, value] of values)
    if (!held.has(property)) result.push({ property, value, important });
  return result;
}

/** Properties whose values in CSS are not written as those of the attributes are. */
const OF_CSS: ReadonlySet<string> = new Set(["d", "scale", "transform"]);

/** Sets a value of CSS on one element: as an attribute when nothing else says something about the property. */
export function placeCssValue(
  edits: Edits,
  element: SvgElement,
  property: string,
  value: string,
  inSheets: boolean,
): void {
  const declarations = declarationsOf(edits, element);
  if (
    !inSheets &&
    !OF_CSS.has(property) &&
    !declarations.some((declaration) => declaration.property === property)
  ) {
    editAttribute(edits, element, property, value);
  } else {
    edits.declarations.set(element, withValues(declarations, new Map([[property, value]]), false));
  }
}
