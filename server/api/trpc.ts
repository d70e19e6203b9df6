import { randomUUID } from "node:crypto";
import { initTRPC, type TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import superjson from "superjson";
import type { z } from "zod";
import { type ErrorCode, HTTP_STATUS, isAppError } from "../errors.ts";
import type { ActorResult } from "../identity/index.ts";
import { asAppError, parse, unexpected } from "./errors.ts";
import { requireAdmin } from "./http.ts";
import type { ApiServices } from "./services.ts";

export interface TrpcContext {
  services: ApiServices;
  actor: ActorResult;
}

const BY_STATUS: Record<number, TRPC_ERROR_CODE_KEY> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  402: "PAYMENT_REQUIRED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_SUPPORTED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  422: "UNPROCESSABLE_CONTENT",
  429: "TOO_MANY_REQUESTS",
  500: "INTERNAL_SERVER_ERROR",
  502: "BAD_GATEWAY",
  503: "SERVICE_UNAVAILABLE",
  504: "GATEWAY_TIMEOUT",
};

/** tRPC's name for one of our codes, by the HTTP status that both have. */
export function trpcCode(code: ErrorCode): TRPC_ERROR_CODE_KEY {
  return BY_STATUS[HTTP_STATUS[code]] ?? "INTERNAL_SERVER_ERROR";
}

const t = initTRPC.context<TrpcContext>().create({
  transformer: superjson,
  // No stack leaves the server, in development either: the page and the log have it.
  isDev: false,
  errorFormatter: ({ shape, error }) => {
    const app = isAppError(error.cause) ? error.cause : undefined;
    return {
      ...shape,
      data: { ...shape.data, appCode: app?.code, issues: app?.issues, retryAfter: app?.retryAfter },
    };
  },
});

/** Turns whatever a procedure threw into what its caller may know. */
const translated = t.middleware(async ({ next, ctx, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  // Errors of tRPC's own tell the caller what they need.
  if (!cause || (result.error.code === "BAD_REQUEST" && !isAppError(cause))) return result;
  let app = asAppError(cause);
  if (!app || app.code === "INTERNAL") {
    const id = randomUUID();
    ctx.services.log.error({ err: cause, id, path }, "a call failed");
    app = unexpected(id);
  }
  return { ...result, error: new TRPCError({ code: trpcCode(app.code), message: app.message, cause: app }) };
});

/** What a procedure takes, checked and refused in the words that the routes use. */
export function takes<S extends z.ZodType>(schema: S) {
  const parser = { parse: (value: unknown): z.output<S> => parse(schema, value) };
  // tRPC reads the two types from here, and never looks at the values.
  return parser as typeof parser & { _input: z.input<S>; _output: z.output<S> };
}

export const { router } = t;
export const learnerProcedure = t.procedure.use(translated);
export const adminProcedure = learnerProcedure.use(({ ctx, next }) => {
  requireAdmin(ctx.actor);
  return next();
});
