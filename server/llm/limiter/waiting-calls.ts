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

/** One look at a model's line, for all who come before it begins. */
interface Look {
  add(joining: Joining | undefined): Promise<"granted" | "waiting">;
  begin(): Promise<void>;
}

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
  /** By model: the look that is under way, and the one that comes after it. */
  const looks = new Map<string, { next: Look | undefined }>();
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

  /**
   * Lets everybody go who can, `joining` among them, and sees to it that somebody looks again in time. Who comes while
   * this process is looking at the model waits for the next look, and shares it with all others who came: a burst of
   * calls would else stand in line for the lock of one row, each with a connection of its own.
   */
  function serve(model: LimitedModel, joining?: Joining): Promise<"granted" | "waiting"> {
    const known = looks.get(model.id);
    if (known?.next) return known.next.add(joining);
    const look = createLook(model);
    if (known) known.next = look;
    else begin(model, look);
    return look.add(joining);
  }

  function begin(model: LimitedModel, look: Look) {
    const present: { next: Look | undefined } = { next: undefined };
    looks.set(model.id, present);
    void look.begin().finally(() => {
      looks.delete(model.id);
      if (present.next) begin(model, present.next);
    });
  }

  function createLook(model: LimitedModel): Look {
    const all: Joining[] = [];
    const granted = Promise.withResolvers<ReadonlySet<string>>();
    granted.promise.catch(() => {}); // everybody who was added sees it
    return {
      async add(joining) {
        if (joining) all.push(joining);
        return (await granted.promise).has(joining?.id ?? "") ? "granted" : "waiting";
      },
      async begin() {
        try {
          const served = await store.serve(model, all);
          const joined = new Set(all.map(({ id }) => id));
          for (const id of served.granted) if (!joined.has(id)) settle(id);
          const { next } = served;
          // The process of the first in line looks first; the others only in case that it died.
          if (next && isAwaited(model))
            lookAgain(model, next.inMs + (waiting.has(next.id) ? 0 : 50 + Math.random() * 100));
          granted.resolve(new Set(served.granted));
        } catch (error) {
          granted.reject(error);
        }
      },
    };
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
