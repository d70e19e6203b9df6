import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { HealthPart, HealthReport, PartStatus } from "../contracts/health.ts";
import type { Health } from "./types.ts";

type Probe = () => Promise<HealthPart> | HealthPart;

interface Options {
  prisma: Pick<PrismaClient, "$queryRaw">;
  /** How each other part is; a probe that throws or takes too long means `down`. Asked only while the database answers. */
  queue: Probe;
  models: Probe;
  knowledge: Probe;
  /** For the database, and then again for all other parts together; milliseconds, default 900. */
  timeoutMs?: number;
}

/** Health from one question to every part. Callers that ask at the same time share one look. */
export function createHealth({ prisma, queue, models, knowledge, timeoutMs = 900 }: Options): Health {
  async function within(probe: Probe, late: string): Promise<HealthPart> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<HealthPart>((resolve) => {
      timer = setTimeout(() => resolve({ status: "down", reason: late }), timeoutMs);
    });
    try {
      // A probe that answers after its time has nobody who listens, and no rejection that nobody handles.
      return await Promise.race([Promise.resolve().then(probe), tooLate]);
    } catch {
      return { status: "down", reason: late };
    } finally {
      clearTimeout(timer);
    }
  }

  const askDatabase = shared(() =>
    within(async () => {
      await prisma.$queryRaw`select 1`;
      return { status: "ok" };
    }, "The database does not answer."),
  );

  const look = shared(async (): Promise<HealthReport> => {
    const database = await askDatabase();
    if (database.status === "down") {
      const unknown: HealthPart = { status: "down", reason: "It needs the database, which does not answer." };
      return {
        status: "down",
        parts: { database, queue: unknown, models: unknown, knowledge: unknown },
      };
    }
    const [queuePart, modelsPart, knowledgePart] = await Promise.all([
      within(queue, "The queue does not answer."),
      within(models, "The models' state is not known."),
      within(knowledge, "The knowledge base does not answer."),
    ]);
    const parts = { database, queue: queuePart, models: modelsPart, knowledge: knowledgePart };
    return { status: overall(parts), parts };
  });

  return { report: look, ready: async () => (await askDatabase()).status !== "down" };
}

/** Pages and finished runs need neither models nor knowledge: without those it is degraded, not down. */
function overall(parts: HealthReport["parts"]): PartStatus {
  if (parts.database.status === "down" || parts.queue.status === "down") return "down";
  return Object.values(parts).every((part) => part.status === "ok") ? "ok" : "degraded";
}

function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
