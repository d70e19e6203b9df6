import { z } from "zod";
import { Prisma, type PrismaClient } from "../../prisma/generated/client.ts";
import type { Budget } from "../budget/index.ts";
import { check } from "../contracts/refusal.ts";
import type { RunKind, RunSnapshot, RunStatus, RunSummary } from "../contracts/run.ts";
import { AppError } from "../errors.ts";
import { isUuid } from "../kit/uuid.ts";
import { checkRunId, noSuchRun, readSnapshot } from "./snapshot.ts";
import { notifyControl, notifyReaders, transact } from "./store.ts";

/** In UTF-16 code units, once it is normalised and trimmed. */
const LONGEST_SEARCH = 200;

/** Words to look for: as a person typed them, but such as the database can take them. */
const Search = z
  .string("must be text")
  .max(LONGEST_SEARCH * 4, { abort: true, error: `must be at most ${LONGEST_SEARCH} characters` })
  .transform((text) => text.normalize("NFC").trim())
  .refine((text) => text.length <= LONGEST_SEARCH, `must be at most ${LONGEST_SEARCH} characters`)
  .refine((text) => !text.includes("\0"), "must not contain NUL characters");

export interface RunPage {
  cursor?: string;
  limit: number;
  search?: string;
  pinned?: boolean;
}

interface SummaryRow {
  id: string;
  kind: RunKind;
  input: unknown;
  status: RunStatus;
  usd: number;
  tokens: number;
  title: string | null;
  pinned: boolean;
  createdAt: Date;
  endedAt: Date | null;
}

/**
 * A learner's runs, newest first; the cursor is the last one's time and id.
 * @throws INVALID for a cursor that is none, and for a search that is too long
 */
export async function listRuns(
  prisma: PrismaClient,
  learnerId: string,
  { cursor, limit, search, pinned }: RunPage,
): Promise<{ runs: RunSummary[]; next: string | null }> {
  const conditions = [Prisma.sql`"learnerId" = ${learnerId}::uuid`];
  if (cursor !== undefined) {
    const { createdAt, id } = parseCursor(cursor);
    conditions.push(Prisma.sql`("createdAt", id) < (${createdAt.toISOString()}::timestamptz, ${id}::uuid)`);
  }
  if (pinned !== undefined) conditions.push(Prisma.sql`("pinnedAt" is not null) = ${pinned}`);
  const pattern = search === undefined ? null : searchPattern(search);
  if (pattern !== null) conditions.push(finds(pattern));
  const rows = await prisma.$queryRaw<SummaryRow[]>`
    select id::text, kind, input, status::text, "spentUsd"::float8 as usd, tokens, ${TITLE} as title,
      "pinnedAt" is not null as pinned, "createdAt", "endedAt"
    from "Run" where ${Prisma.join(conditions, " and ")}
    order by "createdAt" desc, id desc limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    runs: page.map(({ usd, tokens, createdAt, endedAt, ...row }) => ({
      ...row,
      cost: { usd, tokens },
      createdAt: createdAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
    next: last ? Buffer.from(`${last.createdAt.getTime()}.${last.id}`).toString("base64url") : null,
  };
}

const TITLE = Prisma.sql`case when jsonb_typeof(result -> 'title') = 'string' then result ->> 'title' end`;

/** Words in the title, or in any text of the question; how the answer should be given (level, language) is no word of it. */
function finds(pattern: string): Prisma.Sql {
  return Prisma.sql`(${TITLE} ilike ${pattern} or exists (
    select 1 from jsonb_path_query(input - '{level,language}'::text[], 'strict $.** ? (@.type() == "string")') as said
    where said #>> '{}' ilike ${pattern}))`;
}

/** What people type, as a pattern in which nothing stands for anything else; null when there is nothing to look for. */
function searchPattern(search: string): string | null {
  const checked = check(Search, search, ["search"]);
  if (!checked.ok) {
    const [issue] = checked.issues;
    throw new AppError("INVALID", `search: ${issue?.message}.`, { issues: checked.issues });
  }
  return checked.data === "" ? null : `%${checked.data.replace(/[\\%_]/g, "\\$&")}%`;
}

function parseCursor(cursor: string): { createdAt: Date; id: string } {
  const [time = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(".");
  if (/^\d{1,14}$/.test(time) && isUuid(id)) return { createdAt: new Date(Number(time)), id };
  const message = "must be the `next` of an earlier answer";
  throw new AppError("INVALID", "The cursor is not one of ours.", { issues: [{ path: "cursor", message }] });
}

/** Keeps a run at the top of its learner's library and out of retention's reach, or no longer. @throws NOT_FOUND */
export async function pinRun(
  prisma: PrismaClient,
  learnerId: string,
  id: string,
  pinned: boolean,
): Promise<RunSnapshot> {
  checkRunId(id);
  await prisma.$queryRaw`
    update "Run" set "pinnedAt" = case when ${pinned} then coalesce("pinnedAt", clock_timestamp()) end
    where id = ${id}::uuid and "learnerId" = ${learnerId}::uuid`;
  return readSnapshot(prisma, learnerId, id);
}

/**
 * Deletes a run and all that belongs to it. Its worker finds nothing to hold any more and lets go of its calls; what
 * they may cost stays booked on the learner's day, at what was held back for them. Readers of its events are let go.
 * @throws NOT_FOUND
 */
export async function removeRun(
  { prisma, budget }: { prisma: PrismaClient; budget: Budget },
  learnerId: string,
  id: string,
): Promise<void> {
  checkRunId(id);
  await transact(prisma, async (tx) => {
    const rows = await tx.$queryRaw<unknown[]>`
      select 1 from "Run" where id = ${id}::uuid and "learnerId" = ${learnerId}::uuid for update`;
    if (rows.length === 0) throw noSuchRun();
    await budget.chargeLost(tx, { runId: id });
    await tx.$queryRaw`delete from "Run" where id = ${id}::uuid returning 1`;
    await notifyControl(tx, id);
    await notifyReaders(tx, id);
  });
}
