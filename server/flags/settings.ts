import {
  FLAG_NAMES,
  FLAGS,
  type FlagName,
  type FlagSource,
  type FlagValue,
  type FlagValues,
  flagProblem,
} from "../contracts/flags.ts";

/** What the database says of one flag. */
export interface StoredFlag {
  name: string;
  value: unknown;
  updatedAt: Date;
  updatedBy: string;
}

export interface Setting {
  value: FlagValue;
  source: FlagSource;
}
export type Settings = Record<FlagName, Setting>;

/** Decides each flag's setting: override, else database, else first value, else default. A stored value that does not fit counts as absent. */
export function settle(
  overrides: Partial<FlagValues>,
  stored: ReadonlyMap<string, StoredFlag>,
  firstValues: Partial<FlagValues>,
): Settings {
  const decide = (name: FlagName): Setting => {
    const override = overrides[name];
    if (override !== undefined) return { value: override, source: "override" };
    const row = stored.get(name);
    if (row && flagProblem(name, row.value) === undefined)
      return { value: row.value as FlagValue, source: "database" };
    const first = firstValues[name];
    if (first !== undefined) return { value: first, source: "environment" };
    return { value: FLAGS[name].default, source: "default" };
  };
  return Object.fromEntries(FLAG_NAMES.map((name) => [name, decide(name)])) as Settings;
}
