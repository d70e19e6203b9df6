import { addresses } from "./addresses.ts";
import { animations } from "./animations.ts";
import type { Attack } from "./attack.ts";
import { entities } from "./entities.ts";
import { foreign } from "./foreign.ts";
import { handlers } from "./handlers.ts";
import { loads } from "./loads.ts";
import { mutations } from "./mutations.ts";
import { names } from "./names.ts";
import { parsing } from "./parsing.ts";
import { scripts } from "./scripts.ts";
import { sheets } from "./sheets.ts";
import { spellings } from "./spellings.ts";

/** Every hostile drawing; an attack's number is its place here. */
export const ATTACKS: readonly Attack[] = [
  ...scripts,
  ...handlers,
  ...addresses,
  ...loads,
  ...spellings,
  ...sheets,
  ...animations,
  ...mutations,
  ...foreign,
  ...parsing,
  ...entities,
  ...names,
];
