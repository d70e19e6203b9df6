import { AppError } from "../errors.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

export function changesState({ method }: Request): boolean {
  return !SAFE.has(method);
}

/**
 * Refuses requests that another site makes a browser send: FORBIDDEN. Whoever names a bearer token is no such
 * browser, and is believed by that token alone. Programs that send neither header carry no stolen cookie.
 */
export function checkOrigin(request: Request, appUrl: string | undefined): void {
  const { headers } = request;
  if (!changesState(request) || headers.has("authorization")) return;
  const site = headers.get("sec-fetch-site");
  if (site !== null) {
    if (site === "same-origin" || site === "none") return;
  } else {
    const origin = headers.get("origin");
    if (origin === null || origin === appUrl || isHost(origin, headers.get("host"))) return;
  }
  throw new AppError("FORBIDDEN", "This request came from another site.");
}

function isHost(origin: string, host: string | null): boolean {
  const url = URL.parse(origin);
  return url !== null && /^https?:$/.test(url.protocol) && url.host === host?.toLowerCase();
}
