import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { type LibraryView, libraryAddress, readLibraryView } from "#components/library/library-address.ts";
import { LibraryPages } from "#components/library/library-pages.tsx";
import { LibraryRuns } from "#components/library/library-runs.tsx";
import { SearchForm } from "#components/library/search-form.tsx";
import { readPreferences } from "#components/site/preferences.ts";
import type { Strings } from "#components/strings/en.ts";
import { buttonVariants } from "#components/ui/button.tsx";
import { visitor } from "../../visitor.ts";
import { readLibrary } from "./read-library.ts";

const TITLE = "library-title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readPreferences()).strings.library.title };
}

/** What a search came to, in a sentence. */
function found(library: Strings["library"], { words, cursor }: LibraryView, count: number, isMore: boolean) {
  if (cursor !== null) return count === 0 ? null : library.foundMore(words);
  return count === 0 ? library.nothingFound(words) : library.found(words, count, isMore);
}

export default async function Library({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ strings }, { runs, actor }, query] = await Promise.all([
    readPreferences(),
    visitor(),
    searchParams,
  ]);
  const { library } = strings;
  const view = readLibraryView(query);
  const { words, pinned, cursor } = view;
  const page = await readLibrary(runs, actor.learnerId, view);
  const count = page.others.length;
  const isEmpty = count === 0 && page.pinned.length === 0 && words === "" && cursor === null;
  if (isEmpty && pinned) redirect(libraryAddress({}));
  return (
    <>
      <h1 id={TITLE} tabIndex={-1} className="font-serif text-4xl font-semibold tracking-tight">
        {pinned ? library.allPinned : library.title}
      </h1>
      {isEmpty ? (
        <div className="mt-6">
          <p className="text-lg text-soft">{library.empty}</p>
          <Link href="/" className={buttonVariants({ className: "mt-8" })}>
            {library.emptyAction}
          </Link>
        </div>
      ) : (
        <>
          {!pinned && <p className="mt-2 text-soft">{library.lead}</p>}
          <div className="mt-6">
            <SearchForm words={words} />
          </div>
          {/* It stands before anything is searched for, so that its changes are read out. */}
          <p role="status" className="mt-6 mb-3 text-[0.9375rem] font-semibold text-faint empty:mb-0">
            {words === "" ? null : found(library, view, count, page.next !== null)}
          </p>
          {count === 0 && page.pinned.length === 0 && (
            <p className="text-soft">{cursor === null ? library.nothingFoundHint : library.noOlder}</p>
          )}
        </>
      )}
      <LibraryRuns
        pinned={page.pinned}
        hasMorePinned={page.hasMorePinned}
        others={page.others}
        now={Date.now()}
        lastResort={TITLE}
      />
      {!isEmpty && <LibraryPages view={view} next={page.next} library={library} />}
    </>
  );
}
