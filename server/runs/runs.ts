import { isFinal } from "../contracts/run.ts";
import type { Bus } from "../kit/bus.ts";
import { answerRun, cancelRun, redoStep } from "./commands.ts";
import { type CreateServices, createRun } from "./create.ts";
import { createEventHub } from "./event-hub.ts";
import type { Runs } from "./interface.ts";
import { listRuns, readSnapshot } from "./snapshot.ts";

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
    redo: (learnerId, id, step) => redoStep(services, learnerId, id, step),
    async openEvents(learnerId, id, after) {
      const { status, seq } = await readSnapshot(prisma, learnerId, id);
      // A number from another time (a restored database) must not make a reader wait for what will never come.
      const from = Number.isInteger(after) ? Math.min(Math.max(after, 0), seq) : 0;
      return isFinal(status) && from >= seq ? null : hub.open(id, from);
    },
    close: hub.close,
  };
}
