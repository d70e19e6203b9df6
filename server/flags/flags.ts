import { FlagdCore } from "@openfeature/flagd-core";
import type { EvaluationContext } from "@openfeature/server-sdk";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import {
  FLAG_NAMES,
  FLAGS,
  type FlagName,
  type FlagValue,
  type FlagValues,
  flagProblem,
  isFlagName,
} from "../contracts/flags.ts";
import { AppError } from "../errors.ts";
import { toFlagd } from "./flagd.ts";
import { createProvider } from "./provider.ts";
import { type StoredFlag, settle } from "./settings.ts";
import type { FlagAudience, FlagState, Flags } from "./types.ts";

/** The channel that tells every process of a change. */
const CHANNEL = "flags_changed";

interface Options {
  prisma: PrismaClient;
  /** Notifications; where one is missed, polling finds the change. */
  bus: { listen(channel: string, handler: (payload: string) => void, onReconnect?: () => void): () => void };
  /** `FLAG_OVERRIDE_<NAME>`: always win. */
  overrides: Partial<FlagValues>;
  /** Hold until somebody sets the flag in the database. */
  firstValues: Partial<FlagValues>;
  /** Told when the database could not be read; the former values stay. */
  onTrouble: (error: unknown) => void;
  /** Milliseconds, default 5,000. */
  pollMs?: number;
}

/** Flags over the database. Until the first `reload` has ended the stored values are not known yet. */
export function createFlags({
  prisma,
  bus,
  overrides,
  firstValues,
  onTrouble,
  pollMs = 5_000,
}: Options): Flags {
  const core = new FlagdCore();
  let stored: ReadonlyMap<string, StoredFlag> = new Map();
  let settings = settle(overrides, stored, firstValues);
  core.setConfigurations(toFlagd(settings));

  async function read() {
    const rows = await prisma.flag.findMany();
    stored = new Map(rows.map((row) => [row.name, row]));
    settings = settle(overrides, stored, firstValues);
    core.setConfigurations(toFlagd(settings));
  }

  // One read at a time, so that an older answer never replaces a newer one.
  let reading: Promise<void> = Promise.resolve();
  function reload(): Promise<void> {
    reading = reading.catch(() => {}).then(read);
    return reading;
  }
  const refresh = () => reload().catch(onTrouble);

  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  function poll() {
    timer = setTimeout(() => void refresh().finally(() => closed || poll()), pollMs);
    timer.unref();
  }
  const stopListening = bus.listen(CHANNEL, refresh, refresh);
  poll();

  function evaluate(name: FlagName, audience: FlagAudience): FlagValue {
    const context: EvaluationContext = audience.learnerId ? { targetingKey: audience.learnerId } : {};
    const { default: fallback } = FLAGS[name];
    return typeof fallback === "boolean"
      ? core.resolveBooleanEvaluation(name, fallback, context).value
      : core.resolveNumberEvaluation(name, fallback, context).value;
  }

  function state(name: FlagName): FlagState {
    const row = stored.get(name);
    return {
      name,
      ...settings[name],
      updatedAt: row?.updatedAt.toISOString() ?? null,
      updatedBy: row?.updatedBy ?? null,
    };
  }

  return {
    provider: createProvider(core),
    value: <N extends FlagName>(name: N, audience: FlagAudience = {}) =>
      evaluate(name, audience) as FlagValues[N],
    values: (audience = {}) =>
      Object.fromEntries(FLAG_NAMES.map((name) => [name, evaluate(name, audience)])) as FlagValues,
    all: () => FLAG_NAMES.map(state),

    async set(name, value, by) {
      if (!isFlagName(name))
        throw new AppError("NOT_FOUND", `There is no flag named ${JSON.stringify(name)}.`);
      const words = flagProblem(name, value);
      if (words)
        throw new AppError("INVALID", `${name} ${words}.`, { issues: [{ path: "value", message: words }] });
      const after = value as FlagValue;
      await prisma.$transaction(async (tx) => {
        // One change after the other, so that each one's `before` is the former one's `after`.
        await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${CHANNEL}))`;
        const before = await tx.flag.findUnique({ where: { name } });
        await tx.flag.upsert({
          where: { name },
          create: { name, value: after, updatedBy: by },
          update: { value: after, updatedBy: by },
        });
        await tx.flagChange.create({ data: { name, before: before?.value ?? undefined, after, by } });
        await tx.$executeRaw`select pg_notify(${CHANNEL}, ${name})`;
      });
      await reload();
      return state(name);
    },

    async history(name, limit) {
      const rows = await prisma.flagChange.findMany({
        where: name === undefined ? {} : { name },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: limit,
      });
      return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    },

    reload,
    close() {
      closed = true;
      clearTimeout(timer);
      stopListening();
    },
  };
}
