import type { Damage } from "./testing-damage-spots.ts";
import { TAG_DAMAGE } from "./testing-damage-tags.ts";
import { TEXT_DAMAGE } from "./testing-damage-text.ts";
import { VALUE_DAMAGE } from "./testing-damage-values.ts";
import { createDice } from "./testing-dice.ts";
import { type Drawing, readDrawingSet, readWrittenDrawings } from "./testing-drawings.ts";
import { differingShare, type Picture, type Render } from "./testing-render.ts";

/** By its name: every way in which a drawing is damaged here. */
export const DAMAGE: Readonly<Record<string, Damage>> = { ...TAG_DAMAGE, ...VALUE_DAMAGE, ...TEXT_DAMAGE };

export interface DamagedDrawing {
  name: string;
  kind: string;
  damaged: string;
  intended: string;
  /** `intended`, drawn. */
  picture: Picture;
}

/** The share of pixels that may differ from what was meant. */
export const TOLERANCE = 0.01;

/** The drawings that are damaged: all written ones, and eight of each set of icons. */
export function damageOriginals(): Drawing[] {
  const sets = (["weather", "tabler", "openmoji"] as const).flatMap((set) => readDrawingSet(set, 8));
  return [...readWrittenDrawings(), ...sets];
}

/**
 * `each` originals damaged in every way, the same ones each time. A damage that does no harm when it is left as it is
 * (a strict renderer draws what was meant, within the tolerance) is tried at another place, else left out.
 */
export async function makeDamaged(
  render: Render,
  each: number,
  originals = damageOriginals(),
): Promise<DamagedDrawing[]> {
  const made: DamagedDrawing[] = [];
  for (const [number, [kind, damage]] of Object.entries(DAMAGE).entries()) {
    const dice = createDice(number + 1);
    let found = 0;
    for (let tried = 0; tried < originals.length * 2 && found < each; tried += 1) {
      // A stride that has no factor in common with the number of originals meets each of them.
      const original = originals[(number * 7 + tried * 11) % originals.length];
      const one = original && damage(original.text, dice);
      if (!original || !one) continue;
      const picture = await render(one.intended);
      if (!picture) throw new Error(`${original.name}: what was meant by "${kind}" is no drawing`);
      if (differingShare(picture, await render(one.damaged)) < TOLERANCE) continue;
      made.push({ name: original.name, kind, ...one, picture });
      found += 1;
    }
  }
  return made;
}
