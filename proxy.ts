import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { type Services, services } from "#server/composition.ts";
import { awayPage } from "./components/site/away-page.ts";
import { COOKIES } from "./components/site/reader-cookies.ts";
import { chooseLocale, stringsFor } from "./components/strings/locale.ts";

// Routes and built files need neither nonce nor cookie, and a body that passes through here is cut at 10 MB.
export const config = { matcher: "/((?!api/|api$|_next/static/|examples/).*)" };

const IS_DEV = process.env.NODE_ENV === "development";
/** How long a page waits for the services of a process that has just been started. */
const PATIENCE_MS = 1_500;
/** Seconds after which a browser or a search engine may look again while the database is away. */
const RETRY_AFTER = 5;

/**
 * What every page carries: a nonce for its scripts, the security headers, and the learner's cookie. While the database
 * is away there are no pages but one that says so.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const all = await opened();
  const { env, identity } = all ?? {};
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, {
    isDev: IS_DEV,
    isHttps: env?.appUrl?.startsWith("https:") ?? false,
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);

  const isPage = !/\.\w+$|^\/health$|^\/_next\//.test(request.nextUrl.pathname);
  const instead = isPage ? await noPage(request, all?.health) : undefined;
  if (instead) return secured(instead, policy);
  // A database that went away at this very moment: the page says what is wrong.
  const cookie = isPage ? await identity?.pageCookie(request.headers).catch(() => undefined) : undefined;
  // The page that is being made must see the learner that its answer makes known to the browser.
  if (cookie?.setCookie) headers.set("cookie", withLearner(request.headers.get("cookie"), cookie.value));

  const response = secured(NextResponse.next({ request: { headers } }), policy);
  if (cookie?.setCookie) response.headers.append("set-cookie", cookie.setCookie);
  return response;
}

/** The answer where no page can be made; `undefined` where one can. */
async function noPage(request: NextRequest, health: Services["health"] | undefined) {
  // Nothing is ever sent to a page: what changes something is under /api.
  if (request.method !== "GET" && request.method !== "HEAD")
    return new NextResponse("Pages can only be read.\n", { status: 405, headers: { allow: "GET, HEAD" } });
  if (await health?.ready()) return undefined;
  const locale = chooseLocale(
    request.cookies.get(COOKIES.locale)?.value,
    request.headers.get("accept-language"),
  );
  return new NextResponse(awayPage(locale, stringsFor(locale)), {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "retry-after": String(RETRY_AFTER),
      "cache-control": "no-store",
    },
  });
}

function secured(response: NextResponse, policy: string): NextResponse {
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}

const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  "cross-origin-opener-policy": "same-origin",
};

/** Scripts run only with the nonce of this answer, or when such a script loads them. */
export function contentSecurityPolicy(
  nonce: string,
  { isDev, isHttps }: { isDev: boolean; isHttps: boolean },
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    ...(isDev ? ["connect-src 'self' ws: wss:"] : []),
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

function withLearner(header: string | null, value: string): string {
  const others = (header ?? "").split(";").filter((pair) => pair.trim() && !/^\s*learner=/.test(pair));
  return [...others.map((pair) => pair.trim()), `learner=${value}`].join("; ");
}

/** The services, unless they cannot be had soon. */
async function opened() {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  try {
    return await Promise.race([services().catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
