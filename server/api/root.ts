import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { readBytes } from "./body.ts";
import { asLearner } from "./http.ts";
import { accountRouter } from "./routers/account.ts";
import { flagsRouter } from "./routers/flags.ts";
import { createCallerFactory, router } from "./trpc.ts";

export const appRouter = router({ flags: flagsRouter, account: accountRouter });
/** The type of the router, for the browser. */
export type AppRouter = typeof appRouter;

/** The same calls inside the server. */
export const createCaller = createCallerFactory(appRouter);

export const trpc = asLearner(async ({ request, services, actor }) => {
  const { method, headers } = request;
  const bytes = method === "POST" ? await readBytes(request) : undefined;
  const bounded = new Request(request.url, { method, headers, body: bytes, signal: request.signal });
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: bounded,
    router: appRouter,
    createContext: () => ({ services, actor }),
  });
});
