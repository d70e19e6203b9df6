import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth/minimal";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import { ACCOUNT_BODIES, Role } from "../contracts/identity.ts";
import { AppError, type ErrorCode } from "../errors.ts";
import { createAttempts } from "./attempts.ts";
import { cookieValues } from "./cookie.ts";

const BASE_PATH = "/api/auth";
/** All that accounts are used for; every other path of the library is closed. */
const PATHS = [...Object.keys(ACCOUNT_BODIES), "/get-session"];
/** Passwords are hashed at a great cost: how many requests may wait for that at once. */
const MOST_HASHING = 24;
const SESSION_DAYS = 90;
const COOKIE_PREFIX = "learn-x";
/** Set by us on every request, so that a client cannot choose how it is counted. */
const ADDRESS_HEADER = "x-learn-x-address";

export interface AccountUser {
  userId: string;
  role: Role;
}

interface Options {
  prisma: PrismaClient;
  secret: string;
  appUrl: string | undefined;
  trustProxy: boolean;
  log: { warn(data: object, message: string): void };
}

export interface Accounts {
  /** The account that a request is signed in to. */
  find(headers: Headers): Promise<AccountUser | undefined>;
  handle(request: Request): Promise<Response>;
  hashPassword(password: string): Promise<string>;
  verifyPassword(password: string, hash: string): Promise<boolean>;
}

export function createAccounts({ prisma, secret, appUrl, trustProxy, log }: Options): Accounts {
  const secure = appUrl?.startsWith("https:") ?? false;
  const auth = betterAuth({
    database: prismaAdapter(prisma, { provider: "postgresql" }),
    secret,
    baseURL: appUrl ?? "http://localhost",
    basePath: BASE_PATH,
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 128 },
    user: { additionalFields: { role: { type: "string", input: false, defaultValue: "learner" } } },
    session: { expiresIn: SESSION_DAYS * 86_400, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 120,
      customRules: {
        "/sign-in/email": { window: 60, max: 10 },
        "/sign-up/email": { window: 60, max: 10 },
        "/change-password": { window: 60, max: 10 },
      },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: secure,
      // The routes check the origin of every request that changes something, by one rule for all of them.
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    // What the library does not expect reaches our own error handling instead of the console.
    onAPIError: { throw: true },
    logger: { level: "warn", log: (level, message) => log.warn({ level }, `accounts: ${message}`) },
  });
  const sessionCookie = `${secure ? "__Secure-" : ""}${COOKIE_PREFIX}.session_token`;

  async function find(headers: Headers): Promise<AccountUser | undefined> {
    if (cookieValues(headers.get("cookie"), sessionCookie).length === 0) return undefined;
    const cookie = headers.get("cookie") ?? "";
    const found = await auth.api.getSession({ headers: new Headers({ cookie }) }).catch((cause) => {
      // The library hides why; reading a session fails only when the database does.
      throw away(cause);
    });
    return found ? { userId: found.user.id, role: Role.catch("learner").parse(found.user.role) } : undefined;
  }

  const attempts = createAttempts();
  let hashing = 0;
  /** Refuses before a flood of passwords keeps the machine busy for minutes. LIMIT. */
  async function hashed<T>(work: () => Promise<T>): Promise<T> {
    if (hashing >= MOST_HASHING)
      throw new AppError("LIMIT", "Too many people are signing in just now. Please try again in a moment.", {
        retryable: true,
        retryAfter: 2,
      });
    hashing++;
    try {
      return await work();
    } finally {
      hashing--;
    }
  }

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (!PATHS.includes(url.pathname.slice(BASE_PATH.length)))
      throw new AppError("NOT_FOUND", "There is no such address.");
    const body = request.body === null ? undefined : await request.text();
    const headers = new Headers(request.headers);
    headers.set(ADDRESS_HEADER, addressOf(request.headers, body, trustProxy));
    // Which host people used says nothing here: only the configured address counts.
    for (const forwarded of ["x-forwarded-host", "x-forwarded-proto"]) headers.delete(forwarded);
    const ask = () => auth.handler(new Request(url, { method: request.method, headers, body }));
    if (!/email$|password$/.test(url.pathname)) return outcome(await ask());
    const guessed = url.pathname.endsWith("/change-password")
      ? (await find(request.headers))?.userId
      : emailIn(body);
    if (guessed !== undefined) attempts.check(guessed);
    const answer = await hashed(ask);
    // 401: no such account, or not its password; 400 of a change: not the password.
    if (guessed !== undefined && (answer.status === 401 || answer.status === 400)) attempts.failed(guessed);
    return outcome(answer);
  }

  async function outcome(answer: Response): Promise<Response> {
    if (answer.status >= 400) throw await toAppError(answer);
    return shown(answer);
  }

  return {
    handle,
    find,
    hashPassword: async (password) => (await auth.$context).password.hash(password),
    verifyPassword: async (password, hash) => (await auth.$context).password.verify({ password, hash }),
  };
}

/** What scripts of the page may see of an answer: who is signed in, but no session's token. */
async function shown(answer: Response): Promise<Response> {
  const { user = null } = ((await answer.json().catch(() => null)) ?? {}) as {
    user?: Record<string, unknown> | null;
  };
  const headers = new Headers();
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  const about = user && { id: user.id, name: user.name, email: user.email, role: user.role };
  return Response.json({ user: about }, { status: answer.status, headers });
}

/**
 * Whose requests are counted together: those from one address when a proxy that we trust names it, else those for
 * one account (as an address made from its e-mail), because a client can write any forwarded address it likes. Where
 * there is no e-mail, those of one browser: nobody can use up what others need to sign out.
 */
export function addressOf(headers: Headers, body: string | undefined, trustProxy: boolean): string {
  // The last address is the one that the trusted proxy itself has seen.
  const forwarded = trustProxy ? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  if (forwarded && isIP(forwarded)) return forwarded;
  const digest = createHash("sha256")
    .update(emailIn(body) || (headers.get("cookie") ?? ""))
    .digest("hex");
  return `fd${digest.slice(0, 2)}:${digest.slice(2, 6)}:${digest.slice(6, 10)}:${digest.slice(10, 14)}::1`;
}

function emailIn(body: string | undefined): string {
  try {
    const { email } = JSON.parse(body ?? "{}") as { email?: unknown };
    return typeof email === "string" ? email.trim().toLowerCase() : "";
  } catch {
    return "";
  }
}

const CODES: Record<number, ErrorCode> = {
  400: "INVALID",
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
  409: "CONFLICT",
  415: "INVALID",
  422: "CONFLICT",
  429: "LIMIT",
};

const away = (cause?: unknown) =>
  new AppError("UNAVAILABLE", "Accounts cannot be reached just now.", {
    cause,
    retryable: true,
    retryAfter: 5,
  });

async function toAppError(answer: Response): Promise<AppError> {
  const body = (await answer.json().catch(() => ({}))) as { message?: unknown; code?: unknown };
  const message = typeof body.message === "string" && body.message ? body.message : "This did not work.";
  const code = CODES[answer.status];
  // The library does not say why; another try ends here again, or finds the e-mail taken.
  if (code === undefined || body.code === "FAILED_TO_CREATE_USER") return away();
  if (code === "UNAUTHENTICATED" && message === "Unauthorized") return new AppError(code, "Sign in first.");
  if (code !== "LIMIT") return new AppError(code, message);
  const retryAfter = Number(answer.headers.get("x-retry-after")) || 60;
  return new AppError("LIMIT", message, { retryable: true, retryAfter });
}
