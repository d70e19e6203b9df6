import type { Strings } from "../strings/en.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import type { Theme } from "./reader-cookies.ts";
import { SampleNotice } from "./sample-notice.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

export function Footer({ strings, theme, isSample }: { strings: Strings; theme: Theme; isSample: boolean }) {
  return (
    <footer className="mx-auto mt-auto flex w-full max-w-5xl flex-wrap items-start justify-between gap-x-6 gap-y-4 px-4 pt-16 pb-8 sm:px-6">
      <div>{isSample && <SampleNotice strings={strings} />}</div>
      <div className="flex flex-wrap items-center gap-3">
        <LanguageSwitch />
        <ThemeSwitch theme={theme} />
      </div>
    </footer>
  );
}
