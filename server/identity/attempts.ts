import { AppError } from "../errors.ts";

/** Wrong passwords for one account, from wherever they come, in one window. */
const MOST = 50;
const WINDOW_MS = 15 * 60_000;
/** Accounts that are remembered at once; the oldest window is forgotten for a newer one. */
const REMEMBERED = 10_000;

/** Counts wrong passwords by account in this process, so that many addresses together cannot guess one for long. */
export interface Attempts {
  /** LIMIT while there were too many. */
  check(account: string): void;
  failed(account: string): void;
}

/** @param now in milliseconds */
export function createAttempts(now: () => number = Date.now): Attempts {
  const windows = new Map<string, { count: number; endsAt: number }>();
  const open = (account: string) => {
    const window = windows.get(account);
    return window && window.endsAt > now() ? window : undefined;
  };

  return {
    check(account) {
      const window = open(account);
      if (!window || window.count < MOST) return;
      throw new AppError("LIMIT", "There were too many wrong passwords for this account. Try again later.", {
        retryable: true,
        retryAfter: Math.ceil((window.endsAt - now()) / 1000),
      });
    },
    failed(account) {
      const window = open(account);
      if (window) {
        window.count++;
        return;
      }
      windows.delete(account);
      windows.set(account, { count: 1, endsAt: now() + WINDOW_MS });
      const [oldest] = windows.keys();
      if (windows.size > REMEMBERED && oldest !== undefined) windows.delete(oldest);
    },
  };
}
