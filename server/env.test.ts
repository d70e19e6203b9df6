import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { variablePart } from "./contracts/models.ts";
import { ConfigError, parseEnv, VARIABLE_NAMES, VARIABLE_PREFIXES } from "./env.ts";

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("parseEnv", () => {
  it("needs nothing", () => {
    expect(parseEnv({})).toMatchObject({
      port: 3000,
      dataDir: ".data",
      llmMode: "simulated",
      databaseUrl: undefined,
      rag: { timeoutMs: 10_000, retryAttempts: 1, similarityThreshold: 0.65 },
      lessonStage1TimeoutMs: 180_000,
    });
  });

  it("takes an empty variable for an absent one", () => {
    const empty = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, "  "]));
    expect(parseEnv({ ...empty, TIER_NONSENSE: "" })).toEqual(parseEnv({}));
  });

  it("says every problem at once, each by its variable", () => {
    const problems = problemsOf({
      PORT: "70000",
      APP_URL: "learn.example.org",
      TRUST_PROXY: "maybe",
      DATABASE_URL: "mysql://x",
      ADMIN_EMAIL: "a@example.org",
      TIER_SVGS: "gemini:x",
      TIER_PLAN: "nobody:x",
      FLAG_OVERRIDE_NOTHING: "true",
      FLAG_OVERRIDE_VARIANT_GENERATION_ROLLOUT_PERCENTAGE: "101",
      LIMIT_GPT_5_RPM: "many",
    });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([
      "ADMIN_PASSWORD",
      "APP_URL",
      "DATABASE_URL",
      "FLAG_OVERRIDE_NOTHING",
      "FLAG_OVERRIDE_VARIANT_GENERATION_ROLLOUT_PERCENTAGE",
      "LIMIT_GPT_5_RPM",
      "PORT",
      "TIER_PLAN",
      "TIER_SVGS",
      "TRUST_PROXY",
    ]);
    expect(problems).toContain("PORT: must be a whole number from 1 to 65535");
  });

  it("never repeats a value, which may be a secret", () => {
    const secret = "sk-very secret";
    const problems = problemsOf({
      OPENAI_API_KEY: secret,
      AUTH_SECRET: "short",
      DATABASE_URL: `x://u:${secret}@h`,
    });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toMatch(/very secret|short/);
  });

  it("is live when any key is set, unless told otherwise", () => {
    expect(parseEnv({ JINA_API_KEY: "jina_12345678" }).llmMode).toBe("live");
    expect(parseEnv({ JINA_API_KEY: "jina_12345678", LLM_MODE: "simulated" }).llmMode).toBe("simulated");
    expect(parseEnv({ OPENAI_BASE_URL: "http://localhost:11434/v1/", LLM_MODE: "live" })).toMatchObject({
      llmMode: "live",
      providers: { openai: { apiKey: undefined, baseUrl: "http://localhost:11434/v1" } },
    });
    expect(problemsOf({ LLM_MODE: "live" })[0]).toMatch(/^LLM_MODE: /);
  });

  it("reads tiers, limits and overrides", () => {
    const env = parseEnv({
      TIER_STORY_LIGHT: "openrouter:openai/gpt-oss-120b:free, gemini:gemini-3.5-flash-lite",
      CANDO_AI_STAGE1_MODEL: "gpt-5",
      LIMIT_GEMINI_3_5_FLASH_RPM: "15",
      LIMIT_GEMINI_3_5_FLASH_TPM: "250000",
      FLAG_OVERRIDE_RUNS_ENABLED: "0",
      FLAG_OVERRIDE_VISUAL_CONCURRENCY: "1",
    });
    expect(env.tiers).toEqual({
      "story-light": [
        { provider: "openrouter", model: "openai/gpt-oss-120b:free" },
        { provider: "gemini", model: "gemini-3.5-flash-lite" },
      ],
      "lesson-content": [{ provider: "openai", model: "gpt-5" }],
    });
    expect(env.limits[variablePart("gemini-3.5-flash")]).toEqual({ rpm: 15, tpm: 250_000 });
    expect(env.flagOverrides).toEqual({ runs_enabled: false, visual_concurrency: 1 });
  });

  it("refuses a tier said twice and a provider without a model", () => {
    expect(
      problemsOf({ TIER_LESSON_CONTENT: "openai:gpt-5", CANDO_AI_STAGE1_MODEL: "gpt-4.1" }),
    ).toHaveLength(1);
    expect(problemsOf({ CANDO_AI_STAGE2_PROVIDER: "gemini" })).toHaveLength(1);
  });

  it("shows a newcomer everything with the sample model, and nothing unasked with a live one", () => {
    expect(parseEnv({}).flagFirstValues).toEqual({
      variant_generation_v2: true,
      variant_generation_rollout_percentage: 100,
    });
    expect(parseEnv({ GEMINI_API_KEY: "AIza12345678" }).flagFirstValues).toEqual({});
    expect(parseEnv({ VARIANT_GENERATION_ROLLOUT_PERCENTAGE: "10" }).flagFirstValues).toMatchObject({
      variant_generation_rollout_percentage: 10,
    });
  });

  it("answers any environment with values or with a ConfigError", () => {
    const name = fc.constantFrom(
      ...VARIABLE_NAMES,
      "TIER_SVG",
      "LIMIT_X_RPM",
      "FLAG_OVERRIDE_KNOWLEDGE",
      "__proto__",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const source = Object.fromEntries(pairs);
        for (const problem of problemsOf(source)) expect(problem).toMatch(/^[A-Z0-9_]+: \S/);
      }),
    );
  });
});

describe(".env.example", () => {
  const lines = readFileSync(new URL("../.env.example", import.meta.url), "utf8").split("\n");
  const assigned = lines.flatMap((line) => /^# ([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? []);

  it("names every variable once, and no other", () => {
    const fixed = assigned.filter((name) => !VARIABLE_PREFIXES.some((prefix) => name.startsWith(prefix)));
    expect(fixed.toSorted()).toEqual(VARIABLE_NAMES.toSorted());
    for (const prefix of VARIABLE_PREFIXES)
      expect(assigned.some((name) => name.startsWith(prefix))).toBe(true);
  });

  it("sets nothing by itself, and everything in it is valid", () => {
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
    const source = Object.fromEntries(
      lines.flatMap((line) => {
        const [, name, value] = /^# ([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
        return name && value ? [[name, value]] : [];
      }),
    );
    expect(problemsOf({ ...source, ADMIN_PASSWORD: "a long password", ALERT_WEBHOOK_SECRET: "x" })).toEqual(
      [],
    );
  });
});
