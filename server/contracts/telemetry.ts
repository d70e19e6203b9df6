import { z } from "zod";

const code = z.string().max(60);
const milliseconds = z.number().min(0);
const step = { step: z.string().max(200), generation: z.int(), attempt: z.int().optional() };
const Lesson = z.object({
  durationMs: milliseconds.optional(),
  model: z.string().optional(),
  section: z.string().optional(),
  sections: z.int().optional(),
  attempts: z.int().optional(),
  code: code.optional(),
});

/**
 * Everything that is recorded, by name, with what it may say. No words of people and no prompts: unknown fields
 * are dropped.
 */
export const TELEMETRY = {
  run_created: z.object({ kind: z.string() }),
  run_started: z.object({ kind: z.string(), waitedMs: milliseconds.optional() }),
  run_answered: z.object({ kind: z.string().optional(), key: z.string().max(200) }),
  run_cancelled: z.object({ kind: z.string().optional() }),
  run_reopened: z.object({ kind: z.string().optional(), step: z.string().max(200) }),
  run_ended: z.object({
    kind: z.string(),
    status: z.string(),
    code: code.optional(),
    durationMs: milliseconds.optional(),
    usd: z.number().optional(),
    tokens: z.int().optional(),
    gaps: z.int().optional(),
  }),
  step_started: z.object(step),
  step_retried: z.object({ ...step, code, delayMs: milliseconds }),
  step_ended: z.object({ ...step, durationMs: milliseconds.optional() }),
  step_failed: z.object({ ...step, code, durationMs: milliseconds.optional() }),
  /** One row per model call, by the OpenTelemetry names for generative AI. */
  model_call: z.object({
    ...step,
    tier: z.string(),
    "gen_ai.operation.name": z.string(),
    "gen_ai.provider.name": z.string(),
    "gen_ai.request.model": z.string(),
    "gen_ai.usage.input_tokens": z.int().optional(),
    "gen_ai.usage.output_tokens": z.int().optional(),
    "gen_ai.response.finish_reasons": z.array(z.string()).optional(),
    "error.type": code.optional(),
    usd: z.number().optional(),
    waitedMs: milliseconds.optional(),
    firstChunkMs: milliseconds.optional(),
    durationMs: milliseconds.optional(),
  }),
  plan_made: z.object({
    ...step,
    durationMs: milliseconds,
    steps: z.int(),
    isReplay: z.boolean(),
    promptVersion: z.string(),
  }),
  /** One row per finished drawing; `draws` is how often it was drawn for it, `continued` that a cut-off reply was gone on with. */
  drawing_made: z.object({
    ...step,
    durationMs: milliseconds,
    firstStrokeMs: milliseconds.optional(),
    isReplay: z.boolean(),
    isRedo: z.boolean(),
    draws: z.int(),
    continued: z.boolean(),
    score: z.number(),
    labels: z.int(),
    animations: z.int(),
    shapes: z.int(),
    size: z.int(),
    outside: z.int(),
    overlapping: z.int(),
    lowContrast: z.int(),
    dropped: z.int(),
    repaired: z.int(),
    promptVersion: z.string(),
  }),
  run_exported: z.object({ kind: z.string(), format: z.string(), step: z.string().max(200).optional() }),
  run_shared: z.object({ kind: z.string() }),
  run_unshared: z.object({ kind: z.string() }),
  run_deleted: z.object({ kind: z.string() }),
  ai_prompt_submitted: z.object({
    category: z.string(),
    sessionType: z.string(),
    rolloutPercentage: z.number(),
    rolloutSample: z.number().optional(),
    decisionReason: z.string(),
    mode: z.string(),
  }),
  ai_content_generated: z.object({
    mode: z.string(),
    processingTime: milliseconds,
    totalVariants: z.int(),
    knowledgeAvailable: z.boolean(),
  }),
  ai_content_accepted: z.object({
    variantId: z.string(),
    generationSource: z.string(),
    knowledgeWeight: z.number(),
    category: z.string(),
  }),
  ai_content_rejected: z.object({ variantId: z.string(), error: z.string().max(300) }),
  chapter_viewed: z.object({ chapter: z.int() }),
  choice_made: z.object({ chapter: z.int(), choice: z.string() }),
  image_generated: z.object({
    model: z.string().optional(),
    durationMs: milliseconds.optional(),
    code: code.optional(),
  }),
  using_twostage_generation: Lesson,
  using_legacy_single_stage_generation: Lesson,
  twostage_generation_started: Lesson,
  stage1_completed: Lesson,
  stage2_completed: Lesson,
  section_enhancement_failed: Lesson,
  stage2_all_sections_failed_retrying_with_fallback: Lesson,
  stage2_all_attempts_failed_returning_partial: Lesson,
  twostage_generation_completed: Lesson,
  twostage_validation_failed: Lesson,
  twostage_json_parse_failed: Lesson,
  twostage_generation_failed: Lesson,
} as const satisfies Record<string, z.ZodObject>;

export type TelemetryName = keyof typeof TELEMETRY;
export type TelemetryData<N extends TelemetryName> = z.input<(typeof TELEMETRY)[N]>;

/** One thing that happened; `at` is now unless given. */
export type TelemetryRecord = {
  [N in TelemetryName]: {
    name: N;
    data: z.input<(typeof TELEMETRY)[N]>;
    learnerId?: string;
    runId?: string;
    at?: Date;
  };
}[TelemetryName];
