import { strToU8, type Zippable, zipSync } from "fflate";

/** Kinds of files that are packed already. */
const PACKED = /\.(?:png|jpe?g|zip|woff2?)$/;
/** The same files make the same bytes: the earliest time that a zip can say. */
const THEN = new Date(1980, 0, 1);

/** Packs files under their names. Takes milliseconds for megabytes. */
export function zip(files: ReadonlyMap<string, string | Uint8Array>): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const [name, content] of files) {
    const bytes = typeof content === "string" ? strToU8(content) : content;
    entries[name] = [bytes, { level: PACKED.test(name) ? 0 : 6, mtime: THEN }];
  }
  return zipSync(entries);
}
