/**
 * A drawing as a sequence of operations: what a drawing is while it streams, and at rest. Never markup, so that
 * no parser reads a model's text a second time.
 *
 * Nodes are numbered in document order; 0 is the root `svg`. Three rules make every state of a stream reachable:
 * - `open` of a number that already exists removes that node and every node after it, then opens it anew. (A
 *   better drawing later in the reply starts with `open` of 0; a continued one opens its cut-off element again.)
 * - `attr` sets an attribute of any open or closed node. With `append`, the value is added to the end of the
 *   present one (path data and points that grow).
 * - `text` adds to the end of its node: to the last child when that is text, else as a new text node.
 *
 * In a `style` node, text is whole rules, one or more, each already checked and scoped. A `style` attribute is
 * `property:value` pairs joined by `;`, where no value contains `;` (so splitting is safe).
 */
export type SvgOperation = OpenOperation | AttributeOperation | TextOperation | CloseOperation;

/** An element begins, as the last child of its parent. */
export interface OpenOperation {
  op: "open";
  node: number;
  /** The number of the element that it becomes the last child of; the root has none. */
  parent: number | null;
  /** An element of the SVG namespace, in its own case (`linearGradient`). */
  name: string;
  attributes: Record<string, string>;
  /** Its tag has not ended: more attributes may follow, until any operation on another node, or its `close`. */
  growing?: true;
}

/** An attribute is set, or grows. */
export interface AttributeOperation {
  op: "attr";
  node: number;
  name: string;
  value: string;
  append?: true;
}

/** Text is added to a node. */
export interface TextOperation {
  op: "text";
  node: number;
  text: string;
}

/** A node is whole: nothing is added to it until it is opened again. */
export interface CloseOperation {
  op: "close";
  node: number;
}
