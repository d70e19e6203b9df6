"use client";

import { cx } from "class-variance-authority";
import { Search, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useCallback, useEffect, useRef, useTransition } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { LONGEST_SEARCH, libraryAddress, readWords } from "./library-address.ts";

/** How long someone who types rests before it is searched, in milliseconds. */
const REST = 250;

/**
 * Searches while one types, and the address says for what. The field keeps its own text: answers that come late never
 * change what is being written. Without scripts it is a form like any other.
 */
export function SearchForm({ words }: { words: string }) {
  const { library } = useStrings();
  const router = useRouter();
  const [isSearching, startSearch] = useTransition();
  const box = useRef<HTMLInputElement>(null);
  const asked = useRef(words);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const search = useCallback(
    (text: string) => {
      clearTimeout(timer.current);
      const next = readWords(text);
      if (next === asked.current) return;
      asked.current = next;
      startSearch(() => router.replace(libraryAddress({ words: next }), { scroll: false }));
    },
    [router],
  );
  const searchSoon = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(search, REST, text);
  };

  useEffect(() => {
    // What was written before the script was there.
    if (box.current) search(box.current.value);
    return () => clearTimeout(timer.current);
  }, [search]);
  useEffect(() => {
    // A link has led somewhere else: the field says where.
    if (!box.current || document.activeElement === box.current || asked.current === words) return;
    asked.current = words;
    box.current.value = words;
  }, [words]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (box.current) search(box.current.value);
  }

  return (
    <search>
      <form
        action="/library"
        onSubmit={submit}
        className="flex items-center rounded-full border border-edge/60 bg-raised focus-within:border-accent focus-within:outline-2 focus-within:outline-accent"
      >
        <button
          type="submit"
          aria-label={library.search}
          className="grid size-11 shrink-0 cursor-pointer place-items-center rounded-full text-faint hover:text-ink"
        >
          <Search
            aria-hidden="true"
            className={cx("size-[1.15rem]", isSearching && "animate-breathe text-accent")}
          />
        </button>
        <input
          ref={box}
          type="search"
          name="q"
          defaultValue={words}
          maxLength={LONGEST_SEARCH}
          aria-label={library.searchLabel}
          placeholder={library.searchLabel}
          autoComplete="off"
          enterKeyHint="search"
          onChange={(event) => {
            // While an input method composes, what stands there is not what is meant.
            if (!(event.nativeEvent as InputEvent).isComposing) searchSoon(event.target.value);
          }}
          onCompositionEnd={(event) => searchSoon(event.currentTarget.value)}
          className="min-h-11 min-w-0 flex-1 appearance-none bg-transparent pr-4 text-ink outline-none placeholder:text-faint [&::-webkit-search-cancel-button]:hidden"
        />
        {words !== "" && (
          <Link
            href="/library"
            aria-label={library.clear}
            title={library.clear}
            prefetch={false}
            onClick={(event) => {
              if (!box.current) return;
              event.preventDefault();
              box.current.value = "";
              box.current.focus();
              search("");
            }}
            className="grid size-11 shrink-0 place-items-center rounded-full text-faint hover:text-ink"
          >
            <X aria-hidden="true" className="size-[1.15rem]" />
          </Link>
        )}
      </form>
    </search>
  );
}
