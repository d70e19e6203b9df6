import { randomUUID } from "node:crypto";
import type { PrismaClient } from "../../../prisma/generated/client.ts";
import { orAborted, sleep } from "../../kit/abort.ts";
import { backoffDelay } from "../../kit/backoff.ts";
import { isConnectionError } from "../../kit/database-errors.ts";
import { cancelled } from "../watchdog.ts";
import { createLimitStore, type Joining } from "./limit-store.ts";
import type { LimitedModel, Limiter, Turn } from "./limiter.ts";

/** What is needed of the process's notifications. */
export interface Notifications {
  listen(channel: string, handler: (payload: string) => void, onReconnect?: () => void): () => void;
}

export interface LimiterOptions {
  prisma: PrismaClient;
  bus: Notifications;
  /** Is told of trouble that is waited out. */
  onTrouble: (error: unknown) => void;
}

/** How often a process renews the leases of its waiting calls and looks for grants that it was not told of. */
const POLL_MS = 1_000;
const MOST_PAUSE_MS = 10 * 60_000;

interface Waiting extends Joining {
  model: LimitedModel;
  /** Whether its row was written: before, only `acquire` itself may ask for it. */
  hasRow: boolean;
  granted(): void;
}

/**
 * The limits of all models, in PostgreSQL. A call that cannot go at once is a row; whichever process looks at a
 * model next (a new call, a timer, a pause) lets everybody go who can, and tells the others by NOTIFY.
 */
export function createLimiter({ prisma, bus, onTrouble }: LimiterOptions): Limiter {
  const store = createLimitStore(prisma);
  const waiting = new Map<string, Waiting>();
  const timers = new Map<string, { timer: NodeJS.Timeout; at: number }>();
  let polling: NodeJS.Timeout | undefined;

  const stopListening = bus.listen(
    "model_granted",
    (id) => settle(id),
    () => void poll(),
  );

  function settle(id: string) {
    const call = waiting.get(id);
    if (!call) return;
    waiting.delete(id);
    call.granted();
    store.leave(id).catch(onTrouble);
  }

  /** Lets everybody go who can, `joining` among them, and sees to it that somebody looks again in time. */
  async function serve(model: LimitedModel, joining?: Joining): Promise<"granted" | "waiting"> {
    const { granted, next } = await store.serve(model, joining);
    const isGranted = joining !== undefined && granted.includes(joining.id);
    for (const id of granted) if (id !== joining?.id) settle(id);
    // The process of the first in line looks first; the others only in case that it died.
    if (next && isAwaited(model))
      lookAgain(model, next.inMs + (waiting.has(next.id) ? 0 : 50 + Math.random() * 100));
    return isGranted ? "granted" : "waiting";
  }

  function lookAgain(model: LimitedModel, inMs: number) {
    const at = performance.now() + inMs;
    const former = timers.get(model.id);
    if (former && former.at <= at) return;
    clearTimeout(former?.timer);
    const timer = setTimeout(() => {
      timers.delete(model.id);
      if (isAwaited(model)) serve(model).catch(onTrouble); // polling comes back to it
    }, inMs);
    timers.set(model.id, { timer, at });
  }

  const isAwaited = (model: LimitedModel) => [...waiting.values()].some((call) => call.model.id === model.id);

  async function poll() {
    clearTimeout(polling);
    polling = undefined;
    if (waiting.size === 0) return;
    try {
      const asked = [...waiting.values()].filter((call) => call.hasRow);
      const found = await store.renew(asked.map(({ id }) => id));
      for (const [id, isGranted] of found) if (isGranted) settle(id);
      // A row that is gone was dropped while this process slept: the call joins the line again, at its old place.
      for (const call of asked) {
        if (found.has(call.id) || !waiting.has(call.id)) continue;
        if ((await serve(call.model, call)) === "granted") settle(call.id);
      }
      for (const model of new Map(asked.map((call) => [call.model.id, call.model])).values()) {
        if (!timers.has(model.id) && isAwaited(model)) await serve(model);
      }
    } catch (error) {
      onTrouble(error);
    }
    pollSoon();
  }

  function pollSoon() {
    if (waiting.size > 0) polling ??= setTimeout(() => void poll(), POLL_MS);
  }

  return {
    async acquire({ model, tokens, priority, learnerId, signal }: Turn) {
      if (signal.aborted) throw cancelled(signal);
      const joining: Joining = { id: randomUUID(), tokens, priority, learnerId, createdAt: undefined };
      let grant: () => void = () => {};
      const granted = new Promise<"granted">((resolve) => {
        grant = () => resolve("granted");
      });
      // Known before its row is: the notification may be quicker than the transaction's answer.
      const call = { ...joining, createdAt: new Date(), model, hasRow: false, granted: grant };
      waiting.set(call.id, call);
      try {
        if ((await outlasting(() => serve(model, joining), signal, onTrouble)) === "granted") {
          waiting.delete(call.id);
          return new Date();
        }
        call.hasRow = true;
        pollSoon();
        await orAborted(granted, signal);
        return new Date();
      } catch (error) {
        waiting.delete(call.id);
        // Those behind may be able to go now.
        store
          .leave(joining.id)
          .then(() => serve(model))
          .catch(onTrouble);
        throw signal.aborted ? cancelled(signal) : error;
      }
    },
    async pause(model, delayMs) {
      try {
        await store.pause(model, Math.min(delayMs, MOST_PAUSE_MS));
      } catch (error) {
        if (!isConnectionError(error)) throw error;
        onTrouble(error); // nobody is granted anything meanwhile, so the next 429 says it again
      }
    },
    close() {
      stopListening();
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Tries again for as long as the database is away. */
async function outlasting<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  onTrouble: (error: unknown) => void,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isConnectionError(error)) throw error;
      onTrouble(error);
      await sleep(backoffDelay(failures, { baseMs: 100, maxMs: 2_000 }), signal);
    }
  }
}
