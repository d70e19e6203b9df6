/** What one drawing may cost. Over a limit the drawing ends there, and the report names the limit. */
export interface SvgLimits {
  /** Elements kept. */
  elements: number;
  /** Elements inside each other. */
  depth: number;
  /**
   * What `use`, patterns, masks, markers, clips, filters and animations make a browser do, counted in elements that it
   * would paint more (charges.ts).
   */
  expanded: number;
  /** Characters of one attribute, and of the text in one element. */
  attribute: number;
  /** Characters of the drawing as the model wrote it. */
  size: number;
  /** Filter primitives kept, in all filters together. */
  filterPrimitives: number;
  /** The greatest blur, in user units; greater ones are lowered to it and counted as a repair. */
  blur: number;
}

/** The limits of a stream that sets no others. */
export const SVG_LIMITS: Readonly<SvgLimits> = {
  elements: 5_000,
  depth: 64,
  expanded: 10_000,
  attribute: 65_536,
  size: 2_097_152,
  filterPrimitives: 2_000,
  blur: 100,
};

/** The limits that end a drawing: a blur is lowered instead. */
export type LimitName = Exclude<keyof SvgLimits, "blur">;
