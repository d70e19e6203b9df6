"use client";

import { cx } from "class-variance-authority";
import { Pin, Trash2 } from "lucide-react";
import type { ComponentProps } from "react";
import type { RunSummary } from "#server/contracts/run.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { RunLink } from "./run-link.tsx";
import { quotable, wordsOf } from "./run-words.ts";
import type { RowChange } from "./use-library-actions.ts";

/** A round button without words; its name is `aria-label`. */
function IconButton({ className, ...props }: ComponentProps<"button"> & { "aria-label": string }) {
  return (
    <button
      type="button"
      className={cx(
        "grid size-11 cursor-pointer place-items-center rounded-full transition-colors hover:bg-sunk aria-disabled:cursor-default aria-disabled:opacity-60 [&_svg]:size-[1.15rem]",
        className,
      )}
      {...props}
    />
  );
}

/** One run of the library, with what can be done with it. */
export function LibraryRow({
  run,
  now,
  change,
  onPin,
  onRemove,
}: {
  run: RunSummary;
  now: number;
  change: RowChange | undefined;
  onPin: (title: string, pinned: boolean, isKeyboard: boolean) => void;
  onRemove: (title: string) => void;
}) {
  const strings = useStrings();
  const locale = useLocale();
  const { library } = strings;
  const title = quotable(wordsOf(run, strings.kinds[run.kind].name).title);
  const isPinned = change?.pinned ?? run.pinned;
  const isRemoving = change?.isRemoving ?? false;
  return (
    <li data-run={run.id} className="py-px">
      <div className={cx("flex items-start gap-2 transition-opacity", isRemoving && "opacity-60")}>
        <RunLink run={run} strings={strings} locale={locale} now={new Date(now)} />
        <div className="-mr-3 flex shrink-0 py-2.5 max-sm:flex-col max-sm:py-1 sm:ml-2">
          <IconButton
            data-part="pin"
            aria-pressed={isPinned}
            aria-label={library.pinOf(title)}
            title={isPinned ? library.unpin : library.pin}
            aria-disabled={change?.isBusy ?? false}
            className={isPinned ? "text-accent" : "text-faint hover:text-ink"}
            onClick={({ currentTarget: button }) => {
              button.focus({ preventScroll: true });
              onPin(title, !isPinned, button.matches(":focus-visible"));
            }}
          >
            <Pin
              aria-hidden="true"
              strokeWidth={1.9}
              className={cx("rotate-45", isPinned && "fill-current")}
            />
          </IconButton>
          <IconButton
            data-part="remove"
            aria-label={isRemoving ? library.removing : library.removeOf(title)}
            title={library.remove}
            aria-disabled={change?.isBusy ?? false}
            className="text-faint hover:text-danger"
            onClick={({ currentTarget: button }) => {
              // Safari does not focus what is clicked, and the dialog gives the focus back to what had it.
              button.focus({ preventScroll: true });
              onRemove(title);
            }}
          >
            <Trash2 aria-hidden="true" strokeWidth={1.9} />
          </IconButton>
        </div>
      </div>
      <div role="alert">{change?.problem && <p className="pb-4 text-danger">{change.problem}</p>}</div>
    </li>
  );
}
