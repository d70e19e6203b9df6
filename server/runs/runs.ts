import { isFinal, type RunStatus } from "../contracts/run.ts";
import type { Bus } from "../kit/bus.ts";
import { answerRun, cancelRun, redoStep } from "./commands.ts";
import { type CreateServices, createRun } from "./create.ts";
import { createEventHub, type EventHub } from "./event-hub.ts";
import type { EventReader, Runs } from "./interface.ts";
import { listRuns, pinRun, removeRun } from "./library.ts";
import { findShared, shareRun, unshareRun } from "./sharing.ts";
import { readOutputs, readSnapshot } from "./snapshot.ts";

/** The runs as web processes use them; `close` ends every open reader. */
export function createRuns(services: CreateServices & { bus: Bus }): Runs & { close(): void } {
  const { prisma } = services;
  const hub = createEventHub(prisma, services.bus);
  return {
    create: (request) => createRun(services, request),
    list: (learnerId, page) => listRuns(prisma, learnerId, page),
    snapshot: (learnerId, id) => readSnapshot(prisma, learnerId, id),
    cancel: (learnerId, id) => cancelRun(services, learnerId, id),
    answer: (learnerId, id, key, value) => answerRun(services, learnerId, id, key, value),
    redo: (learnerId, id, step, wish) => redoStep(services, learnerId, id, step, wish ?? null),
    pin: (learnerId, id, pinned) => pinRun(prisma, learnerId, id, pinned),
    remove: (learnerId, id) => removeRun(services, learnerId, id),
    share: (learnerId, id) => shareRun(prisma, learnerId, id),
    unshare: (learnerId, id) => unshareRun(prisma, learnerId, id),
    async shared(token) {
      const { learnerId, id } = await findShared(prisma, token);
      return { learnerId, id };
    },
    outputs: (learnerId, id) => readOutputs(prisma, learnerId, id),
    openEvents: async (learnerId, id, after) =>
      openReader(hub, await readSnapshot(prisma, learnerId, id), after),
    openSharedEvents: async (token, after) => openReader(hub, await findShared(prisma, token), after, token),
    close: hub.close,
  };
}

function openReader(
  hub: EventHub,
  { id, status, seq }: { id: string; status: RunStatus; seq: number },
  after: number,
  token?: string,
): EventReader | null {
  // A number from another time (a restored database) must not make a reader wait for what will never come.
  const from = Number.isInteger(after) ? Math.min(Math.max(after, 0), seq) : 0;
  return isFinal(status) && from >= seq ? null : hub.open(id, from, token);
}
