import type { PrismaClient } from "../../prisma/generated/client.ts";
import { AppError } from "../errors.ts";
import { isConnectionError } from "../kit/database-errors.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import { COOKIE_NAME, createLearnerCookies, type LearnerCookies, newLearnerId } from "./cookie.ts";
import { createFirstAdmin } from "./first-admin.ts";
import { ensureLearner, joinLearner } from "./learners.ts";
import { deriveKey, loadSecret } from "./secret.ts";
import { createTokens } from "./tokens.ts";
import type { Actor, ActorResult, Identity } from "./types.ts";

interface Options {
  prisma: PrismaClient;
  /** `AUTH_SECRET`; without it one is made and kept in the database. */
  secret: string | undefined;
  /** `APP_URL`; cookies are Secure when it begins with https. */
  appUrl: string | undefined;
  trustProxy: boolean;
  /** `ADMIN_EMAIL` and `ADMIN_PASSWORD`. */
  admin: { email: string; password: string } | undefined;
  log: { warn(data: object, message: string): void };
}

interface Keyed {
  cookies: LearnerCookies;
  accounts: Accounts;
}

const SEEN_EVERY_MS = 86_400_000;

/** Opens nothing: the secret is read with the first request. */
export function createIdentity({ prisma, secret, appUrl, trustProxy, admin, log }: Options): Identity {
  const tokens = createTokens(prisma);
  const firstAdmin = createFirstAdmin(prisma, async () => (await keyed()).accounts);

  let keys: Promise<Keyed> | undefined;
  function keyed(): Promise<Keyed> {
    keys ??= loadSecret(prisma, secret).then((loaded) => ({
      cookies: createLearnerCookies(
        deriveKey(loaded, "learner cookie"),
        appUrl?.startsWith("https:") ?? false,
      ),
      accounts: createAccounts({
        prisma,
        secret: deriveKey(loaded, "accounts").toString("base64url"),
        appUrl,
        trustProxy,
        log,
      }),
    }));
    // What failed is tried again by the next request.
    keys.catch(() => {
      keys = undefined;
    });
    return keys;
  }

  /** A cookie proves an anonymous learner only: what an account has is shown to whoever is signed in to it. */
  async function isAnonymous(learnerId: string): Promise<boolean> {
    const learner = await prisma.learner.findUnique({ where: { id: learnerId } });
    if (!learner) return true;
    const isAnonymous = learner.userId === null && learner.mergedInto === null;
    if (isAnonymous && Date.now() - learner.lastSeenAt.getTime() > SEEN_EVERY_MS)
      await prisma.learner.updateMany({ where: { id: learnerId }, data: { lastSeenAt: new Date() } });
    return isAnonymous;
  }

  async function actor(headers: Headers): Promise<ActorResult> {
    const authorization = headers.get("authorization");
    if (authorization !== null) {
      const [, token] = /^Bearer +(lx_[\w-]{43})$/i.exec(authorization) ?? [];
      if (!token)
        throw new AppError(
          "UNAUTHENTICATED",
          "The Authorization header must be: Bearer, and a token made on the account page.",
        );
      return tokens.bearer(token);
    }

    const { cookies, accounts } = await keyed();
    const cookie = cookies.read(headers.get("cookie"));
    const browserId = cookie.state === "valid" ? cookie.learnerId : undefined;
    const user = await accounts.find(headers);
    if (user) {
      const learnerId = await joinLearner(prisma, user.userId, browserId);
      const keep = cookie.state === "valid" && browserId === learnerId && !cookie.renew;
      return {
        ...user,
        learnerId,
        via: "account",
        ...(keep ? {} : { setCookie: cookies.set(cookies.sign(learnerId)) }),
      };
    }

    if (cookie.state === "tampered")
      throw new AppError(
        "UNAUTHENTICATED",
        `The cookie "${COOKIE_NAME}" was not made here; it has been removed. Try again.`,
      );
    const isMine = browserId !== undefined && (await isAnonymous(browserId));
    const learnerId = isMine ? browserId : newLearnerId();
    const keep = isMine && cookie.state === "valid" && !cookie.renew;
    return {
      learnerId,
      role: "learner",
      via: "cookie",
      ...(browserId !== undefined && !isMine && { isStale: true }),
      ...(keep ? {} : { setCookie: cookies.set(cookies.sign(learnerId)) }),
    };
  }

  return {
    actor: (headers) => withoutDetail(() => actor(headers)),

    pageCookie: (headers) =>
      withoutDetail(async () => {
        const { cookies } = await keyed();
        const cookie = cookies.read(headers.get("cookie"));
        if (cookie.state === "valid" && !cookie.renew) return { value: cookie.value, setCookie: undefined };
        const value = cookies.sign(cookie.state === "valid" ? cookie.learnerId : newLearnerId());
        return { value, setCookie: cookies.set(value) };
      }),

    clearCookie: () => createLearnerCookies(Buffer.alloc(32), appUrl?.startsWith("https:") ?? false).clear(),
    ensureLearner: (learnerId) => ensureLearner(prisma, learnerId),

    async me({ learnerId, userId, role, via }: Actor) {
      const user = userId === undefined ? null : await prisma.user.findUnique({ where: { id: userId } });
      return { learnerId, role, via, user: user && { name: user.name, email: user.email } };
    },

    tokens,

    handleAccounts: (request) =>
      withoutDetail(async () => {
        const { accounts, cookies } = await keyed();
        const response = await accounts.handle(request);
        const path = new URL(request.url).pathname;
        // Whoever uses the browser next begins anew.
        if (path.endsWith("/sign-out")) response.headers.append("set-cookie", cookies.clear());
        if (/\/sign-(in|up)\/email$/.test(path)) {
          const { setCookie } = await actor(signedIn(request.headers, response.headers));
          if (setCookie) response.headers.append("set-cookie", setCookie);
        }
        return response;
      }),

    async ensureFirstAdmin() {
      if (admin) await firstAdmin.ensure({ ...admin, name: "Admin" });
    },
    firstAdminLink: () => firstAdmin.link(),
    claimAdmin: (token, request) => firstAdmin.claim(token, request),
  };
}

/** The headers that the browser will send once it has kept the answer's cookies. */
function signedIn(request: Headers, answer: Headers): Headers {
  const kept = answer.getSetCookie().map((line) => line.split(";")[0] ?? "");
  const names = kept.map((pair) => pair.split("=")[0]);
  const former = (request.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const others = former.filter((pair) => pair && !names.includes(pair.split("=")[0]));
  return new Headers({ cookie: [...others, ...kept].join("; ") });
}

/** A database that is away becomes UNAVAILABLE, whichever library noticed it. */
async function withoutDetail<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isConnectionError(cause)) throw cause;
    throw new AppError("UNAVAILABLE", "The database cannot be reached just now.", {
      cause,
      retryable: true,
      retryAfter: 5,
    });
  }
}
