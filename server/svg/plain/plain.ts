import { styleOf } from "../layout/cascade.ts";
import { IDENTITY, type Matrix, multiply, readTransform, scaleOf } from "../layout/matrix.ts";
import { addRules, createRuleIndex, type RuleIndex, rulesFor } from "../layout/rule-index.ts";
import type { Painted } from "../layout/scene.ts";
import { INITIAL_STYLE, type Style } from "../layout/style.ts";
import { referenceOf, type Survey, surveyDrawing } from "../layout/survey.ts";
import { canvasOf, type Viewport } from "../layout/viewports.ts";
import { elementsOf, type SvgElement, walk } from "../tree.ts";
import { declaredOf } from "./declared.ts";
import { type Paints, settleMarkers } from "./markers.ts";
import { plainAttributes } from "./plain-attributes.ts";
import { matrixText, wholeTransform } from "./transforms.ts";

/** Elements written, those that uses bring forth counted each time. */
const MOST_ELEMENTS = 20_000;
/** Copies inside copies are made this deep. */
const DEEPEST_COPY = 4;

interface Work {
  survey: Survey;
  /** All declarations; the survey's rules have only what the layout looks at. */
  rules: RuleIndex;
  canvas: Viewport;
  /** The new elements with their styles, in document order. */
  styles: Map<SvgElement, Style>;
  /** Whether what is in an element is styled by variables. */
  variable: Map<SvgElement, boolean>;
}

/** Where an element is written: under what, in which style, from its space to that of the root. */
interface Place {
  parent: SvgElement | null;
  style: Style;
  matrix: Matrix;
  /** How many copies it is in, one inside the other, of what is elsewhere too. */
  copies: number;
}

/**
 * A still drawing in the SVG of old, for programs that know little of CSS (resvg): what sheets and styles say stands in
 * attributes, a transform around an origin is one matrix, colours are written as in CSS 2, an arrow that asks for the
 * paint of its line is painted so. Sheets and classes are gone.
 *
 * Not carried over: motion (this is for stills), clips that are shapes of CSS, case by `text-transform`. Linear in the
 * tree, but for boxes of groups that are turned around their middle: each looks at what is in it.
 */
export function plainOf(root: SvgElement): SvgElement {
  const rules = createRuleIndex();
  let order = 0;
  for (const { rules: own } of elementsOf(root)) if (own) order = addRules(rules, own, order, () => true);
  const work: Work = {
    survey: surveyDrawing(root),
    rules,
    canvas: canvasOf(root),
    styles: new Map(),
    variable: new Map(),
  };
  const plain = write(root, { parent: null, style: INITIAL_STYLE, matrix: IDENTITY, copies: 0 }, work);
  paintBackground(plain, work);
  settleMarkers(plain, paintsOf(work));
  return plain;
}

function write(element: SvgElement, place: Place, work: Work): SvgElement {
  const style = styleOf(element, place.style, work.rules);
  const declared = declaredOf(element, work.rules, style.custom);
  const attributes = plainAttributes(element, style, declared);
  const own = wholeTransform(paintedOf(element, style, place.matrix, work.canvas), declared, work.survey);
  if (own === IDENTITY) delete attributes.transform;
  else if (own) attributes.transform = matrixText(own);
  const matrix = multiply(place.matrix, own ?? readTransform(attributes.transform ?? ""));
  if (attributes["vector-effect"] === "non-scaling-stroke") keepStroke(attributes, style, matrix);
  if (place.copies > 0) delete attributes.id;

  const copy: SvgElement = {
    node: element.node,
    name: element.name,
    attributes,
    children: [],
    parent: place.parent,
  };
  work.styles.set(copy, style);
  const inner: Place = { parent: copy, style, matrix, copies: place.copies };
  const mayCopy = element.name === "use" && place.copies < DEEPEST_COPY;
  const brought = mayCopy ? variableTarget(element, style, work) : undefined;
  if (brought) writeInstance(copy, brought, { ...inner, copies: place.copies + 1 }, work);
  else writeChildren(copy, element, inner, work);
  return copy;
}

