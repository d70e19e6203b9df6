import { headers } from "next/headers";
import { cache } from "react";
import type { Services } from "#server/composition.ts";
import { services } from "#server/composition.ts";

export interface Visitor extends Services {
  actor: Awaited<ReturnType<Services["identity"]["actor"]>>;
}

/** Everything a page needs: the services, and who is asking. Asked once a request. */
export const visitor = cache(async (): Promise<Visitor> => {
  const all = await services();
  return { ...all, actor: await all.identity.actor(await headers()) };
});
