import { en, type Strings } from "./en.ts";
import { ja } from "./ja.ts";

export const LOCALES = ["en", "ja"] as const;
export type Locale = (typeof LOCALES)[number];

/** Each language by its own name. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", ja: "日本語" };

const ALL: Record<Locale, Strings> = { en, ja };

/** Every text of the interface in one language. */
export function stringsFor(locale: Locale): Strings {
  return ALL[locale];
}

function asLocale(tag: string | undefined): Locale | null {
  const language = tag?.trim().split("-")[0]?.toLowerCase();
  return LOCALES.find((locale) => locale === language) ?? null;
}

/** The language of a request: the cookie's choice, else the best of `Accept-Language` that there is, else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = asLocale(cookie);
  if (chosen) return chosen;
  const wishes = (acceptLanguage ?? "").split(",").map((part, index) => {
    const [tag, ...parameters] = part.split(";");
    const quality = parameters.find((parameter) => parameter.trim().startsWith("q="));
    const weight = quality ? Number(quality.trim().slice(2)) : 1;
    return { locale: asLocale(tag), weight: Number.isFinite(weight) ? weight : 0, index };
  });
  wishes.sort((a, b) => b.weight - a.weight || a.index - b.index);
  return wishes.find((wish) => wish.locale !== null && wish.weight > 0)?.locale ?? "en";
}