function writeChildren(copy: SvgElement, { children }: SvgElement, place: Place, work: Work): void {
  for (const child of children) {
    if (typeof child === "string") copy.children.push(child);
    else if (child.name !== "style" && work.styles.size < MOST_ELEMENTS)
      copy.children.push(write(child, place, work));
  }
}

/** What a `use` brings forth, where variables that are set around the `use` decide how that looks. */
function variableTarget(use: SvgElement, style: Style, work: Work): SvgElement | undefined {
  if (style.custom === null || style.custom.size === 0) return undefined;
  const target = referenceOf(use, work.survey.ids);
  if (!target || target.name === "svg" || work.styles.size >= MOST_ELEMENTS) return undefined;
  let isVariable = work.variable.get(target);
  if (isVariable === undefined) {
    isVariable = [...walk(target)].some((element) => hasVariable(element, work.rules));
    work.variable.set(target, isVariable);
  }
  return isVariable ? target : undefined;
}

function hasVariable(element: SvgElement, rules: RuleIndex): boolean {
  const { attributes } = element;
  for (const name in attributes) if (attributes[name]?.includes("var(")) return true;
  return rulesFor(rules, element).some(({ declarations }) =>
    declarations.some(({ value }) => value.includes("var(")),
  );
}

/** Turns a `use` into a group that holds a copy: attributes can say only one thing of what several uses share. */
function writeInstance(use: SvgElement, target: SvgElement, place: Place, work: Work): void {
  const { x = "0", y = "0", width = "100%", height = "100%", href: _, ...attributes } = use.attributes;
  use.name = "g";
  use.attributes = attributes;
  const { viewBox, preserveAspectRatio } = target.attributes;
  const frame: SvgElement =
    target.name === "symbol"
      ? {
          node: 0,
          name: "svg",
          attributes: {
            x,
            y,
            width,
            height,
            ...(viewBox !== undefined && { viewBox }),
            ...(preserveAspectRatio !== undefined && { preserveAspectRatio }),
          },
          children: [],
          parent: use,
        }
      : {
          node: 0,
          name: "g",
          attributes: { transform: `translate(${Number.parseFloat(x) || 0} ${Number.parseFloat(y) || 0})` },
          children: [],
          parent: use,
        };
  use.children = [frame];
  const inner = { ...place, parent: frame };
  if (target.name !== "symbol") frame.children.push(write(target, inner, work));
  else writeChildren(frame, target, { ...inner, style: styleOf(target, place.style, work.rules) }, work);
}

function paintedOf(element: SvgElement, style: Style, matrix: Matrix, viewport: Viewport): Painted {
  const nothing = { opacity: 1, clips: null, masked: false, fades: false, moves: false, uses: 0 };
  return { element, style, matrix, viewport, ...nothing };
}

/** A stroke that does not grow with its shape is made as much thinner as the shape grows. */
function keepStroke(attributes: Record<string, string>, { strokeWidth }: Style, matrix: Matrix): void {
  delete attributes["vector-effect"];
  const scale = scaleOf(matrix);
  if (!(scale > 0) || scale === 1) return;
  const shrink = (length: number) => String(Number((length / scale).toPrecision(6)));
  attributes["stroke-width"] = shrink(strokeWidth);
  const dashes = attributes["stroke-dasharray"]?.match(/[\d.]+/g);
  if (dashes) attributes["stroke-dasharray"] = dashes.map((dash) => shrink(Number(dash))).join(" ");
}

/** The ground that CSS gives the whole drawing becomes a shape under all others. */
function paintBackground(root: SvgElement, { styles, canvas }: Work): void {
  const background = styles.get(root)?.background;
  if (!background || /url\(|gradient|^(none|transparent|inherit|initial|unset)$/i.test(background)) return;
  const { x, y, width, height } = canvas;
  const attributes = { x: `${x}`, y: `${y}`, width: `${width}`, height: `${height}`, fill: background };
  root.children.unshift({ node: 0, name: "rect", attributes, children: [], parent: root });
}

function* paintsOf({ styles }: Work): Generator<readonly [SvgElement, Paints]> {
  for (const [element, { fill, stroke, color }] of styles) {
    const paint = (value: string) => (value.toLowerCase() === "currentcolor" ? color : value);
    yield [element, { fill: paint(fill), stroke: paint(stroke) }];
  }
}
