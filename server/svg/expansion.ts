/** What refers to something else: how much more is painted because of it. */
export interface Expansion {
  /** An element with this id has begun; `light` ones (gradients) cost nothing where they are referred to. */
  enter(id: string, light: boolean): void;
  /** The element that was entered last is over. */
  leave(): void;
  /** One element that is painted wherever what it is in is referred to. */
  element(): void;
  /** A reference to `id`. False when it leads back to where it stands, so that it must not be kept. */
  refer(id: string): boolean;
  /** Whether more than the limit is brought forth by references. */
  readonly isOver: boolean;
}

interface Owner {
  /** Elements in it, and those its references bring forth. */
  size: number;
  parent: Owner | null;
  open: boolean;
  light: boolean;
  /** What refers to it, once for each reference. */
  referrers: Owner[];
  /** What it refers to, and what stands in it. */
  leadsTo: Owner[];
}

/** Steps through references that one drawing may cost; adversaries reach it, drawings do not. */
const STEPS = 200_000;

/**
 * Counts what `use`, and patterns, masks, markers, clips and filters inside each other, bring forth: ten groups
 * that each use the next one ten times are 10^10 elements to a browser. Every element with an id owns what is in
 * it; a reference adds the size of its target to the owner it stands in, to all owners around that one, and to all
 * that refer to those. References forward are settled when their target is over.
 *
 * The sum never passes the limit, and so neither does the work by more than a constant factor.
 */
export function createExpansion(limit: number): Expansion {
  const owners = new Map<string, Owner>();
  const root = newOwner(null);
  let here = root;
  let steps = 0;
  let over = false;
  /** What references have brought forth in the whole drawing. */
  let brought = 0;

  function newOwner(parent: Owner | null): Owner {
    return { size: 0, parent, open: true, light: false, referrers: [], leadsTo: [] };
  }

  function spend(): boolean {
    steps += 1;
    if (steps > STEPS) over = true;
    return over;
  }

  /** `size` more elements stand in `owner`, brought forth by a reference in it. */
  function bring(owner: Owner, size: number): void {
    const waiting: [Owner, number][] = [[owner, size]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [at, more] = next;
      for (let up: Owner | null = at; up; up = up.parent) {
        if (spend()) return;
        up.size += more;
        // What is around an open one, and what refers to it, counts it when it is over.
        if (up.open) break;
        for (const referrer of up.referrers) waiting.push([referrer, more]);
      }
      brought += more;
      if (brought > limit) over = true;
      if (over) return;
    }
  }

  /** Whether references lead from one owner to another. */
  function leads(from: Owner, to: Owner): boolean {
    const seen = new Set([from]);
    const waiting = [from];
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      if (at === to || spend()) return true;
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
      const owner = owners.get(id) ?? newOwner(null);
      owners.set(id, owner);
      owner.parent = here;
      owner.light = light;
      here.leadsTo.push(owner);
      here = owner;
    },
    leave() {
      const owner = here;
      here = owner.parent ?? root;
      owner.open = false;
      if (owner.light) owner.size = 0;
      here.size += owner.size;
      if (owner.size > 0) for (const referrer of owner.referrers) bring(referrer, owner.size);
    },
    element() {
      here.size += 1;
    },
    refer(id) {
      const target = owners.get(id) ?? newOwner(null);
      owners.set(id, target);
      for (let up: Owner | null = here; up; up = up.parent) if (up === target) return false;
      if (target.leadsTo.length > 0 && leads(target, here)) return false;
      target.referrers.push(here);
      here.leadsTo.push(target);
      if (!target.open && target.size > 0) bring(here, target.size);
      return true;
    },
    get isOver() {
      return over;
    },
  };
}
