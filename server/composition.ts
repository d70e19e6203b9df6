import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Logger, pino } from "pino";
import { createBudget } from "./budget/index.ts";
import type { TelemetryRecord } from "./contracts/telemetry.ts";
import { type Database, openDatabase } from "./db.ts";
import { ConfigError, type Env, parseEnv } from "./env.ts";
import { createExports, createPainter, type Exports } from "./export/index.ts";
import { createFlags, type Flags } from "./flags/index.ts";
import { createHealth, type Health, probeModels, probeQueue, WORKER_APPLICATION } from "./health/index.ts";
import { createIdentity, type Identity } from "./identity/index.ts";
import { type Bus, createBus } from "./kit/bus.ts";
import { isConnectionError } from "./kit/database-errors.ts";
import {
  ADMISSION_LIMITS,
  createLiveBatches,
  createRuns,
  createWorker,
  type Observation,
  openRunQueue,
  RUNS_PER_WORKER,
  type Runs,
  type Worker,
} from "./runs/index.ts";
import { createTelemetry, type Telemetry } from "./telemetry/index.ts";

/** What every process opens: settings, log, database, notifications, and what stands on them alone. */
interface Foundation {
  env: Env;
  log: Logger;
  database: Database;
  url: string;
  bus: Bus;
  flags: Flags;
  telemetry: Telemetry;
  close(): Promise<void>;
}

/** What pages and routes use. */
export interface Services {
  env: Env;
  log: Logger;
  prisma: Database["prisma"];
  runs: Runs;
  identity: Identity;
  flags: Flags;
  telemetry: Telemetry;
  health: Health;
  exports: Exports;
  /** Ends open streams and connections; what is in memory is written. */
  close(): Promise<void>;
}

async function openFoundation(part: "web" | "worker"): Promise<Foundation> {
  const env = parseEnv(process.env);
  const url = env.databaseUrl;
  if (!url) throw new ConfigError(["DATABASE_URL: must be set (`npm start` brings a database and sets it)"]);
  const log = pino({
    level: env.logLevel,
    base: { part },
    redact: ["*.apiKey", "*.password", "*.cookie", "*.authorization"],
  });
  const onTrouble = troubles(log);
  const database = openDatabase(url);
  const bus = createBus(named(url, part === "worker" ? WORKER_APPLICATION : "learn-x web"), onTrouble);
  const { prisma } = database;
  const flags = createFlags({
    prisma,
    bus,
    overrides: env.flagOverrides,
    firstValues: env.flagFirstValues,
    onTrouble,
  });
  const telemetry = createTelemetry({ prisma, log });
  return {
    env,
    log,
    database,
    url,
    bus,
    flags,
    telemetry,
    async close() {
      flags.close();
      await telemetry.close();
      await bus.close();
      await database.close();
    },
  };
}

/** The database's address with a name by which it can tell who is connected. */
function named(url: string, application: string): string {
  const address = new URL(url);
  address.searchParams.set("application_name", application);
  return address.href;
}

/** The database being away is one kind of trouble, said in one word; everything else comes with its stack. */
function troubles(log: Logger) {
  return (error: unknown) => {
    if (isConnectionError(error)) log.warn("the database does not answer");
    else log.error(error, "unexpected trouble");
  };
}

// Module state is not shared between the pages, the routes and the proxy of a production build; the global object is.
const SERVICES = Symbol.for("learn-x.services");
const held = globalThis as { [SERVICES]?: Promise<Services> };

/** The services of this web process, opened with the first call. A failure is not kept: the next call tries again. */
export function services(): Promise<Services> {
  held[SERVICES] ??= openServices().catch((error) => {
    delete held[SERVICES];
    throw error;
  });
  return held[SERVICES];
}

