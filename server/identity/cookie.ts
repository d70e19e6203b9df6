import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export const COOKIE_NAME = "learner";
/** The longest that browsers keep a cookie. */
const MAX_AGE_SECONDS = 400 * 86_400;
const RENEW_AFTER_SECONDS = 86_400;
const SHAPE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,11})\.([A-Za-z0-9_-]{43})$/;

/** What a request says of its learner. */
export type CookieState =
  | { state: "none" }
  /** There is one, but nobody here signed it. */
  | { state: "tampered" }
  | { state: "valid"; learnerId: string; value: string; renew: boolean };

export interface LearnerCookies {
  /** A new value `<uuid>.<issued, in seconds>.<signature>`. */
  sign(learnerId: string): string;
  read(cookieHeader: string | null): CookieState;
  /** The Set-Cookie header of a value. */
  set(value: string): string;
  clear(): string;
}

export function newLearnerId(): string {
  return randomUUID();
}

/** Learner cookies signed with HMAC-SHA-256. `secure` for installations behind https; `now` in milliseconds. */
export function createLearnerCookies(
  key: Buffer,
  secure: boolean,
  now: () => number = Date.now,
): LearnerCookies {
  const seconds = () => Math.floor(now() / 1000);
  const signature = (text: string) => createHmac("sha256", key).update(text).digest("base64url");
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

  function check(value: string): CookieState {
    const [, learnerId = "", issued = "", given = ""] = SHAPE.exec(value) ?? [];
    if (!learnerId) return { state: "tampered" };
    // The texts are compared, not the bytes they stand for: base64 has several texts for the same bytes.
    const expected = signature(`${learnerId}.${issued}`);
    if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return { state: "tampered" };
    const age = seconds() - Number(issued);
    if (age > MAX_AGE_SECONDS) return { state: "none" };
    return { state: "valid", learnerId, value, renew: age > RENEW_AFTER_SECONDS };
  }

  return {
    sign(learnerId) {
      const text = `${learnerId}.${seconds()}`;
      return `${text}.${signature(text)}`;
    },
    read(cookieHeader) {
      const states = cookieValues(cookieHeader, COOKIE_NAME).map(check);
      return states.find((one) => one.state === "valid") ?? states[0] ?? { state: "none" };
    },
    set: (value) => `${COOKIE_NAME}=${value}; Max-Age=${MAX_AGE_SECONDS}; ${attributes}`,
    clear: () => `${COOKIE_NAME}=; Max-Age=0; ${attributes}`,
  };
}

/** All values of a cookie in a Cookie header, in order. */
export function cookieValues(header: string | null, name: string): string[] {
  return (header ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
}
