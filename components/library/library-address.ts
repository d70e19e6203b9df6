/** What part of the library a page shows. Without words and not `pinned`: everything. */
export interface LibraryView {
  /** Searched for; empty: nothing is. */
  words: string;
  /** Only what is pinned. */
  pinned: boolean;
  /** Where in the list to go on. */
  cursor: string | null;
}

/** As many as the server takes, in UTF-16 code units. */
export const LONGEST_SEARCH = 200;

/** The words that an address or a person asks for, such as the server takes them. */
export function readWords(text: string): string {
  return text.normalize("NFC").replaceAll("\0", "").trim().slice(0, LONGEST_SEARCH).trim();
}

/** An address is written by anybody: what makes no sense in it is as good as missing. */
export function readLibraryView(query: Record<string, string | string[] | undefined>): LibraryView {
  const { q, pinned, cursor } = query;
  const words = typeof q === "string" ? readWords(q) : "";
  return {
    words,
    pinned: words === "" && pinned === "true",
    cursor: typeof cursor === "string" && cursor !== "" ? cursor : null,
  };
}

/** The address of a part of the library. */
export function libraryAddress({ words = "", pinned = false, cursor = null }: Partial<LibraryView>): string {
  const query = new URLSearchParams();
  if (words !== "") query.set("q", words);
  else if (pinned) query.set("pinned", "true");
  if (cursor !== null) query.set("cursor", cursor);
  return query.size === 0 ? "/library" : `/library?${query}`;
}
