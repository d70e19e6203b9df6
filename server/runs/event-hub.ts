import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { JournalEvent } from "../contracts/events.ts";
import { isFinal, type RunStatus } from "../contracts/run.ts";
import type { Bus } from "../kit/bus.ts";
import { isConnectionError } from "../kit/database-errors.ts";
import type { EventReader } from "./interface.ts";
import { EVENTS_CHANNEL } from "./store.ts";

/** Notifications that arrive together are answered by one read of the journal, in milliseconds. */
const GATHER_MS = 2;
/** A reader that heard nothing for this long looks by itself, in milliseconds. */
const LOOK_MS = 5_000;
/** After a read that failed because the database is away, in milliseconds. */
const AWAY_MS = 500;
/** Rows of the journal that one read brings a reader at the most; the rest comes with its next read. */
const ROWS = 50;
/** Once this many bytes (as PostgreSQL keeps them) are on their way, a reader's further rows wait for its next read. */
const BYTES = 256 * 1024;

interface Row {
  reader: number;
  shareToken: string | null;
  status: RunStatus;
  seq: number;
  first: number | null;
  last: number | null;
  batch: { type: string }[] | null;
}

interface Reader {
  runId: string;
  /** The link by which it reads; `null` for the run's own learner. */
  token: string | null;
  /** The number of the last event that was handed out. */
  after: number;
  /** Set while a `read` waits. */
  wanting: { resolve(events: JournalEvent[] | null): void; reject(error: unknown): void } | null;
  lookAt: number;
}

/** Serves all readers of a process: they ask when they are ready for more, and one query answers all that ask. */
export interface EventHub {
  /** @param token the link by which a stranger reads: the reader ends as soon as it is not the run's any more */
  open(runId: string, after: number, token?: string): EventReader;
  close(): void;
}

export function createEventHub(prisma: PrismaClient, bus: Bus): EventHub {
  const readers = new Map<string, Set<Reader>>();
  const due = new Set<Reader>();
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  let isClosed = false;

  const everyone = () => {
    for (const group of readers.values()) for (const reader of group) want(reader);
  };
  const stopListening = bus.listen(
    EVENTS_CHANNEL,
    (runIds) => {
      for (const runId of runIds.split(",")) for (const reader of readers.get(runId) ?? []) want(reader);
    },
    everyone,
  );
  const looking = setInterval(() => {
    const now = Date.now();
    for (const group of readers.values()) for (const reader of group) if (reader.lookAt <= now) want(reader);
  }, LOOK_MS / 2);
  looking.unref();

  function want(reader: Reader) {
    due.add(reader);
    if (reader.wanting && !busy) timer ??= setTimeout(serve, GATHER_MS);
  }

  async function serve() {
    timer = undefined;
    const asking = [...due].filter((reader) => reader.wanting);
    if (asking.length === 0) return;
    busy = true;
    let isAway = false;
    for (const reader of asking) {
      due.delete(reader);
      reader.lookAt = Date.now() + LOOK_MS;
    }
    try {
      const rows = await readJournal(prisma, asking);
      for (const [index, reader] of asking.entries()) deliver(reader, rows.get(index) ?? []);
    } catch (error) {
      isAway = isConnectionError(error);
      for (const reader of asking) {
        // While the database is away a reader waits.
        if (isAway) due.add(reader);
        else settle(reader, (wanting) => wanting.reject(error));
      }
    } finally {
      busy = false;
      if ([...due].some((reader) => reader.wanting))
        timer ??= setTimeout(serve, isAway ? AWAY_MS : GATHER_MS);
    }
  }

  function deliver(reader: Reader, rows: Row[]) {
    const [state] = rows;
    if (!state || (reader.token !== null && reader.token !== state.shareToken))
      return settle(reader, (wanting) => wanting.resolve(null));
    const events: JournalEvent[] = [];
    for (const { first, batch } of rows) {
      if (first === null || batch === null) continue;
      for (const [offset, event] of batch.entries()) {
        const seq = first + offset;
        if (seq > reader.after) events.push({ seq, event });
      }
    }
    if (events.length > 0) {
      reader.after = events.at(-1)?.seq ?? reader.after;
      due.add(reader); // there may be more than one read brings
      settle(reader, (wanting) => wanting.resolve(events));
    } else if (isFinal(state.status) && reader.after >= state.seq) {
      settle(reader, (wanting) => wanting.resolve(null));
    } else if (isFinal(state.status)) {
      // Only deltas that were compacted away lie between the reader and the end.
      reader.after = state.seq;
      settle(reader, (wanting) => wanting.resolve(null));
    }
  }

  function settle(reader: Reader, how: (wanting: NonNullable<Reader["wanting"]>) => void) {
    const { wanting } = reader;
    reader.wanting = null;
    if (wanting) how(wanting);
  }

  return {
    open(runId, after, token) {
      const reader: Reader = { runId, token: token ?? null, after, wanting: null, lookAt: 0 };
      const group = readers.get(runId) ?? new Set();
      readers.set(runId, group.add(reader));
      due.add(reader);
      let closed = false;
      return {
        read() {
          if (closed || isClosed) return Promise.resolve(null);
          return new Promise((resolve, reject) => {
            reader.wanting = { resolve, reject };
            if (due.has(reader)) want(reader);
          });
        },
        close() {
          closed = true;
          due.delete(reader);
          group.delete(reader);
          if (group.size === 0) readers.delete(runId);
          settle(reader, (wanting) => wanting.resolve(null));
        },
      };
    },
    close() {
      isClosed = true;
      stopListening();
      clearInterval(looking);
      clearTimeout(timer);
      for (const group of readers.values()) {
        for (const reader of group) settle(reader, (wanting) => wanting.resolve(null));
      }
      readers.clear();
    },
  };
}

/** The next rows of every reader, and its run's state, in one query and one snapshot of the database. */
async function readJournal(prisma: PrismaClient, readers: Reader[]): Promise<Map<number, Row[]>> {
  const rows = await prisma.$queryRaw<Row[]>`
    select (asked.reader - 1)::int as reader, r."shareToken", r.status::text, r.seq, e.first, e.last, e.batch
    from unnest(${readers.map(({ runId }) => runId)}::uuid[], ${readers.map(({ after }) => after)}::int[])
      with ordinality as asked(run, after, reader)
    join "Run" r on r.id = asked.run
    left join lateral (
      select first, last, batch from (
        select first, last, batch,
          sum(pg_column_size(batch)) over (order by last rows between unbounded preceding and 1 preceding) as before
        from (
          select first, last, batch from "RunEvent" e
          where e."runId" = asked.run and e.last > asked.after order by e.last limit ${ROWS}
        ) next
      ) sized where before is null or before < ${BYTES}
    ) e on true
    order by asked.reader, e.last`;
  const grouped = new Map<number, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.reader);
    if (group) group.push(row);
    else grouped.set(row.reader, [row]);
  }
  return grouped;
}
