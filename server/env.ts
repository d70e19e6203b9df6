import { z } from "zod";
import type { FlagValues } from "./contracts/flags.ts";
import { PROVIDERS, type ProviderName, variablePart } from "./contracts/models.ts";
import {
  type Problem,
  readFlagOverrides,
  readLimits,
  readPrices,
  readTiers,
  type Source,
  type Tiers,
} from "./env-families.ts";
import { databaseUrl, decimal, httpUrl, oneOf, onOff, origin, whole } from "./env-values.ts";

/** Thrown when variables do not fit; each problem is a line `VARIABLE: what it must be`. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

const text = z.string();
const key = text.regex(/^\S+$/, "must not contain spaces");
const provider = oneOf(...PROVIDERS);

/** Every variable with a fixed name. (`FLAG_OVERRIDE_…`, `TIER_…`, `LIMIT_…` and `PRICE_…` are read by their beginnings.) */
const Variables = z.object({
  DATABASE_URL: databaseUrl.optional(),
  DATA_DIR: text.default(".data"),
  PORT: whole(1, 65_535).default(3000),
  HOST: text.regex(/^[\w.:-]+$/, "must be a host name or an address").default("0.0.0.0"),
  APP_URL: origin.optional(),
  TRUST_PROXY: onOff.default(false),
  SIMULATOR_URL: httpUrl.optional(),
  LLM_MODE: oneOf("live", "simulated").optional(),
  GEMINI_API_KEY: key.optional(),
  GEMINI_BASE_URL: httpUrl.optional(),
  OPENAI_API_KEY: key.optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  OPENROUTER_API_KEY: key.optional(),
  OPENROUTER_BASE_URL: httpUrl.optional(),
  JINA_API_KEY: key.optional(),
  JINA_BASE_URL: httpUrl.optional(),
  CANDO_AI_STAGE1_PROVIDER: provider.optional(),
  CANDO_AI_STAGE1_MODEL: text.optional(),
  CANDO_AI_STAGE2_PROVIDER: provider.optional(),
  CANDO_AI_STAGE2_MODEL: text.optional(),
  AUTH_SECRET: text.min(32, "must be at least 32 characters").optional(),
  ADMIN_EMAIL: z.email("must be an e-mail address").optional(),
  ADMIN_PASSWORD: text
    .min(10, "must be at least 10 characters")
    .max(128, "must be at most 128 characters")
    .optional(),
  RAG_API_URL: httpUrl.optional(),
  RAG_TIMEOUT_MS: whole(1, 600_000).default(10_000),
  RAG_RETRY_ATTEMPTS: whole(0, 10).default(1),
  RAG_SIMILARITY_THRESHOLD: decimal(0, 1).default(0.65),
  ALERT_WEBHOOK_URL: httpUrl.optional(),
  ALERT_WEBHOOK_SECRET: text.optional(),
  ENABLE_VARIANT_GENERATION_V2: onOff.optional(),
  VARIANT_GENERATION_ROLLOUT_PERCENTAGE: whole(0, 100).optional(),
  LOG_VARIANT_SELECTIONS: onOff.optional(),
  USE_TWOSTAGE_GENERATION: onOff.optional(),
  AI_STAGE1_TIMEOUT_SECONDS: whole(1, 3_600).default(180),
  AI_STAGE2_TIMEOUT_SECONDS: whole(1, 3_600).default(60),
  PARALLEL_BATCH_SIZE: whole(1, 32).default(4),
  GOOGLE_ANALYTICS_ID: text
    .regex(/^[A-Z]{1,3}-[A-Z0-9-]{4,20}$/, "must be an id such as G-ABC1234567")
    .optional(),
  BUDGET_RUN_USD: decimal(0, 1_000_000).default(3),
  BUDGET_LEARNER_DAY_USD: decimal(0, 1_000_000).default(5),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  LOG_LEVEL: oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent").default("info"),
});
type Values = z.infer<typeof Variables>;

