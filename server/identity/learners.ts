import type { Prisma, PrismaClient } from "../../prisma/generated/client.ts";
import { AppError } from "../errors.ts";
import { newLearnerId } from "./cookie.ts";

/** For what was asked as one learner, and would have to be kept for another one. */
export function signedInMeanwhile(): AppError {
  return new AppError("UNAUTHENTICATED", "You signed in or out meanwhile. Please try again.", {
    retryable: true,
  });
}

/** Makes the learner's row unless it is there. */
export async function ensureLearner(prisma: PrismaClient, id: string): Promise<void> {
  await prisma.learner.createMany({ data: [{ id }], skipDuplicates: true });
}

/**
 * The learner of an account. A browser's learner that nobody's account has becomes the account's learner, or is
 * merged into the one that the account has already; one that is another account's stays as it is.
 */
export async function joinLearner(
  prisma: PrismaClient,
  userId: string,
  browserId: string | undefined,
): Promise<string> {
  const known = await prisma.learner.findUnique({ where: { userId }, select: { id: true } });
  if (known && (browserId === undefined || browserId === known.id)) return known.id;

  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`learner of ${userId}`}))`;
    const own = await tx.learner.findUnique({ where: { userId }, select: { id: true } });
    if (own) {
      if (browserId !== undefined && browserId !== own.id) await mergeInto(tx, browserId, own.id);
      return own.id;
    }
    if (browserId !== undefined && (await claim(tx, browserId, userId))) return browserId;
    const { id } = await tx.learner.create({ data: { id: newLearnerId(), userId } });
    return id;
  });
}

/** Gives a learner, with or without a row yet, to an account; false when it is an account's already. */
async function claim(tx: Prisma.TransactionClient, id: string, userId: string): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    insert into "Learner" (id, "userId") values (${id}::uuid, ${userId})
    on conflict (id) do update set "userId" = excluded."userId"
    where "Learner"."userId" is null and "Learner"."mergedInto" is null`;
  if (claimed > 0) await revokeTokens(tx, id);
  return claimed > 0;
}

/** Whoever used the browser before made these: they must not open the account of whoever signs in to it. */
async function revokeTokens(tx: Prisma.TransactionClient, learnerId: string): Promise<void> {
  await tx.$executeRaw`
    update "ApiToken" set "revokedAt" = clock_timestamp()
    where "learnerId" = ${learnerId}::uuid and "revokedAt" is null`;
}

/** Moves everything of an account-less learner to another one. Its row stays, and says where everything went. */
async function mergeInto(tx: Prisma.TransactionClient, from: string, to: string): Promise<void> {
  // The lock holds back runs that are being started for it: those before it are moved, those after it see the mark.
  const marked = await tx.$executeRaw`
    insert into "Learner" (id, "mergedInto") values (${from}::uuid, ${to}::uuid)
    on conflict (id) do update set "mergedInto" = excluded."mergedInto"
    where "Learner"."userId" is null and "Learner"."mergedInto" is null`;
  if (marked === 0) return;
  await revokeTokens(tx, from);

  await tx.$executeRaw`
    update "Run" moved set "learnerId" = ${to}::uuid, "idempotencyKey" = case when exists (
        select from "Run" own where own."learnerId" = ${to}::uuid and own."idempotencyKey" = moved."idempotencyKey"
      ) then null else moved."idempotencyKey" end
    where moved."learnerId" = ${from}::uuid`;
  await tx.$executeRaw`update "Artifact" set "learnerId" = ${to}::uuid where "learnerId" = ${from}::uuid`;
  await tx.$executeRaw`
    insert into "LearnerDay" ("learnerId", day, "reservedUsd", "spentUsd")
      select ${to}::uuid, day, "reservedUsd", "spentUsd" from "LearnerDay" where "learnerId" = ${from}::uuid
    on conflict ("learnerId", day) do update set
      "reservedUsd" = "LearnerDay"."reservedUsd" + excluded."reservedUsd",
      "spentUsd" = "LearnerDay"."spentUsd" + excluded."spentUsd"`;
  await tx.$executeRaw`delete from "LearnerDay" where "learnerId" = ${from}::uuid`;
}
