import { ArrowLeft, ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { RunList } from "#components/library/run-list.tsx";
import { readPreferences } from "#components/site/preferences.ts";
import { buttonVariants } from "#components/ui/button.tsx";
import { isAppError } from "#server/errors.ts";
import { visitor } from "../../visitor.ts";

const PAGE = 20;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readPreferences()).strings.library.title };
}

export default async function Library({
  searchParams,
}: {
  searchParams: Promise<{ cursor?: string | string[] }>;
}) {
  const [{ locale, strings }, { runs, actor }, { cursor }] = await Promise.all([
    readPreferences(),
    visitor(),
    searchParams,
  ]);
  const from = typeof cursor === "string" ? cursor : undefined;
  const page = await runs
    .list(actor.learnerId, { limit: PAGE, ...(from === undefined ? {} : { cursor: from }) })
    .catch((error: unknown) => {
      // A cursor is part of the address, and may be cut off or old: the newest page then.
      if (from !== undefined && isAppError(error) && error.code === "INVALID")
        return runs.list(actor.learnerId, { limit: PAGE });
      throw error;
    });
  const { library } = strings;
  return (
    <>
      <h1 className="font-serif text-4xl font-semibold tracking-tight">{library.title}</h1>
      {page.runs.length === 0 ? (
        <div className="mt-6">
          <p className="text-lg text-soft">{library.empty}</p>
          <Link href="/" className={buttonVariants({ className: "mt-8" })}>
            {library.emptyAction}
          </Link>
        </div>
      ) : (
        <>
          <p className="mt-2 mb-8 text-soft">{library.lead}</p>
          <RunList runs={page.runs} strings={strings} locale={locale} now={new Date()} />
        </>
      )}
      {(from !== undefined || page.next !== null) && (
        <nav aria-label={library.pages} className="mt-8 flex justify-between gap-4">
          {from !== undefined ? (
            <Link href="/library" className={buttonVariants({ variant: "quiet", size: "small" })}>
              <ArrowLeft aria-hidden="true" />
              {library.newest}
            </Link>
          ) : (
            <span />
          )}
          {page.next !== null && (
            <Link
              href={`/library?cursor=${encodeURIComponent(page.next)}`}
              className={buttonVariants({ variant: "secondary", size: "small" })}
            >
              {library.older}
              <ArrowRight aria-hidden="true" />
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