/** The names of all variables with a fixed name, and how the others begin. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(Variables.shape);
export const VARIABLE_PREFIXES = ["FLAG_OVERRIDE_", "TIER_", "LIMIT_", "PRICE_"] as const;

function addAliases(tiers: Tiers, values: Partial<Values>, problem: Problem) {
  const aliases = [
    ["lesson-content", "CANDO_AI_STAGE1"],
    ["lesson-structure", "CANDO_AI_STAGE2"],
  ] as const;
  for (const [tier, prefix] of aliases) {
    const model = values[`${prefix}_MODEL`];
    const provider = values[`${prefix}_PROVIDER`];
    if (provider && !model) problem(`${prefix}_PROVIDER`, `needs ${prefix}_MODEL beside it`);
    if (!model) continue;
    if (tiers[tier]) problem(`${prefix}_MODEL`, `says the same as TIER_${variablePart(tier)}: set one`);
    tiers[tier] = [{ provider: provider ?? "openai", model }];
  }
}

function checkTogether(values: Partial<Values>, problem: Problem) {
  if (values.ADMIN_EMAIL && !values.ADMIN_PASSWORD)
    problem("ADMIN_PASSWORD", "must be set beside ADMIN_EMAIL");
  if (values.ADMIN_PASSWORD && !values.ADMIN_EMAIL)
    problem("ADMIN_EMAIL", "must be set beside ADMIN_PASSWORD");
  if (values.ALERT_WEBHOOK_SECRET && !values.ALERT_WEBHOOK_URL)
    problem("ALERT_WEBHOOK_URL", "must be set beside ALERT_WEBHOOK_SECRET");
  if (values.LLM_MODE === "live" && !reachesAny(values))
    problem("LLM_MODE", "must not be live without a key (GEMINI_API_KEY, OPENAI_API_KEY …)");
}

/** Whether there is a key or an address of any provider (a server of one's own needs no key). */
function reachesAny(values: Partial<Values>): boolean {
  return PROVIDERS.some((name) => {
    const prefix = name.toUpperCase() as Uppercase<ProviderName>;
    return Boolean(values[`${prefix}_API_KEY`] || values[`${prefix}_BASE_URL`]);
  });
}

/** The environment, checked; what is absent has its default or is `undefined`. */
export interface Env {
  /** Absent: the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  port: number;
  host: string;
  /** Protocol, host and port that people see, without a slash at the end. */
  appUrl: string | undefined;
  trustProxy: boolean;
  simulatorUrl: string | undefined;
  llmMode: "live" | "simulated";
  providers: Record<ProviderName, { apiKey: string | undefined; baseUrl: string | undefined }>;
  /** Models that replace a tier's own, in order; `CANDO_AI_STAGE…` are in it. */
  tiers: Tiers;
  /** Requests and tokens per minute; the key is the model's name as `variablePart` writes it. */
  limits: Record<string, { rpm?: number; tpm?: number }>;
  /** US dollars per million tokens, for models that no list knows; the same key. */
  prices: Record<string, { input: number; output: number }>;
  authSecret: string | undefined;
  admin: { email: string; password: string } | undefined;
  rag: { url: string | undefined; timeoutMs: number; retryAttempts: number; similarityThreshold: number };
  flagOverrides: Partial<FlagValues>;
  flagFirstValues: Partial<FlagValues>;
  alertWebhook: { url: string; secret: string | undefined } | undefined;
  lessonStage1TimeoutMs: number;
  lessonStage2TimeoutMs: number;
  parallelBatchSize: number;
  googleAnalyticsId: string | undefined;
  budget: { runUsd: number; learnerDayUsd: number };
  otelEndpoint: string | undefined;
  logLevel: Values["LOG_LEVEL"];
}

