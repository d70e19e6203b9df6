// Each part is loaded when its turn comes: what it brings (a DOM, a browser) would slow down those before it.
const PARTS: Record<string, () => Promise<void>> = {
  speed: async () => (await import("./svg-speed.ts")).measureSpeed(),
  memory: async () => (await import("./svg-memory.ts")).measureMemory(),
  applying: async () => (await import("./svg-browser.ts")).measureApplying(),
  fidelity: async () => (await import("./svg-fidelity.ts")).measureFidelity(),
  moving: async () => (await import("./svg-browser.ts")).measureMovingFidelity(),
  repair: async () => (await import("./svg-repair.ts")).measureRepair(),
};

/** What the SVG engine costs, what it leaves as it was, and what it repairs. `SVG_BENCH=speed,repair`: only these parts. */
export async function run(): Promise<void> {
  const asked = process.env.SVG_BENCH?.split(",") ?? Object.keys(PARTS);
  for (const part of asked) await PARTS[part]?.();
}
