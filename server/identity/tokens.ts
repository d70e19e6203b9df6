import { createHash, randomBytes } from "node:crypto";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import { Role, type TokenSummary } from "../contracts/identity.ts";
import { AppError } from "../errors.ts";
import { isUuid } from "../kit/uuid.ts";
import { ensureLearner, signedInMeanwhile } from "./learners.ts";
import type { Actor, Identity } from "./types.ts";

const MOST = 50;
const SEEN_EVERY_MS = 60_000;

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

interface Row {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}
const summary = ({ id, name, createdAt, lastUsedAt }: Row): TokenSummary => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

/** Bearer tokens. They are random, so a plain SHA-256 hides them, and looking one up by its hash leaks no timing. */
export function createTokens(prisma: PrismaClient): Identity["tokens"] & {
  /** Who bears it: the learner, with the role of the learner's account. UNAUTHENTICATED when it is none of ours. */
  bearer(token: string): Promise<Actor>;
} {
  return {
    async create({ learnerId, userId }, name) {
      const token = `lx_${randomBytes(32).toString("base64url")}`;
      await ensureLearner(prisma, learnerId);
      const row = await prisma.$transaction(async (tx) => {
        // Under the lock nobody else counts, nor takes the learner into an account.
        const [owner] = await tx.$queryRaw<{ userId: string | null; mergedInto: string | null }[]>`
          select "userId", "mergedInto" from "Learner" where id = ${learnerId}::uuid for update`;
        if (owner?.userId !== (userId ?? null) || owner.mergedInto !== null) throw signedInMeanwhile();
        const active = await tx.apiToken.count({ where: { learnerId, revokedAt: null } });
        if (active >= MOST)
          throw new AppError(
            "CONFLICT",
            `There are ${MOST} tokens already; revoke one that is not needed any more.`,
          );
        return tx.apiToken.create({ data: { learnerId, name, hash: hashOf(token) } });
      });
      return { ...summary(row), token };
    },

    async list(learnerId) {
      const rows = await prisma.apiToken.findMany({
        where: { learnerId, revokedAt: null },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      });
      return rows.map(summary);
    },

    async revoke(learnerId, id) {
      const { count } = isUuid(id)
        ? await prisma.apiToken.updateMany({
            where: { id, learnerId, revokedAt: null },
            data: { revokedAt: new Date() },
          })
        : { count: 0 };
      if (count === 0) throw new AppError("NOT_FOUND", "There is no such token.");
    },

    async bearer(token) {
      const row = await prisma.apiToken.findUnique({
        where: { hash: hashOf(token) },
        include: { learner: { include: { user: { select: { role: true } } } } },
      });
      if (!row || row.revokedAt)
        throw new AppError("UNAUTHENTICATED", "This token is not valid, or was revoked.");
      if (Date.now() - (row.lastUsedAt?.getTime() ?? 0) > SEEN_EVERY_MS)
        await prisma.apiToken.update({ where: { id: row.id }, data: { lastUsedAt: new Date() } });
      const { userId, user } = row.learner;
      const role = Role.catch("learner").parse(user?.role);
      return { learnerId: row.learnerId, ...(userId === null ? {} : { userId }), role, via: "token" };
    },
  };
}
