"use client";

import { useRouter } from "next/navigation";
import { LOCALE_NAMES, LOCALES, type Locale } from "../strings/locale.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { rememberChoice } from "./reader-cookies.ts";

/** Changes the language of the interface in place: what is on the page stays. */
export function LanguageSwitch() {
  const router = useRouter();
  const locale = useLocale();
  const { footer } = useStrings();
  const choose = (next: Locale) => {
    rememberChoice("locale", next);
    router.refresh();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form's part; these are buttons.
    <div
      role="group"
      aria-label={footer.language}
      className="inline-flex rounded-full border border-line bg-raised p-0.5"
    >
      {LOCALES.map((option) => (
        <button
          key={option}
          type="button"
          lang={option}
          aria-pressed={option === locale}
          onClick={() => choose(option)}
          className="min-h-10 cursor-pointer rounded-full px-3.5 pointer-coarse:min-h-11 text-[0.9375rem] text-faint hover:text-ink aria-pressed:bg-sunk aria-pressed:text-ink"
        >
          {LOCALE_NAMES[option]}
        </button>
      ))}
    </div>
  );
}
