import type { z } from "zod";
import type { RunKind } from "./run.ts";
import { VisualInput } from "./visual.ts";

/** The input contract of every kind of run that can be asked for. */
export const INPUTS: Partial<Record<RunKind, z.ZodType>> = { visual: VisualInput };
