import { createHmac, randomBytes } from "node:crypto";
import type { PrismaClient } from "../../prisma/generated/client.ts";

const KEY = "auth-secret";

/** The installation's secret: the given one, else one that the first process made and all read from the database. */
export async function loadSecret(prisma: PrismaClient, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const known = await prisma.setting.findUnique({ where: { key: KEY } });
  if (known) return known.value;
  // Of several processes that start at once the first one's row stands.
  const value = randomBytes(32).toString("base64url");
  await prisma.setting.createMany({ data: [{ key: KEY, value }], skipDuplicates: true });
  return (await prisma.setting.findUniqueOrThrow({ where: { key: KEY } })).value;
}

/** A key of its own for each purpose, so that what is signed for one is worth nothing for another. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return createHmac("sha256", secret).update(purpose).digest();
}
