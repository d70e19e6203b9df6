/** What a drawing costs beyond its own elements, because things in it refer to each other. */
export interface Expansion {
  /** An element with this id has begun; `light` ones (gradients) cost nothing where they are referred to. */
  enter(id: string, light: boolean): void;
  /** The element that was entered last is over. */
  leave(): void;
  /** Something that costs this much wherever what it is in is referred to. */
  add(weight: number): void;
  /** Something that costs this much where it stands: a filter, an animation. `from` as for `refer`. */
  spend(weight: number, from?: string | null): void;
  /**
   * `times` references to `id`, from what was entered last; or from the element with the id `from`, null for the root.
   * False when one leads back to where it stands: nothing comes of it.
   */
  refer(id: string, times?: number, from?: string | null): boolean;
  /** What a reference to `id` costs by now. */
  sizeOf(id: string): number;
  /** Whether more than the limit is brought forth. */
  isOver(): boolean;
}

interface Owner {
  /** What is in it, and what its references bring forth. */
  size: number;
  parent: Owner | null;
  light: boolean;
  /** What refers to it, and how many times. */
  referrers: Map<Owner, number>;
  /** What it refers to, and what stands in it. */
  leadsTo: Set<Owner>;
}

/** Steps through references that one drawing may cost; adversaries reach it, drawings do not. */
const STEPS = 200_000;

/**
 * Counts what `use`, and patterns, masks, markers, clips and filters inside each other, bring forth: ten groups
 * that each use the next one ten times are 10^10 elements to a browser. Every element with an id owns what is in
 * it; a reference adds the size of its target to the owner it stands in, to all owners around that one, and to all
 * that refer to those. What a target gains later reaches its referrers at that moment, so the count is true at
 * every prefix.
 *
 * The sum never passes the limit by more than one addition, and so neither does the work, by a constant factor.
 */
export function createExpansion(limit: number): Expansion {
  const owners = new Map<string, Owner>();
  const root = newOwner();
  let here = root;
  let steps = 0;
  let over = false;
  /** What references have brought forth in the whole drawing. */
  let brought = 0;

  function newOwner(): Owner {
    return { size: 0, parent: null, light: false, referrers: new Map(), leadsTo: new Set() };
  }

  function ownerOf(id: string): Owner {
    const known = owners.get(id);
    if (known) return known;
    const owner = newOwner();
    owners.set(id, owner);
    return owner;
  }

  const placeOf = (id: string | null | undefined) =>
    id === undefined ? here : id === null ? root : ownerOf(id);

  function step(): boolean {
    steps += 1;
    if (steps > STEPS) over = true;
    return over;
  }

  /** `size` more stands in `owner`, and in all that it is in and that refers to those. */
  function grow(owner: Owner, size: number): void {
    let waiting: [Owner, number][] | null = null;
    let at = owner;
    let more = size;
    for (;;) {
      for (let up: Owner | null = at; up && !up.light; up = up.parent) {
        up.size += more;
        if (up.referrers.size === 0) continue;
        if (step()) return;
        waiting ??= [];
        for (const [referrer, times] of up.referrers) waiting.push([referrer, more * times]);
      }
      const next = waiting?.pop();
      if (!next || over) return;
      [at, more] = next;
      bring(more);
    }
  }

  function bring(size: number): void {
    brought += size;
    if (brought > limit) over = true;
  }

  /** Whether references lead from one owner to another. */
  function leads(from: Owner, to: Owner): boolean {
    const seen = new Set([from]);
    const waiting = [from];
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      if (at === to || step()) return true;
      for (const next of at.leadsTo) {
        if (seen.has(next)) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
    return false;
  }

  return {
    enter(id, light) {
      const owner = ownerOf(id);
      owner.parent = here;
      owner.light = light;
      here.leadsTo.add(owner);
      here = owner;
    },
    leave() {
      here = here.parent ?? root;
    },
    add: (weight) => grow(here, weight),
    spend(weight, from) {
      bring(weight);
      grow(placeOf(from), weight);
    },
    refer(id, times = 1, from) {
      const target = ownerOf(id);
      const place = placeOf(from);
      for (let up: Owner | null = place; up; up = up.parent) if (up === target) return false;
      if (target.leadsTo.size > 0 && leads(target, place)) return false;
      target.referrers.set(place, (target.referrers.get(place) ?? 0) + times);
      place.leadsTo.add(target);
      if (target.size === 0) return true;
      bring(target.size * times);
      grow(place, target.size * times);
      return true;
    },
    sizeOf: (id) => owners.get(id)?.size ?? 0,
    isOver: () => over,
  };
}
