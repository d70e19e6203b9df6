import { type SvgElement, walk } from "../tree.ts";

/** In a drawing with more kinds of arrows than this, the others stay as they are. */
const MOST_COPIES = 100;
const CONTEXT = /^context-(fill|stroke)$/;

/** What an element that bears markers is painted with. */
export interface Paints {
  fill: string;
  stroke: string;
}

/**
 * Markers as every program understands them. `context-fill` and `context-stroke` mean the paint of whatever bears the
 * marker: each paint gets a copy of its own. `auto-start-reverse` becomes `auto`, with a turned copy for beginnings.
 * @param bearers the elements of the drawing `root`, with what each is painted with
 */
export function settleMarkers(root: SvgElement, bearers: Iterable<readonly [SvgElement, Paints]>): void {
  const markers = new Map<string, Marker>();
  for (const element of walk(root))
    if (element.name === "marker" && element.attributes.id !== undefined)
      markers.set(element.attributes.id, {
        element,
        asks: asksForContext(element),
        turns: element.attributes.orient === "auto-start-reverse",
      });
  if (markers.size === 0) return;
  const copies = new Map<string, SvgElement>();
  for (const [{ attributes }, paints] of bearers)
    for (const place of ["marker-start", "marker-mid", "marker-end"]) {
      const id = /^url\(\s*["']?#([^"')\s]+)/.exec(attributes[place] ?? "")?.[1];
      const marker = id === undefined ? undefined : markers.get(id);
      if (!marker) continue;
      const isTurned = marker.turns && place === "marker-start";
      if (!marker.asks && !isTurned) continue;
      const key = JSON.stringify([id, isTurned, marker.asks && paints]);
      const copy = copies.get(key) ?? copyOf(marker.element, paints, isTurned);
      if (!copies.has(key)) {
        if (copies.size >= MOST_COPIES) continue;
        copy.attributes.id = `${id}-of-${copies.size + 1}`;
        copies.set(key, copy);
      }
      attributes[place] = `url(#${copy.attributes.id})`;
    }
  for (const { element, turns } of markers.values()) if (turns) element.attributes.orient = "auto";
  if (copies.size === 0) return;
  const defs: SvgElement = {
    node: 0,
    name: "defs",
    attributes: {},
    children: [...copies.values()],
    parent: root,
  };
  for (const copy of copies.values()) copy.parent = defs;
  root.children.push(defs);
}

interface Marker {
  element: SvgElement;
  /** It asks for the paint of its bearer. */
  asks: boolean;
  /** It points backwards where it begins a line. */
  turns: boolean;
}

function asksForContext(marker: SvgElement): boolean {
  for (const { attributes } of walk(marker))
    if (CONTEXT.test(attributes.fill ?? "") || CONTEXT.test(attributes.stroke ?? "")) return true;
  return false;
}

function copyOf(marker: SvgElement, paints: Paints, isTurned: boolean): SvgElement {
  const copy = painted(marker, paints, null);
  const { attributes } = copy;
  if (attributes.orient === "auto-start-reverse") attributes.orient = "auto";
  if (!isTurned) return copy;
  // Turned around the point that stands on the line; the frame of the marker is not turned with it, so it may not clip.
  const transform = `rotate(180 ${Number(attributes.refX) || 0} ${Number(attributes.refY) || 0})`;
  const turned: SvgElement = {
    node: 0,
    name: "g",
    attributes: { transform },
    children: copy.children,
    parent: copy,
  };
  attributes.overflow = "visible";
  copy.children = [turned];
  return copy;
}

function painted(element: SvgElement, paints: Paints, parent: SvgElement | null): SvgElement {
  const attributes = { ...element.attributes };
  // The copy gets an id; what is in it has none: nothing can refer to it there.
  delete attributes.id;
  for (const name of ["fill", "stroke"] as const) {
    const context = CONTEXT.exec(attributes[name] ?? "")?.[1];
    if (context === "fill" || context === "stroke") attributes[name] = paints[context];
  }
  const copy: SvgElement = { node: 0, name: element.name, attributes, children: [], parent };
  copy.children = element.children.map((child) =>
    typeof child === "string" ? child : painted(child, paints, copy),
  );
  return copy;
}
