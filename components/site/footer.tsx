import type { Strings } from "../strings/en.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import type { Theme } from "./reader-cookies.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

export function Footer({ strings, theme }: { strings: Strings; theme: Theme }) {
  return (
    <footer className="mx-auto mt-auto flex w-full max-w-5xl flex-wrap items-center justify-between gap-x-6 gap-y-4 px-4 pt-16 pb-8 sm:px-6">
      <p className="text-[0.9375rem] text-faint">{strings.site.description}</p>
      <div className="flex flex-wrap items-center gap-3">
        <LanguageSwitch />
        <ThemeSwitch theme={theme} />
      </div>
    </footer>
  );
}
