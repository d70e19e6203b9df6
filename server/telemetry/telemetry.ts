import { randomUUID } from "node:crypto";
import type { Prisma, PrismaClient } from "../../prisma/generated/client.ts";
import { TELEMETRY, type TelemetryRecord } from "../contracts/telemetry.ts";
import { isConnectionError } from "../kit/database-errors.ts";
import type { Telemetry } from "./types.ts";

interface Options {
  prisma: PrismaClient;
  /** Told of trouble, at most once a flush. */
  log: { warn(data: object, message: string): void };
  /** How many events wait in memory at the most while the database is away; the oldest go first. Default 10,000. */
  capacity?: number;
  /** How long an event waits for company, in milliseconds; default 1,000. */
  delayMs?: number;
}

type Row = Prisma.TelemetryEventCreateManyInput;

const BATCH = 500;

/** Telemetry in table `TelemetryEvent`: batched inserts in order, tried again until the database takes them. */
export function createTelemetry({ prisma, log, capacity = 10_000, delayMs = 1_000 }: Options): Telemetry {
  let buffer: Row[] = [];
  let dropped = 0;
  let reported = 0;
  let reason = "";
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;

  function drop(count: number, because: string) {
    dropped += count;
    reason = because;
    schedule();
  }

  /** One line for all that was dropped since the last one: a flood of events is no flood of lines. */
  function report() {
    if (dropped > reported) log.warn({ dropped, last: reason }, "telemetry events were dropped");
    reported = dropped;
  }

  function schedule() {
    if (timer || closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      report();
      void flush();
    }, delayMs);
    timer.unref();
  }

  const save = (rows: Row[]) => prisma.telemetryEvent.createMany({ data: rows, skipDuplicates: true });

  /** Throws when the database is away. One event that it refuses does not hold up the others. */
  async function insert(batch: Row[]) {
    try {
      await save(batch);
    } catch (error) {
      if (isConnectionError(error)) throw error;
      for (const row of batch)
        await save([row]).catch((cause) => {
          if (isConnectionError(cause)) throw cause;
          drop(1, `${row.name} was refused by the database`);
        });
    }
  }

  async function write() {
    while (buffer.length > 0) {
      const batch = buffer.slice(0, BATCH);
      try {
        await insert(batch);
      } catch (error) {
        log.warn({ err: error }, "telemetry could not be written");
        schedule();
        return;
      }
      // Newer events may have pushed some of the batch out of a full buffer meanwhile: those are written all the same.
      const written = new Set(batch);
      buffer = buffer.filter((row) => !written.has(row));
    }
  }

  function flush(): Promise<void> {
    writing ??= write().finally(() => {
      writing = null;
    });
    return writing;
  }

  function record(event: TelemetryRecord) {
    if (closed) return drop(1, "closed");
    const shape = Object.hasOwn(TELEMETRY, event.name) ? TELEMETRY[event.name] : undefined;
    const data = shape?.safeParse(event.data);
    if (!data?.success) return drop(1, `${event.name} has another shape`);
    buffer.push({
      // Named here, so that an insert whose answer was lost can be done again.
      id: randomUUID(),
      name: event.name,
      at: event.at ?? new Date(),
      learnerId: event.learnerId,
      runId: event.runId,
      data: data.data as Prisma.InputJsonObject,
    });
    if (buffer.length > capacity)
      drop(buffer.splice(0, buffer.length - capacity).length, "the buffer is full");
    schedule();
  }

  return {
    record,
    async flush() {
      // What came while a write was under way needs one of its own.
      if (writing) await writing;
      await flush();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await flush();
      dropped += buffer.length;
      buffer = [];
      report();
    },
    get dropped() {
      return dropped;
    },
  };
}