function readFirstValues(values: Values, llmMode: Env["llmMode"]): Partial<FlagValues> {
  // With the sample model nothing costs anything: a newcomer sees all that there is.
  const sample = llmMode === "simulated";
  const first: Partial<FlagValues> = {};
  const enabled = values.ENABLE_VARIANT_GENERATION_V2 ?? (sample ? true : undefined);
  const percentage = values.VARIANT_GENERATION_ROLLOUT_PERCENTAGE ?? (sample ? 100 : undefined);
  if (enabled !== undefined) first.variant_generation_v2 = enabled;
  if (percentage !== undefined) first.variant_generation_rollout_percentage = percentage;
  if (values.LOG_VARIANT_SELECTIONS !== undefined)
    first.log_variant_selections = values.LOG_VARIANT_SELECTIONS;
  if (values.USE_TWOSTAGE_GENERATION !== undefined)
    first.twostage_generation = values.USE_TWOSTAGE_GENERATION;
  return first;
}

/**
 * Reads the environment. An empty variable counts as absent; variables of other programs are ignored.
 * Errors: `ConfigError` that names every problem at once, sorted by variable.
 */
export function parseEnv(environment: Source): Env {
  const source: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) if (value?.trim()) source[name] = value.trim();

  const problems: string[] = [];
  const problem: Problem = (variable, words) => void problems.push(`${variable}: ${words}`);
  const result = Variables.safeParse(source);
  for (const issue of result.error?.issues ?? []) problem(String(issue.path[0]), issue.message);

  // What fits is still read, so that the second kind of problem is named together with the first.
  const known = result.data ?? readWhatFits(source);
  const tiers = readTiers(source, problem);
  addAliases(tiers, known, problem);
  const limits = readLimits(source, problem);
  const prices = readPrices(source, problem);
  const flagOverrides = readFlagOverrides(source, problem);
  checkTogether(known, problem);
  if (problems.length > 0 || !result.data) throw new ConfigError(problems.sort());

  const values = result.data;
  const llmMode = values.LLM_MODE ?? (reachesAny(values) ? "live" : "simulated");
  return {
    databaseUrl: values.DATABASE_URL,
    dataDir: values.DATA_DIR,
    port: values.PORT,
    host: values.HOST,
    appUrl: values.APP_URL,
    trustProxy: values.TRUST_PROXY,
    simulatorUrl: values.SIMULATOR_URL,
    llmMode,
    providers: {
      gemini: { apiKey: values.GEMINI_API_KEY, baseUrl: values.GEMINI_BASE_URL },
      openai: { apiKey: values.OPENAI_API_KEY, baseUrl: values.OPENAI_BASE_URL },
      openrouter: { apiKey: values.OPENROUTER_API_KEY, baseUrl: values.OPENROUTER_BASE_URL },
      jina: { apiKey: values.JINA_API_KEY, baseUrl: values.JINA_BASE_URL },
    },
    tiers,
    limits,
    prices,
    authSecret: values.AUTH_SECRET,
    admin:
      values.ADMIN_EMAIL && values.ADMIN_PASSWORD
        ? { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD }
        : undefined,
    rag: {
      url: values.RAG_API_URL,
      timeoutMs: values.RAG_TIMEOUT_MS,
      retryAttempts: values.RAG_RETRY_ATTEMPTS,
      similarityThreshold: values.RAG_SIMILARITY_THRESHOLD,
    },
    flagOverrides,
    flagFirstValues: readFirstValues(values, llmMode),
    alertWebhook: values.ALERT_WEBHOOK_URL
      ? { url: values.ALERT_WEBHOOK_URL, secret: values.ALERT_WEBHOOK_SECRET }
      : undefined,
    lessonStage1TimeoutMs: values.AI_STAGE1_TIMEOUT_SECONDS * 1000,
    lessonStage2TimeoutMs: values.AI_STAGE2_TIMEOUT_SECONDS * 1000,
    parallelBatchSize: values.PARALLEL_BATCH_SIZE,
    googleAnalyticsId: values.GOOGLE_ANALYTICS_ID,
    budget: { runUsd: values.BUDGET_RUN_USD, learnerDayUsd: values.BUDGET_LEARNER_DAY_USD },
    otelEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: values.LOG_LEVEL,
  };
}

function readWhatFits(source: Source): Partial<Values> {
  const fitting = Object.entries(Variables.shape).map(([name, schema]) => [
    name,
    schema.safeParse(source[name]).data,
  ]);
  return Object.fromEntries(fitting) as Partial<Values>;
}
