import { FLAG_NAMES, FLAGS, type FlagDefinition, type FlagName } from "../contracts/flags.ts";
import type { Settings } from "./settings.ts";

/**
 * The settings as a flagd configuration (https://flagd.dev/reference/flag-definitions). A rollout hashes the flag's
 * name and the learner's id to a bucket: raising the percentage keeps every learner who was in, and a switch that
 * is off, or a percentage of 0, has no buckets at all.
 */
export function toFlagd(settings: Settings): string {
  return JSON.stringify({
    flags: Object.fromEntries(FLAG_NAMES.map((name) => [name, toFlag(name, settings)])),
  });
}

function toFlag(name: FlagName, settings: Settings) {
  const definition: FlagDefinition = FLAGS[name];
  const { value } = settings[name];
  if (definition.type === "integer")
    return { state: "ENABLED", variants: { value }, defaultVariant: "value" };

  const variants = { on: true, off: false };
  const percentage = definition.rollout ? Number(settings[definition.rollout as FlagName].value) : 100;
  if (value === false || percentage === 0) return { state: "ENABLED", variants, defaultVariant: "off" };
  if (percentage === 100) return { state: "ENABLED", variants, defaultVariant: "on" };
  const targeting = {
    fractional: [
      ["on", percentage],
      ["off", 100 - percentage],
    ],
  };
  return { state: "ENABLED", variants, defaultVariant: "off", targeting };
}
