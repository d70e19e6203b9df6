import type { RunKind } from "../contracts/run.ts";

const CATALOG_LANGUAGES = ["en", "ja"] as const;
export type CatalogLanguage = (typeof CATALOG_LANGUAGES)[number];

export interface CatalogEntry {
  id: string;
  title: string;
  titles: Record<CatalogLanguage, string>;
}

const VISUAL_TOPICS = [
  { id: "blood-circulation", titles: { en: "Blood circulation", ja: "血液の循環" } },
  { id: "photosynthesis", titles: { en: "Photosynthesis", ja: "光合成" } },
  { id: "water-cycle", titles: { en: "Water cycle", ja: "水の循環" } },
  { id: "plate-tectonics", titles: { en: "Plate tectonics", ja: "プレートテクトニクス" } },
  { id: "electric-circuits", titles: { en: "Electric circuits", ja: "電気回路" } },
  { id: "fractions", titles: { en: "Fractions", ja: "分数" } },
];

const CATALOG = { visual: { topics: VISUAL_TOPICS } } satisfies Partial<
  Record<RunKind, Record<string, Omit<CatalogEntry, "title">[]>>
>;
export type CatalogKind = keyof typeof CATALOG;

export function isCatalogKind(kind: string): kind is CatalogKind {
  return Object.hasOwn(CATALOG, kind);
}

/** What can be asked for without typing, each `title` in the wanted language. */
export function catalog(kind: CatalogKind, language: CatalogLanguage): { topics: CatalogEntry[] } {
  return { topics: CATALOG[kind].topics.map((entry) => ({ ...entry, title: entry.titles[language] })) };
}

/** The language that a caller prefers, by an Accept-Language header or one tag; English for all that we do not have. */
export function catalogLanguage(wanted: string | null): CatalogLanguage {
  const ranked = (wanted ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const quality = parameters.find((one) => one.trim().startsWith("q="))?.split("=")[1];
    return {
      language: CATALOG_LANGUAGES.find((one) => one === tag.split("-")[0]),
      quality: Number(quality ?? 1) || 0,
    };
  });
  const best = ranked
    .filter((one) => one.language && one.quality > 0)
    .sort((a, b) => b.quality - a.quality)[0];
  return best?.language ?? "en";
}
