import { z } from "zod";
import { SvgOperations, SvgReport } from "./svg.ts";

const Text = z.string().max(1_000_000);

/** Where a cut-off drawing can be continued, as the engine said it. */
export const DrawingResume = z.strictObject({
  text: Text,
  lastElement: Text,
  open: z.array(z.string().max(64)).max(1_000),
});
export type DrawingResume = z.infer<typeof DrawingResume>;

/** `POST /api/dev/drawing` (in development only): a reply, to be drawn as if a model were writing it. */
export const DrawingDemoRequest = z.strictObject({
  text: Text,
  /** Pieces of 40 characters in a second; 0 for as fast as it goes. */
  chunksPerSecond: z.number().min(0).max(1_000),
  resumeFrom: DrawingResume.optional(),
});
export type DrawingDemoRequest = z.infer<typeof DrawingDemoRequest>;

/** The answer: one JSON value a line. */
export const DrawingDemoLine = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("operations"),
    operations: SvgOperations,
    /** Characters of the reply read so far. */
    read: z.int(),
  }),
  z.strictObject({
    type: z.literal("end"),
    /** The whole drawing in canonical form. */
    operations: SvgOperations,
    report: SvgReport,
    resume: DrawingResume,
    /** What the engine took for the whole reply, without the waiting, in milliseconds. */
    milliseconds: z.number(),
  }),
]);
export type DrawingDemoLine = z.infer<typeof DrawingDemoLine>;
