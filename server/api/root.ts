import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { readJsonBytes } from "./body.ts";
import { asLearner } from "./http.ts";
import { accountRouter } from "./routers/account.ts";
import { flagsRouter } from "./routers/flags.ts";
import { router } from "./trpc.ts";

const appRouter = router({ flags: flagsRouter, account: accountRouter });
/** The type of the router, for the browser. */
export type AppRouter = typeof appRouter;

/** Calls in one request. */
const MOST_CALLS = 20;

export const trpc = asLearner(async ({ request, services, actor }) => {
  const { method, headers } = request;
  const bytes = method === "POST" ? await readJsonBytes(request) : undefined;
  const bounded = new Request(request.url, { method, headers, body: bytes, signal: request.signal });
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: bounded,
    router: appRouter,
    maxBatchSize: MOST_CALLS,
    createContext: () => ({ services, actor }),
  });
});
