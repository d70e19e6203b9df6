import { CircleUserRound, LibraryBig } from "lucide-react";
import Link from "next/link";
import type { Strings } from "../strings/en.ts";
import { SampleNotice } from "./sample-notice.tsx";
import { Wordmark } from "./wordmark.tsx";

const link =
  "inline-flex min-h-11 items-center gap-2 rounded-full px-3 text-soft no-underline transition-colors hover:bg-sunk hover:text-ink";

export function Header({ strings, isSample }: { strings: Strings; isSample: boolean }) {
  return (
    <header className="mx-auto flex w-full max-w-5xl flex-wrap items-center gap-x-4 px-4 pt-4 sm:px-6 sm:pt-6">
      <Link
        href="/"
        className="-mx-2 inline-flex min-h-11 items-center rounded-full px-2 text-ink no-underline"
      >
        <Wordmark name={strings.site.name} />
      </Link>
      {isSample && (
        <div className="order-last basis-full sm:order-none sm:basis-auto">
          <SampleNotice strings={strings} />
        </div>
      )}
      <nav aria-label={strings.site.navigation} className="-mr-3 ml-auto flex items-center">
        <Link href="/library" className={link}>
          <LibraryBig aria-hidden="true" className="size-5" strokeWidth={1.7} />
          <span className="max-[26rem]:sr-only">{strings.site.library}</span>
        </Link>
        <Link href="/account" className={link}>
          <CircleUserRound aria-hidden="true" className="size-5" strokeWidth={1.7} />
          <span className="max-[26rem]:sr-only">{strings.site.account}</span>
        </Link>
      </nav>
    </header>
  );
}
