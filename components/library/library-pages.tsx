import { ArrowLeft, ArrowRight } from "lucide-react";
import Link from "next/link";
import type { Strings } from "../strings/en.ts";
import { buttonVariants } from "../ui/button.tsx";
import { type LibraryView, libraryAddress } from "./library-address.ts";

/** The ways to the older and to the newest runs of a view, and from a narrower view to everything. */
export function LibraryPages({
  view,
  next,
  library,
}: {
  view: LibraryView;
  /** The cursor of what is older; null at the end. */
  next: string | null;
  library: Strings["library"];
}) {
  const back =
    view.cursor !== null
      ? { href: libraryAddress({ ...view, cursor: null }), label: library.newest }
      : view.words !== "" || view.pinned
        ? { href: libraryAddress({}), label: library.back }
        : null;
  if (back === null && next === null) return null;
  return (
    <nav aria-label={library.pages} className="mt-8 flex flex-wrap justify-between gap-4">
      {back ? (
        <Link
          href={back.href}
          className={buttonVariants({ variant: "quiet", size: "small", className: "-ml-4" })}
        >
          <ArrowLeft aria-hidden="true" />
          {back.label}
        </Link>
      ) : (
        <span />
      )}
      {next !== null && (
        <Link
          href={libraryAddress({ ...view, cursor: next })}
          className={buttonVariants({ variant: "secondary", size: "small" })}
        >
          {library.older}
          <ArrowRight aria-hidden="true" />
        </Link>
      )}
    </nav>
  );
}
