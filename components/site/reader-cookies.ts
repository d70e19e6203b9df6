export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Cookies that hold a reader's taste; nothing secret, so the browser may write them. */
export const COOKIES = { locale: "locale", theme: "theme" } as const;

const LASTS_SECONDS = 400 * 24 * 3600;

/** Remembers a choice in this browser. */
export function rememberChoice(name: keyof typeof COOKIES, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing from plain http and from older browsers.
  document.cookie = `${COOKIES[name]}=${value}; path=/; max-age=${LASTS_SECONDS}; samesite=lax`;
}
