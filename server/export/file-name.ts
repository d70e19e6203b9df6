/** What a file's name may not hold: on Windows, on others, or in the eyes of who reads it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f/\\:*?"<>|\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff]+/gu;
/** Names that Windows keeps for devices, whatever comes after a dot. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
/** Characters and bytes of a name, without its ending: what every file system takes, and people can read. */
const MOST_CHARACTERS = 80;
const MOST_BYTES = 180;
const NAMELESS = "learn-x";

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** A file's name out of words of people: whole characters, nothing that a file system stumbles over. */
export function fileName(words: string, ending: string): string {
  const clean = words.toWellFormed().normalize("NFC").replace(FORBIDDEN, " ").replace(/\s+/g, " ").trim();
  let name = "";
  let characters = 0;
  for (const { segment } of segmenter.segment(clean)) {
    characters += 1;
    if (characters > MOST_CHARACTERS || Buffer.byteLength(name + segment) > MOST_BYTES) break;
    name += segment;
  }
  // Dots hide files at the beginning and are dropped at the end.
  name = name.replace(/^[.\s]+|[.\s]+$/g, "").replace(DEVICES, "_$&");
  return `${name || NAMELESS}.${ending}`;
}

/** Letters that taking accents away does not make ASCII. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  ø: "o",
  Ø: "O",
  œ: "oe",
  Œ: "OE",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
};

/**
 * The header that has an answer saved under a name, in both forms of RFC 6266: for old programs in ASCII, and as it is in
 * UTF-8 (RFC 8187).
 */
export function attachment(name: string): string {
  const dot = name.lastIndexOf(".");
  const plain = [...name.slice(0, dot).normalize("NFKD")]
    .map((letter) => LETTERS[letter] ?? letter)
    .join("")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]+/g, " ")
    // A percent sign is decoded by some programs.
    .replace(/["\\%;]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const fallback = `${/[A-Za-z0-9]/.test(plain) ? plain : NAMELESS}${name.slice(dot)}`;
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}
