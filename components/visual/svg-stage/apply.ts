import type { SvgOperation } from "#server/contracts/svg.ts";
import { isRefusedAttribute, isRefusedDeclaration, isRefusedElement } from "./refusals.ts";
import { addRules, createSheet } from "./sheets.ts";

const SVG = "http://www.w3.org/2000/svg";
const XML = "http://www.w3.org/XML/1998/namespace";

/**
 * What stands for a `style` among its siblings (`:nth-child` counts it). The rules live in a sheet of their own, and
 * even an empty `style` is a violation of a policy that forbids inline styles.
 */
const STYLE_PLACE = "metadata";

/** On an element whose paint is not known yet: the stage shows it as a line. */
export const GROWING = "data-growing";

/** A drawing in a page, as far as its operations have come. */
export interface SvgCanvas {
  /** Carries out one operation. What is refused, or is about a node that is not there, changes nothing. */
  apply(operation: SvgOperation): void;
  /** The root of the drawing as it stands. */
  root(): SVGSVGElement | null;
  /** Whether it stands as these operations, from an empty canvas on, would draw it. */
  isDrawn(operations: readonly SvgOperation[]): boolean;
  /** The text of all its sheets. */
  rules(): string;
  /** Takes the drawing and its sheets away. */
  clear(): void;
}

/** Where a canvas draws. */
export interface CanvasOptions {
  /** Where the root goes. */
  parent: Element | ShadowRoot;
  /** Where the drawing's sheets count; without it, they do not. */
  scope?: DocumentOrShadowRoot;
  /** Told of every `svg` element when it stands in the page, before anything is in it. */
  onSvg?(svg: SVGSVGElement): void;
}

interface Drawn {
  /** `null` for what was refused: what is inside it is refused too. */
  element: SVGElement | null;
  sheet: CSSStyleSheet | null;
  /** The rules of a `style` as they came; its element has none. */
  rules: string;
}

const REFUSED: Readonly<Drawn> = { element: null, sheet: null, rules: "" };

/**
 * Draws operations as elements. It makes elements and text nodes and sets attributes, and nothing else: no text is
 * ever read as markup. The meaning of operations is that of `server/svg/operations.ts`.
 */
export function createSvgCanvas({ parent, scope, onSvg }: CanvasOptions): SvgCanvas {
  const page = parent.ownerDocument;
  /** In order of their numbers: a new one is always the last. */
  const drawn = new Map<number, Drawn>();
  let pen: { node: number; element: Element } | null = null;

  const root = () => (drawn.get(0)?.element as SVGSVGElement | null | undefined) ?? null;

  function removeFrom(first: number): void {
    for (const [node, { element, sheet }] of drawn) {
      if (node < first) continue;
      element?.remove();
      if (sheet && scope) scope.adoptedStyleSheets = scope.adoptedStyleSheets.filter((one) => one !== sheet);
      drawn.delete(node);
    }
  }

  function liftPen(): void {
    pen?.element.removeAttribute(GROWING);
    pen = null;
  }

  function open(operation: Extract<SvgOperation, { op: "open" }>): void {
    const { node, name, attributes } = operation;
    if (drawn.has(node)) removeFrom(node);
    drawn.set(node, REFUSED);
    const into = node === 0 ? parent : drawn.get(operation.parent ?? -1)?.element;
    if (!into || isRefusedElement(name) || (node === 0 && name !== "svg")) return;
    const element = page.createElementNS(SVG, name === "style" ? STYLE_PLACE : name) as SVGElement;
    for (const key in attributes) setAttribute(element, key, attributes[key] ?? "");
    const sheet = name === "style" && scope ? createSheet(attributes.media) : null;
    if (sheet && scope) scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet];
    drawn.set(node, { element, sheet, rules: "" });
    into.append(element);
    if (name === "svg") onSvg?.(element as SVGSVGElement);
    if (operation.growing && node !== 0 && !hasPaint(element, root())) {
      element.setAttribute(GROWING, "");
      pen = { node, element };
    }
  }

  function write(at: Drawn, text: string): void {
    const { element, sheet } = at;
    if (!element) return;
    if (element.localName === STYLE_PLACE) {
      at.rules += text;
      if (sheet) addRules(sheet, text);
      return;
    }
    const last = element.lastChild;
    if (last?.nodeType === 3) (last as Text).appendData(text);
    else element.append(page.createTextNode(text));
  }

  const rules = () => [...drawn.values()].map((one) => one.rules).join("");

  return {
    root,
    rules,
    isDrawn(operations) {
      const other = createSvgCanvas({ parent: page.createElement("div") });
      for (const operation of operations) other.apply(operation);
      return rules() === other.rules() && (root()?.isEqualNode(other.root()) ?? other.root() === null);
    },
    clear() {
      liftPen();
      removeFrom(0);
    },
    apply(operation) {
      const { node } = operation;
      if (pen && (operation.op !== "attr" || node !== pen.node)) liftPen();
      if (operation.op === "open") return open(operation);
      const at = drawn.get(node);
      if (!at?.element || operation.op === "close") return;
      if (operation.op === "text") return write(at, operation.text);
      const { name, value, append } = operation;
      setAttribute(at.element, name, append ? (at.element.getAttribute(name) ?? "") + value : value);
      if (pen && hasPaint(at.element, root())) liftPen();
    },
  };
}

function setAttribute(element: SVGElement, name: string, value: string): void {
  if (isRefusedAttribute(name, value)) return;
  if (name === "style") setStyle(element, value);
  else if (name.startsWith("xml:")) element.setAttributeNS(XML, name, value);
  else element.setAttribute(name, value);
}

/** Declaration by declaration: a policy that forbids style attributes does not forbid this. */
function setStyle(element: SVGElement, text: string): void {
  element.removeAttribute("style");
  for (const declaration of text.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const written = declaration.slice(colon + 1).trim();
    const value = written.replace(/\s*!\s*important$/i, "");
    if (isRefusedDeclaration(value)) continue;
    const priority = value.length < written.length ? "important" : "";
    element.style.setProperty(declaration.slice(0, colon).trim(), value, priority);
  }
}

const PAINT = ["fill", "stroke", "class", "style"];

/** Whether an element, or one around it below the root, says how it is painted. */
function hasPaint(element: Element, root: Element | null): boolean {
  for (let at: Element | null = element; at && at !== root; at = at.parentElement)
    if (PAINT.some((name) => at?.hasAttribute(name))) return true;
  return false;
}
