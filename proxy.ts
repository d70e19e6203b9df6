import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { services } from "#server/composition.ts";

// Routes and built files need neither nonce nor cookie, and a body that passes through here is cut at 10 MB.
export const config = { matcher: "/((?!api/|api$|_next/static/).*)" };

const IS_DEV = process.env.NODE_ENV === "development";
/** How long a page waits for its cookie before it comes without one. */
const PATIENCE_MS = 1_500;

/** What every page carries: a nonce for its scripts, the security headers, and the learner's cookie. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { env, identity } = (await opened()) ?? {};
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, {
    isDev: IS_DEV,
    isHttps: env?.appUrl?.startsWith("https:") ?? false,
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);

  const isPage = !/\.\w+$|^\/health$/.test(request.nextUrl.pathname);
  // While the database is away a page comes without a cookie, and says itself what is wrong.
  const cookie = isPage ? await identity?.pageCookie(request.headers).catch(() => undefined) : undefined;
  // The page that is being made must see the learner that its answer makes known to the browser.
  if (cookie?.setCookie) headers.set("cookie", withLearner(request.headers.get("cookie"), cookie.value));

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  if (cookie?.setCookie) response.headers.append("set-cookie", cookie.setCookie);
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
