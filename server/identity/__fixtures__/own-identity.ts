import { openDatabase } from "../../db.ts";
import { openTestDatabase } from "../../start/testing.ts";
import { createIdentity } from "../identity.ts";

/** The identity of a fresh installation: no secret, address or admin is configured. `close` ends its database too. */
export async function openOwnIdentity({ trustProxy = false } = {}) {
  const fresh = await openTestDatabase();
  const database = openDatabase(fresh.url);
  const identity = createIdentity({
    prisma: database.prisma,
    secret: undefined,
    appUrl: undefined,
    trustProxy,
    admin: undefined,
    log: { warn: () => {} },
  });
  return {
    ...identity,
    prisma: database.prisma,
    async close() {
      await database.close();
      await fresh.close();
    },
  };
}
export type OwnIdentity = Awaited<ReturnType<typeof openOwnIdentity>>;
