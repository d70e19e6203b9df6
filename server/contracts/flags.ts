/** Where the value of a flag comes from; an override always wins, a default never does. */
export const FLAG_SOURCES = ["override", "database", "environment", "default"] as const;
export type FlagSource = (typeof FLAG_SOURCES)[number];

interface Definition<T> {
  readonly default: T;
  /** One sentence for the person who turns it. */
  readonly description: string;
  /** The environment variable that gives its first value. */
  readonly env?: string;
}
export interface SwitchDefinition extends Definition<boolean> {
  readonly type: "boolean";
  /** The flag that says for how many percent of the learners it is on. */
  readonly rollout?: string;
}
export interface NumberDefinition extends Definition<number> {
  readonly type: "integer";
  readonly min: number;
  readonly max: number;
}
export type FlagDefinition = SwitchDefinition | NumberDefinition;

/** Every flag there is: the only list. */
export const FLAGS = {
  runs_enabled: {
    type: "boolean",
    default: true,
    description: "Emergency switch: off, and nobody can start a run. Runs that were started go on.",
  },
  run_retention_days: {
    type: "integer",
    default: 0,
    min: 0,
    max: 3650,
    description:
      "Runs that ended this many days ago are deleted with all that belongs to them; 0 keeps them.",
  },
  reply_cache_days: {
    type: "integer",
    default: 30,
    min: 0,
    max: 365,
    description:
      "For how many days a plan or drawing that was found good answers the same question again at once; 0 asks the model every time.",
  },
  visual_concurrency: {
    type: "integer",
    default: 0,
    min: 0,
    max: 16,
    description: "How many drawings of one run are made at the same time; 0 means all of them.",
  },
  quality_redraw: {
    type: "boolean",
    default: false,
    description:
      "A drawing with a score under 60 is drawn once more; the better one is kept, both are paid for.",
  },
  story_prepare_ahead: {
    type: "boolean",
    default: false,
    description: "While the learner reads, the next chapter is made ahead for the likeliest choice.",
  },
  twostage_generation: {
    type: "boolean",
    default: true,
    description: "Language lessons are made in two stages; off means the single-stage path.",
    env: "USE_TWOSTAGE_GENERATION",
  },
  variant_generation_v2: {
    type: "boolean",
    default: false,
    description:
      "Session plans come as four variants for the sampled learners; off means one variant for everybody.",
    env: "ENABLE_VARIANT_GENERATION_V2",
    rollout: "variant_generation_rollout_percentage",
  },
  variant_generation_rollout_percentage: {
    type: "integer",
    default: 0,
    min: 0,
    max: 100,
    description: "For how many percent of the learners variant_generation_v2 is on.",
    env: "VARIANT_GENERATION_ROLLOUT_PERCENTAGE",
  },
  log_variant_selections: {
    type: "boolean",
    default: true,
    description: "Which variant was chosen is kept for analysis.",
    env: "LOG_VARIANT_SELECTIONS",
  },
  knowledge: {
    type: "boolean",
    default: true,
    description: "Kill switch of all retrieval: off, and everything is made without sources.",
  },
} as const satisfies Record<string, FlagDefinition>;

export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[];

/** The type of each flag's value. */
export type FlagValues = { [N in FlagName]: (typeof FLAGS)[N]["type"] extends "boolean" ? boolean : number };
export type FlagValue = boolean | number;

export function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name);
}

/** What is wrong with a value for a flag, as a phrase that follows its name; `undefined` when it fits. */
export function flagProblem(name: FlagName, value: unknown): string | undefined {
  const definition: FlagDefinition = FLAGS[name];
  if (definition.type === "boolean") return typeof value === "boolean" ? undefined : "must be true or false";
  const fits = Number.isInteger(value) && Number(value) >= definition.min && Number(value) <= definition.max;
  return fits ? undefined : `must be a whole number from ${definition.min} to ${definition.max}`;
}