async function openServices(): Promise<Services> {
  const foundation = await openFoundation("web");
  const { env, log, database, url, bus, flags, telemetry } = foundation;
  const { prisma } = database;
  try {
    const queue = await openRunQueue({ url, concurrency: 0, onTrouble: troubles(log) });
    const runs = createRuns({
      prisma,
      bus,
      queue,
      budget: createBudget(env.budget),
      limits: ADMISSION_LIMITS,
      isSample: env.llmMode === "simulated",
      isOpen: () => flags.value("runs_enabled"),
    });
    const { authSecret: secret, appUrl, trustProxy, admin } = env;
    const identity = createIdentity({ prisma, secret, appUrl, trustProxy, admin, log });
    await Promise.all([flags.reload(), bus.ready()]);
    const exports = createExports(createPainter());
    return {
      env,
      log,
      prisma,
      runs,
      identity,
      flags,
      telemetry,
      health: createHealth({
        prisma,
        queue: () => probeQueue(prisma),
        models: () => probeModels(prisma, env.llmMode),
        // No kind of run uses knowledge yet, so nothing of it can be away.
        knowledge: async () => ({ status: "ok", reason: "Nothing uses a knowledge base yet." }),
      }),
      exports,
      async close() {
        runs.close();
        exports.close();
        await queue.close();
        await foundation.close();
      },
    };
  } catch (error) {
    await foundation.close();
    throw error;
  }
}

export interface WorkerProcess {
  log: Logger;
  worker: Worker;
  /** Drains, then closes. */
  close(): Promise<void>;
}

/** A process that carries out runs. The models and pipelines are loaded only here: a web process needs none of them. */
export async function openWorker(): Promise<WorkerProcess> {
  const [{ createGateway, createLimiter, createReplies, resolveTiers }, { visual }] = await Promise.all([
    import("./llm/index.ts"),
    import("./pipelines/visual/index.ts"),
  ]);
  const foundation = await openFoundation("worker");
  const { env, log, database, url, bus, flags, telemetry } = foundation;
  const { prisma } = database;
  const onTrouble = troubles(log);
  try {
    const { tiers, limits, prices } = env;
    const resolution = resolveTiers({ providers: modelEndpoints(env), tiers, limits, prices });
    if (!resolution.ok) throw new ConfigError(resolution.problems);
    for (const { tier, model } of resolution.fellBack) log.info(`tier ${tier} is served by ${model}`);
    if (resolution.unserved.length > 0) log.warn(`no model serves ${resolution.unserved.join(", ")}`);
    const gateway = createGateway({
      tiers: resolution.tiers,
      providers: modelEndpoints(env),
      limiter: createLimiter({ prisma, bus, onTrouble }),
      replies: createReplies({
        prisma,
        source: env.llmMode,
        days: () => flags.value("reply_cache_days"),
        onTrouble,
      }),
    });
    const queue = await openRunQueue({ url, concurrency: RUNS_PER_WORKER, onTrouble });
    const worker = createWorker({
      name: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
      prisma,
      bus,
      queue,
      gateway,
      flags,
      budget: createBudget(env.budget),
      live: createLiveBatches(prisma, onTrouble),
      pipelines: [visual],
      observe: (observation) => observe(observation, { log, telemetry }),
      retentionDays: () => flags.value("run_retention_days"),
      onTrouble,
    });
    await Promise.all([flags.reload(), bus.ready()]);
    await worker.start();
    return {
      log,
      worker,
      async close() {
        await worker.drain();
        await queue.close();
        await foundation.close();
      },
    };
  } catch (error) {
    await foundation.close();
    throw error;
  }
}

/** Where the models are. The sample model is reached exactly as the real ones are, by their own protocols. */
function modelEndpoints({ llmMode, simulatorUrl, providers }: Env): Env["providers"] {
  if (llmMode === "live") return providers;
  if (!simulatorUrl)
    throw new ConfigError(["SIMULATOR_URL: must be set (`npm start` starts the sample model and sets it)"]);
  const gemini = { apiKey: "sample", baseUrl: simulatorUrl };
  const openai = { apiKey: "sample", baseUrl: new URL("v1", `${simulatorUrl.replace(/\/$/, "")}/`).href };
  return { gemini, openai, openrouter: openai, jina: openai };
}

/** What happens to runs goes into telemetry; what nobody expected goes into the log, with its stack. */
function observe(
  { name, lease, data, error }: Observation,
  { log, telemetry }: Pick<Foundation, "log" | "telemetry">,
) {
  if (name === "unexpected") {
    log.error({ err: error, runId: lease.runId, ...data }, "a run met an unexpected error");
    return;
  }
  const { runId, learnerId } = lease;
  // The engine names its observations as telemetry does; what does not fit is counted there as dropped.
  telemetry.record({ name, runId, learnerId, data } as TelemetryRecord);
}
