import { sharedArea } from "./quads.ts";
import type { Label, Line } from "./texts.ts";

/** A label that another one is written over. */
export interface Collision {
  label: Label;
  /** Share of the smaller of the two lines that both cover, 0–1; the greatest one of the label. */
  share: number;
}

export interface Collisions {
  found: Collision[];
  /** Labels that repeat another one's text almost where it stands: shadows and outlines, not read for themselves. */
  echoes: ReadonlySet<Label>;
}

/** Lines touch by less than this where nothing is wrong: descenders reach into the next line. */
const TOLERANCE = 0.1;
/** Pairs of lines compared; after them no more collisions are looked for. */
const PAIRS = 300_000;
/** A copy shifted by no more than this, in em, is a shadow. */
const SHADOW = 0.2;

interface Entry {
  label: Label;
  /** The label's place in the order of painting. */
  order: number;
  line: Line;
}

/**
 * Which labels lie under others, by the ink of their lines. Lines are sorted from top to bottom and each is compared
 * with those that begin above its lower edge, so a drawing costs about as much as it has lines beside each other.
 *
 * Whether two labels are ever on screen at once is not known from a still look: a pair is passed over when both are
 * shown or hidden by an animation (of their own or of a group around them), as scenes that take turns are, and
 * labels that travel along a path are not compared at all.
 */
export function findCollisions(labels: readonly Label[]): Collisions {
  const entries: Entry[] = [];
  labels.forEach((label, order) => {
    if (label.placed.moves) return;
    for (const line of label.lines) entries.push({ label, order, line });
  });
  entries.sort((one, two) => one.line.bounds.top - two.line.bounds.top);
  const shares = new Map<Label, number>();
  const echoes = new Set<Label>();
  let pairs = PAIRS;
  for (let index = 0; index < entries.length && pairs > 0; index += 1) {
    const entry = entries[index];
    if (!entry) continue;
    const { left, right, bottom } = entry.line.bounds;
    for (let next = index + 1; next < entries.length && pairs > 0; next += 1) {
      const other = entries[next];
      if (!other || other.line.bounds.top >= bottom) break;
      pairs -= 1;
      if (other.label === entry.label || other.line.bounds.left >= right || other.line.bounds.right <= left)
        continue;
      compare(entry, other, shares, echoes);
    }
  }
  const found = labels.flatMap((label) => {
    const share = shares.get(label);
    return share === undefined || echoes.has(label) ? [] : [{ label, share }];
  });
  return { found, echoes };
}

function compare(one: Entry, two: Entry, shares: Map<Label, number>, echoes: Set<Label>): void {
  if (one.label.placed.fades && two.label.placed.fades) return;
  const [lower, upper] = one.order < two.order ? [one, two] : [two, one];
  if (lower.label.text === upper.label.text && isShadow(lower, upper)) {
    echoes.add(lower.label);
    return;
  }
  const smaller = Math.min(lower.line.area, upper.line.area);
  if (!(smaller > 0)) return;
  const share = Math.min(1, commonArea(lower.line, upper.line) / smaller);
  if (share > TOLERANCE && share > (shares.get(lower.label) ?? 0)) shares.set(lower.label, share);
}

/** Of two lines whose bounds meet. */
function commonArea(one: Line, two: Line): number {
  if (!one.upright || !two.upright) return sharedArea(one.ink, two.ink);
  const width = Math.min(one.bounds.right, two.bounds.right) - Math.max(one.bounds.left, two.bounds.left);
  const height = Math.min(one.bounds.bottom, two.bounds.bottom) - Math.max(one.bounds.top, two.bounds.top);
  return width * height;
}

function isShadow(lower: Entry, upper: Entry): boolean {
  const reach = SHADOW * upper.label.fontSize;
  const one = lower.line.bounds;
  const two = upper.line.bounds;
  return Math.abs(one.left - two.left) < reach && Math.abs(one.top - two.top) < reach;
}
