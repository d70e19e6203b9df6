import { z } from "zod";

export const PartStatus = z.enum(["ok", "degraded", "down"]);
export type PartStatus = z.infer<typeof PartStatus>;

export const HealthPart = z.object({
  status: PartStatus,
  /** Why it is not ok, or what it is (for example that the sample model answers). */
  reason: z.string().optional(),
});
export type HealthPart = z.infer<typeof HealthPart>;

export const HEALTH_PARTS = ["database", "queue", "models", "knowledge"] as const;
export type HealthPartName = (typeof HEALTH_PARTS)[number];

/** `GET /api/health`: `down` (503) without the database or the queue, `degraded` when any part is not ok. */
export const HealthReport = z.object({
  status: PartStatus,
  parts: z.object({ database: HealthPart, queue: HealthPart, models: HealthPart, knowledge: HealthPart }),
});
export type HealthReport = z.infer<typeof HealthReport>;
