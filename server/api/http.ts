import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "../errors.ts";
import { type ActorResult, signedInMeanwhile } from "../identity/index.ts";
import { readJson } from "./body.ts";
import { inTime, unlessAway } from "./deadline.ts";
import { asAppError, errorResponse, parse, unexpected } from "./errors.ts";
import { changesState, checkOrigin } from "./origin.ts";
import type { ApiServices } from "./services.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/** One request, as a handler gets it. */
export interface Call {
  request: Request;
  url: URL;
  /** The parts of the path that vary, by name. */
  params: Readonly<Record<string, string>>;
  /** The services; UNAVAILABLE when they cannot be opened soon. */
  open(): Promise<ApiServices>;
  /** The body by a schema. INVALID, TOO_LARGE. */
  body<S extends z.ZodType>(schema: S): Promise<z.infer<S>>;
}
export interface LearnerCall extends Call {
  services: ApiServices;
  actor: ActorResult;
}
export type Handler = (call: Call) => Promise<Response>;

/** A handler that knows who asks. The answer carries their cookie; a tampered one is refused and removed. */
export function asLearner(handle: (call: LearnerCall) => Promise<Response>): Handler {
  return async (call) => {
    const services = await call.open();
    const { identity } = services;
    const { headers } = call.request;
    let actor: ActorResult;
    try {
      actor = await identity.actor(headers);
    } catch (error) {
      const expected = asAppError(error);
      if (expected?.code !== "UNAUTHENTICATED") throw error;
      const answer = errorResponse(expected);
      if (headers.has("authorization")) answer.headers.set("www-authenticate", "Bearer");
      else answer.headers.append("set-cookie", identity.clearCookie());
      return answer;
    }
    const work = actor.isStale && changesState(call.request) ? refuseStale : handle;
    const answer = await work({ ...call, services, actor }).catch((error) => failed(error, services.log));
    if (actor.setCookie) answer.headers.append("set-cookie", actor.setCookie);
    return answer;
  };
}

const refuseStale = async () => {
  throw signedInMeanwhile();
};

/** A handler for admins. UNAUTHENTICATED for whoever is not signed in, FORBIDDEN for everybody else. */
export function asAdmin(handle: (call: LearnerCall) => Promise<Response>): Handler {
  return asLearner(async (call) => {
    requireAdmin(call.actor);
    return handle(call);
  });
}

export function requireAdmin({ role, via }: ActorResult): void {
  if (role === "admin") return;
  if (via === "cookie") throw new AppError("UNAUTHENTICATED", "Sign in as an admin first.");
  throw new AppError("FORBIDDEN", "Only admins may do this.");
}

/** What an address says after its question mark, by a schema. INVALID, also for a field that is given twice. */
export function query<S extends z.ZodType>(schema: S, { searchParams }: URL): z.output<S> {
  for (const name of new Set(searchParams.keys()))
    if (searchParams.getAll(name).length > 1) {
      const message = "is given more than once";
      throw new AppError("INVALID", `${name}: ${message}.`, { issues: [{ path: name, message }] });
    }
  return parse(schema, Object.fromEntries(searchParams));
}

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
type RouteHandler = (request: Request, context: Context) => Promise<Response>;
type Endpoint = Record<Method | "HEAD" | "OPTIONS", RouteHandler>;

/** How long a request waits for the services of a process that has just been started. */
const OPEN_WITHIN_MS = 10_000;
/** How long a request may take before it is asked whether the database is there at all. */
const LOOK_EVERY_MS = 2_000;

/**
 * Route handlers for all methods of one address: those given, and a 405 in our form for the rest. Each answer has
 * the security headers; whatever is thrown becomes an error answer.
 */
export function endpoint(
  getServices: () => Promise<ApiServices>,
  handlers: Partial<Record<Method, Handler>>,
  { openWithinMs = OPEN_WITHIN_MS, lookEveryMs = LOOK_EVERY_MS } = {},
): Endpoint {
  const named = METHODS.filter((method) => handlers[method]);
  const allow = [...named, ...(handlers.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");

  async function serve(method: Method, request: Request, context: Context): Promise<Response> {
    let opened: ApiServices | undefined;
    const open = async () => {
      opened = await inTime(getServices(), openWithinMs);
      return opened;
    };
    const isReady = async () => opened === undefined || opened.health.ready();
    try {
      const handle = handlers[method];
      if (!handle) return secured(notAllowed(named, allow));
      if (changesState(request)) checkOrigin(request, (await open()).env.appUrl);
      const body: Call["body"] = async (schema) => parse(schema, await readJson(request));
      const params = await readParams(context);
      const work = handle({ request, url: new URL(request.url), params, open, body });
      return secured(await unlessAway(work, isReady, lookEveryMs));
    } catch (error) {
      return secured(failed(error, opened?.log));
    }
  }

  const rest = METHODS.map((method) => [
    method,
    (...call: Parameters<RouteHandler>) => serve(method, ...call),
  ]);
  async function head(request: Request, context: Context): Promise<Response> {
    const answer = await serve("GET", request, context);
    await answer.body?.cancel();
    return new Response(null, answer);
  }
  const options = async () => secured(new Response(null, { status: 204, headers: { allow } }));
  return { ...(Object.fromEntries(rest) as Record<Method, RouteHandler>), HEAD: head, OPTIONS: options };
}

/** 405, with what the address takes instead. */
export function notAllowed(methods: readonly string[], allow: string): Response {
  const message = `This address takes ${methods.join(", ")}.`;
  const answer = errorResponse(new AppError("METHOD_NOT_ALLOWED", message));
  answer.headers.set("allow", allow);
  return answer;
}

async function readParams({ params }: Context): Promise<Record<string, string>> {
  const entries = Object.entries((await params) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, [value ?? ""].flat().join("/")]));
}

function failed(error: unknown, log: ApiServices["log"] | undefined): Response {
  const expected = asAppError(error);
  if (expected && expected.code !== "INTERNAL") {
    // What was refused on purpose is no trouble; what broke something has a cause.
    if (expected.code === "UNAVAILABLE" && expected.cause)
      log?.warn({ err: expected }, "a request could not be served");
    return errorResponse(expected);
  }
  const id = randomUUID();
  if (log) log.error({ err: error, id }, "a request failed");
  else console.error(`A request failed before there was a log (${id}).`, error);
  return errorResponse(unexpected(id));
}

const SECURITY_HEADERS: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

function secured(answer: Response): Response {
  for (const [name, value] of Object.entries(SECURITY_HEADERS))
    if (!answer.headers.has(name)) answer.headers.set(name, value);
  return answer;
}
