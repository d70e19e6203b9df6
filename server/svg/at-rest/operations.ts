import type { SvgOperation } from "../operations.ts";
import type { SvgElement } from "../tree.ts";

/**
 * The canonical operations of a tree: for each element in document order its `open` with all attributes, its text
 * and its elements in their places, its `close`. Neighbouring text is one operation; empty text is none. The
 * attributes are those of the tree, not a copy.
 */
export function toOperations(root: SvgElement): SvgOperation[] {
  const operations: SvgOperation[] = [];
  const ancestors: SvgElement[] = [];
  const places: number[] = [];
  let element = root;
  let place = 0;
  operations.push(open(root, null));
  while (true) {
    const child = element.children[place];
    place += 1;
    if (typeof child === "string") {
      const last = operations.at(-1);
      if (last?.op === "text" && last.node === element.node) last.text += child;
      else if (child !== "") operations.push({ op: "text", node: element.node, text: child });
    } else if (child !== undefined) {
      operations.push(open(child, element.node));
      ancestors.push(element);
      places.push(place);
      element = child;
      place = 0;
    } else {
      operations.push({ op: "close", node: element.node });
      const parent = ancestors.pop();
      if (parent === undefined) return operations;
      element = parent;
      place = places.pop() ?? 0;
    }
  }
}

function open(element: SvgElement, parent: number | null): SvgOperation {
  return { op: "open", node: element.node, parent, name: element.name, attributes: element.attributes };
}

/**
 * Operations as they were sent live, folded to the canonical ones of the tree that they build: attributes that
 * came late or grew stand in the `open` (in the order of their first arrival), text is whole, elements that were
 * opened anew stand once, `growing` is gone, and everything is closed, also what the operations left open.
 * Linear in the operations. The input stays as it is. Operations on nodes that do not exist are left out.
 */
export function settle(operations: readonly SvgOperation[]): SvgOperation[] {
  const root = build(operations);
  return root === null ? [] : toOperations(root);
}

/** The tree that operations build, or null when they open none. */
function build(operations: readonly SvgOperation[]): SvgElement | null {
  /** The elements there are, by rising number: an `open` removes those from its own number on. */
  const elements: SvgElement[] = [];
  const byNumber = new Map<number, SvgElement>();
  for (const operation of operations) {
    if (operation.op === "open") {
      removeFrom(operation.node, elements, byNumber);
      const parent = operation.parent === null ? null : (byNumber.get(operation.parent) ?? null);
      if (parent === null && elements.length > 0) continue;
      const { node, name } = operation;
      const element: SvgElement = {
        node,
        name,
        attributes: { ...operation.attributes },
        children: [],
        parent,
      };
      parent?.children.push(element);
      elements.push(element);
      byNumber.set(node, element);
      continue;
    }
    const element = byNumber.get(operation.node);
    if (element === undefined) continue;
    if (operation.op === "attr") {
      const before = operation.append ? (element.attributes[operation.name] ?? "") : "";
      element.attributes[operation.name] = before + operation.value;
    } else if (operation.op === "text") {
      const last = element.children.length - 1;
      const before = element.children[last];
      if (typeof before === "string") element.children[last] = before + operation.text;
      else element.children.push(operation.text);
    }
  }
  return elements[0] ?? null;
}

/** Children stand by rising number, so the one to be removed is the last element of its parent. */
function removeFrom(node: number, elements: SvgElement[], byNumber: Map<number, SvgElement>): void {
  for (let last = elements.at(-1); last !== undefined && last.node >= node; last = elements.at(-1)) {
    elements.pop();
    byNumber.delete(last.node);
    const siblings = last.parent?.children;
    const place = siblings?.lastIndexOf(last) ?? -1;
    if (place >= 0) siblings?.splice(place, 1);
  }
}
