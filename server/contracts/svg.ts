import { z } from "zod";

/**
 * A drawing on the wire: the operations and the report of the SVG engine. The bounds are those of one message, so
 * that nobody has to hold more than that; the engine's own limits are lower.
 */
const LONGEST_VALUE = 262_144;
const MOST_NODES = 1_000_000;
const MOST_OPERATIONS = 100_000;
const MOST_ATTRIBUTES = 500;
const MOST_PROBLEMS = 10_000;
const MOST_KINDS = 500;

const Node = z.int().min(0).max(MOST_NODES);
const Value = z.string().max(LONGEST_VALUE);
/** Elements of the SVG namespace have letters only; `feFuncR` and `tspan` are the shapes of it. */
const ElementName = z.string().regex(/^[a-zA-Z]{1,64}$/);
/** `stroke-width`, `viewBox`, `x1`; the one prefix that there is, is that of `xml:space` and `xml:lang`. */
const AttributeName = z.string().regex(/^(xml:)?[a-zA-Z][a-zA-Z0-9_-]{0,79}$/);

const Attributes = z
  .record(AttributeName, Value)
  .refine((attributes) => Object.keys(attributes).length <= MOST_ATTRIBUTES, "too many attributes");

/** One operation; what it does is described where the engine defines it (`server/svg/operations.ts`). */
export const SvgOperation = z.discriminatedUnion("op", [
  z.strictObject({
    op: z.literal("open"),
    node: Node,
    parent: Node.nullable(),
    name: ElementName,
    attributes: Attributes,
    growing: z.literal(true).optional(),
  }),
  z.strictObject({
    op: z.literal("attr"),
    node: Node,
    name: AttributeName,
    value: Value,
    append: z.literal(true).optional(),
  }),
  z.strictObject({ op: z.literal("text"), node: Node, text: Value }),
  z.strictObject({ op: z.literal("close"), node: Node }),
]);
export type SvgOperation = z.infer<typeof SvgOperation>;

export const SvgOperations = z.array(SvgOperation).max(MOST_OPERATIONS);
export type SvgOperations = z.infer<typeof SvgOperations>;

const Repair = z.enum([
  "bad-entity",
  "bad-quotes",
  "bad-value",
  "clamped",
  "cut-off",
  "duplicate-id",
  "mismatched-close",
  "misspelt-attribute",
  "misspelt-element",
  "missing-namespace",
  "missing-view-box",
  "stray-markup",
  "unclosed-element",
  "unclosed-tag",
]);

const Limit = z.enum(["elements", "depth", "expanded", "attribute", "size", "filterPrimitives"]);

const Count = z.int().min(0);

const LabelProblems = z
  .array(z.strictObject({ node: Node, text: z.string().max(200), value: z.number() }))
  .max(MOST_PROBLEMS);

const ScoreReason = z.strictObject({
  code: z.enum([
    "incomplete",
    "no-shapes",
    "few-shapes",
    "no-animation",
    "no-labels",
    "few-labels",
    "no-title",
    "no-description",
    "labels-outside",
    "labels-overlap",
    "low-contrast",
    "small-text",
    "too-large",
    "dropped",
    "repaired",
  ]),
  points: z.number(),
  count: Count,
});

/** What is known about a drawing when its text has ended. */
export const SvgReport = z.strictObject({
  complete: z.boolean(),
  drawings: Count,
  limit: Limit.nullable(),
  elements: Count,
  shapes: Count,
  labels: Count,
  animations: Count,
  size: Count,
  hasTitle: z.boolean(),
  hasDescription: z.boolean(),
  canvas: z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  dropped: z
    .record(z.string().max(200), Count)
    .refine((kinds) => Object.keys(kinds).length <= MOST_KINDS, "too many kinds"),
  repaired: z.partialRecord(Repair, Count),
  layout: z.strictObject({
    outside: LabelProblems,
    overlapping: LabelProblems,
    lowContrast: LabelProblems,
    small: LabelProblems,
  }),
  score: z.number().min(0).max(100),
  reasons: z.array(ScoreReason).max(MOST_PROBLEMS),
});
export type SvgReport = z.infer<typeof SvgReport>;
