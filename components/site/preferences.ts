import { cookies, headers } from "next/headers";
import type { Strings } from "../strings/en.ts";
import { chooseLocale, type Locale, stringsFor } from "../strings/locale.ts";
import { COOKIES, THEMES, type Theme } from "./reader-cookies.ts";

/** What the reader of this request chose: language and theme. For server components. */
export async function readPreferences(): Promise<{ locale: Locale; strings: Strings; theme: Theme }> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(jar.get(COOKIES.locale)?.value, head.get("accept-language"));
  const theme = THEMES.find((name) => name === jar.get(COOKIES.theme)?.value) ?? "system";
  return { locale, strings: stringsFor(locale), theme };
}
