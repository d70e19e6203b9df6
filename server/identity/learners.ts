import type { Prisma, PrismaClient } from "../../prisma/generated/client.ts";
import { newLearnerId } from "./cookie.ts";

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

/** Gives a learner, with or without a row yet, to an account; false when it is another account's. */
async function claim(tx: Prisma.TransactionClient, id: string, userId: string): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    insert into "Learner" (id, "userId") values (${id}::uuid, ${userId})
    on conflict (id) do update set "userId" = excluded."userId" where "Learner"."userId" is null`;
  return claimed > 0;
}

/** Moves everything of an account-less learner to another one, and removes it. */
async function mergeInto(tx: Prisma.TransactionClient, from: string, to: string): Promise<void> {
  // The lock holds back runs that are being started for it: they are moved too, or fail and can be tried again.
  const [row] = await tx.$queryRaw<{ userId: string | null }[]>`
    select "userId" from "Learner" where id = ${from}::uuid for update`;
  if (!row || row.userId !== null) return;

  await tx.$executeRaw`
    update "Run" moved set "learnerId" = ${to}::uuid, "idempotencyKey" = case when exists (
        select from "Run" own where own."learnerId" = ${to}::uuid and own."idempotencyKey" = moved."idempotencyKey"
      ) then null else moved."idempotencyKey" end
    where moved."learnerId" = ${from}::uuid`;
  await tx.$executeRaw`update "Artifact" set "learnerId" = ${to}::uuid where "learnerId" = ${from}::uuid`;
  await tx.$executeRaw`update "ApiToken" set "learnerId" = ${to}::uuid where "learnerId" = ${from}::uuid`;
  await tx.$executeRaw`
    insert into "LearnerDay" ("learnerId", day, "reservedUsd", "spentUsd")
      select ${to}::uuid, day, "reservedUsd", "spentUsd" from "LearnerDay" where "learnerId" = ${from}::uuid
    on conflict ("learnerId", day) do update set
      "reservedUsd" = "LearnerDay"."reservedUsd" + excluded."reservedUsd",
      "spentUsd" = "LearnerDay"."spentUsd" + excluded."spentUsd"`;
  await tx.$executeRaw`delete from "LearnerDay" where "learnerId" = ${from}::uuid`;
  await tx.$executeRaw`delete from "Learner" where id = ${from}::uuid`;
}
