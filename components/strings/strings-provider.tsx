"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Strings } from "./en.ts";
import { type Locale, stringsFor } from "./locale.ts";

const LocaleContext = createContext<Locale>("en");

export function StringsProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

/** The interface's texts in the reader's language. */
export function useStrings(): Strings {
  return stringsFor(useLocale());
}
