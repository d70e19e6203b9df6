import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Prisma, PrismaClient } from "../../prisma/generated/client.ts";
import { AppError } from "../errors.ts";
import type { Accounts } from "./accounts.ts";
import type { ClaimRequest } from "./types.ts";

const LINK = "admin-link:";
const LINK_DAYS = 7;
const keyOf = (token: string) => LINK + createHash("sha256").update(token).digest("hex");
const TAKEN = "There is an admin already: ask them, or sign in.";
const BAD_LINK = "This link is not valid any more. Restart the server to get a new one.";

type Client = PrismaClient | Prisma.TransactionClient;
const hasAdmin = async (client: Client) =>
  (await client.user.count({ where: { role: "admin" }, take: 1 })) > 0;

export interface FirstAdmin {
  ensure(request: ClaimRequest): Promise<void>;
  link(): Promise<string | null>;
  claim(token: string, request: ClaimRequest): Promise<{ userId: string }>;
}

/** The first admin, and nobody twice: while there is none, whoever started the server can become it. */
export function createFirstAdmin(prisma: PrismaClient, accounts: () => Promise<Accounts>): FirstAdmin {
  /** Makes the account, or takes the one that has this e-mail when the password is its own. */
  async function appoint(request: ClaimRequest, mayI: (tx: Prisma.TransactionClient) => Promise<void>) {
    const { hashPassword, verifyPassword } = await accounts();
    const email = request.email.toLowerCase();
    // Hashing takes long on purpose: not while holding the lock.
    const password = await hashPassword(request.password);
    const account = await prisma.account.findFirst({ where: { providerId: "credential", user: { email } } });
    if (account && !(account.password && (await verifyPassword(request.password, account.password))))
      throw new AppError(
        "INVALID",
        "There is an account with this e-mail address, and it has another password.",
        {
          issues: [{ path: "password", message: "is not the one of this account" }],
        },
      );

    return prisma.$transaction(async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('first admin'))`;
      await mayI(tx);
      const id = account?.userId ?? randomUUID();
      if (account) await tx.user.update({ where: { id }, data: { role: "admin" } });
      else {
        await tx.user.create({ data: { id, email, name: request.name, role: "admin" } });
        await tx.account.create({
          data: { id: randomUUID(), userId: id, accountId: id, providerId: "credential", password },
        });
      }
      await tx.setting.deleteMany({ where: { key: { startsWith: LINK } } });
      return { userId: id };
    });
  }

  return {
    async ensure(request) {
      if (await hasAdmin(prisma)) return;
      await appoint(request, async (tx) => {
        if (await hasAdmin(tx)) throw new AppError("CONFLICT", TAKEN);
      }).catch((error: AppError) => {
        // Another process was faster.
        if (error.code !== "CONFLICT") throw error;
      });
    },

    async link() {
      if (await hasAdmin(prisma)) return null;
      const old = new Date(Date.now() - LINK_DAYS * 86_400_000);
      await prisma.setting.deleteMany({ where: { key: { startsWith: LINK }, createdAt: { lt: old } } });
      const token = randomBytes(32).toString("base64url");
      // Each start has its own link, so that two servers that start at once do not spoil each other's.
      await prisma.setting.create({ data: { key: keyOf(token), value: "first admin" } });
      return `/admin/claim?token=${token}`;
    },

    async claim(token, request) {
      const key = keyOf(token);
      const check = async (client: Client) => {
        if (await hasAdmin(client)) throw new AppError("CONFLICT", TAKEN);
        const link = await client.setting.findUnique({ where: { key } });
        const isFresh = link && Date.now() - link.createdAt.getTime() < LINK_DAYS * 86_400_000;
        if (!isFresh) throw new AppError("FORBIDDEN", BAD_LINK);
      };
      await check(prisma);
      return appoint(request, check);
    },
  };
}
