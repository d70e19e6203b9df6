import { z } from "zod";
import { OfStep } from "./events.ts";
import { isVisible } from "./line.ts";
import { SvgOperations, SvgReport } from "./svg.ts";

/** Counts what a person would call characters (grapheme clusters), so that an emoji or a か゚ counts once. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) count++;
  return count;
}

const LONGEST_TOPIC = 500;

export const Topic = z
  .string({ error: ({ input }) => (input === undefined ? "is required" : "must be text") })
  // The bound on code units keeps a hostile text of combining marks from counting as one character.
  .max(LONGEST_TOPIC * 8, `must be at most ${LONGEST_TOPIC} characters`)
  .refine((text) => !text.includes("\u0000"), "must not contain NUL characters")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode")
  .transform((text) => text.normalize("NFC").trim())
  .refine((text) => text.length > 0, "must not be empty")
  .refine((text) => text.length === 0 || isVisible(text), "must contain something that can be seen")
  .refine((text) => countCharacters(text) <= LONGEST_TOPIC, `must be at most ${LONGEST_TOPIC} characters`);

export const Level = z.enum(
  ["child", "teen", "adult", "expert"],
  "must be one of: child, teen, adult, expert",
);
export type Level = z.infer<typeof Level>;

/** A BCP 47 tag of the language that the learner reads, for example `en` or `ja`. */
export const Language = z
  .string("must be text")
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/, "must be a language tag such as en or ja");

export const VisualInput = z.strictObject(
  { topic: Topic, level: Level.optional(), language: Language.optional() },
  { error: ({ code }) => (code === "invalid_type" ? "must be an object" : undefined) },
);
export type VisualInput = z.infer<typeof VisualInput>;

export const StepTag = z.enum(["hook", "concept", "mechanism", "example", "application", "recap"]);
export type StepTag = z.infer<typeof StepTag>;

export const PlanStep = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  tag: StepTag,
  title: z.string().min(1).max(120),
  desc: z.string().min(1).max(600),
  /** The text alternative of the step's drawing. */
  alt: z.string().min(1).max(600),
});
export type PlanStep = z.infer<typeof PlanStep>;

export const VisualPlan = z.object({
  title: z.string().min(1).max(160),
  steps: z
    .array(PlanStep)
    .min(3)
    .max(5)
    .refine((steps) => new Set(steps.map((step) => step.id)).size === steps.length, "step ids must differ"),
});
export type VisualPlan = z.infer<typeof VisualPlan>;

const of = <T extends string>(type: T) => z.object({ type: z.literal(type), ...OfStep.shape });

/** Events of a `visual` run besides the common ones. */
export const VisualEvent = z.discriminatedUnion("type", [
  /** Live: the plan as far as it is written; whole steps only. */
  of("plan-delta").extend({ title: z.string().nullable(), steps: z.array(PlanStep) }),
  of("plan-ready").extend({ title: z.string(), steps: z.array(PlanStep) }),
  /** Live: what is added to the step's drawing. An `open` of node 0 begins it anew. */
  of("svg-ops").extend({ ops: SvgOperations }),
  /** The whole drawing. `scores` has one entry for each time it was drawn; the best one was kept. */
  of("svg-ready").extend({
    ops: SvgOperations,
    report: SvgReport,
    scores: z.array(z.number()),
    /** Made for the same question before. */
    isReplay: z.boolean(),
  }),
]);
export type VisualEvent = z.infer<typeof VisualEvent>;

/** What is known of a finished drawing; its markup comes by export only. */
export const DrawingSummary = z.object({
  score: z.number(),
  labels: z.int(),
  animations: z.int(),
  size: z.int(),
});
export type DrawingSummary = z.infer<typeof DrawingSummary>;

/** What a `visual` run made; a step without a drawing failed, and the run's gaps say why. */
export const VisualResult = z.object({
  title: z.string(),
  steps: z.array(PlanStep.extend({ drawing: DrawingSummary.nullable() })),
});
export type VisualResult = z.infer<typeof VisualResult>;

/** The key of the run's step that draws one step of the plan. */
export function drawingKey(planStepId: string): string {
  return `draw:${planStepId}`;
}

/** What the step that draws keeps: the export reads it. `svg` and `still` are whole documents that the engine wrote. */
export const KeptDrawing = z.object({ svg: z.string(), still: z.string(), summary: DrawingSummary });
export type KeptDrawing = z.infer<typeof KeptDrawing>;
