import { measureApplying, measureMovingFidelity } from "./svg-browser.ts";
import { measureFidelity } from "./svg-fidelity.ts";
import { measureMemory } from "./svg-memory.ts";
import { measureRepair } from "./svg-repair.ts";
import { measureSpeed } from "./svg-speed.ts";

const PARTS: Record<string, () => Promise<void> | void> = {
  speed: measureSpeed,
  memory: measureMemory,
  applying: measureApplying,
  fidelity: measureFidelity,
  moving: measureMovingFidelity,
  repair: measureRepair,
};

/** What the SVG engine costs, what it leaves as it was, and what it repairs. `SVG_BENCH=speed,repair`: only these parts. */
export async function run(): Promise<void> {
  const asked = process.env.SVG_BENCH?.split(",") ?? Object.keys(PARTS);
  for (const part of asked) await PARTS[part]?.();
}
