import type { SvgOperation } from "./operations.ts";
import { judgeSheet } from "./testing-safety-css.ts";
import { hasControl, judgeAttribute, judgeElement } from "./testing-safety-values.ts";

/** A second opinion on operations, which shares nothing with the engine. */
export interface SafetyJudge {
  /** What is wrong with one more operation, given those before. */
  judge(operation: SvgOperation): string[];
  /** The drawing as the operations left it: for each element in document order, its depth, name and content. */
  tree(): TreeLine[];
}

export interface TreeLine {
  depth: number;
  name: string;
  attributes: Record<string, string>;
  /** Its own text, without that of elements in it. */
  text: string;
}

/** The same values come again and again: what is well needs no second look. */
const cleared = new Set<string>();

function judgeOnce(key: string, judge: () => string[]): string[] {
  if (key.length > 2_000) return judge();
  if (cleared.has(key)) return [];
  const problems = judge();
  if (problems.length === 0) cleared.add(key);
  return problems;
}

export function createSafetyJudge(idPrefix: string): SafetyJudge {
  const lines = new Map<number, TreeLine & { isOpen: boolean }>();

  const attribute = (element: string, name: string, value: string) =>
    judgeOnce(`${idPrefix} ${element} ${name} ${value}`, () =>
      judgeAttribute(element, name, value, idPrefix),
    );

  function open(operation: Extract<SvgOperation, { op: "open" }>): string[] {
    const { node, parent, name, attributes } = operation;
    for (const other of lines.keys()) if (other >= node) lines.delete(other);
    const around = parent === null ? null : lines.get(parent);
    const line = {
      depth: (around?.depth ?? -1) + 1,
      name,
      attributes: { ...attributes },
      text: "",
      isOpen: true,
    };
    lines.set(node, line);
    const problems = judgeElement(name);
    if (around === undefined || (parent === null) !== (node === 0))
      problems.push(`parent of ${node}: ${parent}`);
    if (around && !around.isOpen) problems.push(`${node} in ${parent}, which is closed`);
    if (node === 0 && name !== "svg") problems.push(`root ${name}`);
    if (Object.getPrototypeOf(attributes) !== Object.prototype && Object.getPrototypeOf(attributes) !== null)
      problems.push("attributes of an odd prototype");
    for (const [key, value] of Object.entries(attributes)) problems.push(...attribute(name, key, value));
    return problems;
  }

  return {
    judge(operation) {
      if (operation.op === "open") return open(operation);
      const line = lines.get(operation.node);
      if (!line) return [`${operation.op} of ${operation.node}, which is not there`];
      if (operation.op === "close") line.isOpen = false;
      if (operation.op === "attr") {
        const { name, value, append } = operation;
        const before = append ? (line.attributes[name] ?? "") : "";
        line.attributes[name] = before + value;
        if (append && name !== "d" && name !== "points") return [`${name} grows`];
        return attribute(line.name, name, value);
      }
      if (operation.op === "text") {
        line.text += operation.text;
        if (hasControl(operation.text)) return ["control character in text"];
        if (!operation.text.isWellFormed()) return ["half of a surrogate pair in text"];
        if (line.name !== "style") return [];
        const sheet = operation.text;
        return judgeOnce(`${idPrefix} ${sheet}`, () => judgeSheet(sheet, idPrefix));
      }
      return [];
    },
    tree: () =>
      [...lines]
        .sort(([first], [second]) => first - second)
        .map(([, { depth, name, attributes, text }]) => ({ depth, name, attributes, text })),
  };
}

const SVG = "http://www.w3.org/2000/svg";

/** What is wrong with a drawing that a parser has read, and its tree in the same form as that of operations. */
export function judgeDocument(root: Element, idPrefix: string): { problems: string[]; tree: TreeLine[] } {
  const problems: string[] = [];
  const tree: TreeLine[] = [];
  const waiting: { element: Element; depth: number }[] = [{ element: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { element, depth } = next;
    const name = element.localName;
    const line: TreeLine = { depth, name, attributes: {}, text: "" };
    tree.push(line);
    if (element.namespaceURI !== SVG) problems.push(`${name} of ${element.namespaceURI}`);
    problems.push(...judgeElement(name));
    for (const { name: key, value } of element.attributes) {
      if (key === "xmlns" && value === SVG && depth === 0) continue;
      line.attributes[key] = value;
      problems.push(...judgeAttribute(name, key, value, idPrefix));
    }
    for (const child of element.childNodes) {
      if (child.nodeType === 3) line.text += child.nodeValue ?? "";
      else if (child.nodeType !== 1) problems.push(`a node of type ${child.nodeType} in ${name}`);
    }
    if (name === "style") problems.push(...judgeSheet(line.text, idPrefix));
    for (const child of [...element.children].reverse()) waiting.push({ element: child, depth: depth + 1 });
  }
  return { problems, tree };
}
