import { randomBytes } from "node:crypto";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { RunStatus } from "../contracts/run.ts";
import { AppError } from "../errors.ts";
import { checkRunId, noSuchRun } from "./snapshot.ts";
import { notifyReaders, transact } from "./store.ts";

/** A link is guessed with a chance of one in 2^144; 18 bytes are 24 characters of base64url, with none left over. */
const TOKEN_BYTES = 18;

/** Gives a run a link, or the one that it has: whoever asks twice at once gets the same. @throws NOT_FOUND */
export async function shareRun(
  prisma: PrismaClient,
  learnerId: string,
  id: string,
): Promise<{ token: string }> {
  checkRunId(id);
  const fresh = randomBytes(TOKEN_BYTES).toString("base64url");
  const [row] = await prisma.$queryRaw<{ token: string }[]>`
    update "Run" set "shareToken" = coalesce("shareToken", ${fresh})
    where id = ${id}::uuid and "learnerId" = ${learnerId}::uuid returning "shareToken" as token`;
  if (!row) throw noSuchRun();
  return row;
}

/** Takes a run's link back; who looks at the run by it is let go at once. @throws NOT_FOUND */
export async function unshareRun(prisma: PrismaClient, learnerId: string, id: string): Promise<void> {
  checkRunId(id);
  await transact(prisma, async (tx) => {
    const rows = await tx.$queryRaw<unknown[]>`
      update "Run" set "shareToken" = null
      where id = ${id}::uuid and "learnerId" = ${learnerId}::uuid returning 1`;
    if (rows.length === 0) throw noSuchRun();
    await notifyReaders(tx, id);
  });
}

export interface SharedRunRow {
  id: string;
  learnerId: string;
  status: RunStatus;
  seq: number;
}

/** The run that a link is for. @throws NOT_FOUND for a word that is none, or none any more */
export async function findShared(prisma: PrismaClient, token: string): Promise<SharedRunRow> {
  // What no token looks like is not asked for: the database refuses some of it less kindly.
  const [row] = /^[\w-]{22,64}$/.test(token)
    ? await prisma.$queryRaw<SharedRunRow[]>`
        select id::text, "learnerId"::text, status::text, seq from "Run" where "shareToken" = ${token}`
    : [];
  if (!row) throw new AppError("NOT_FOUND", "There is nothing to see at this link (any more).");
  return row;
}
