import type { SvgOperation } from "#server/contracts/svg.ts";

/** Elements that are painted where they stand. */
const PAINTED = new Set([
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
  "text",
  "image",
  "use",
]);
/** What is in these is painted elsewhere, if at all. */
const ASIDE = new Set(["defs", "symbol", "clipPath", "mask", "marker", "pattern"]);

/** Whether a drawing that grows has its first stroke: a root and sheets alone leave the paper as white as it was. */
export interface Beginning {
  take(operation: SvgOperation): void;
  hasBegun(): boolean;
}

/** Before any operation. Another drawing, which opens the root again, has to begin anew. */
export function createBeginning(): Beginning {
  let hasBegun = false;
  /** The numbers of what is not painted where it stands. */
  const aside = new Set<number>();
  return {
    hasBegun: () => hasBegun,
    take(operation) {
      if (operation.op !== "open") return;
      const { node, parent, name } = operation;
      if (node === 0) {
        hasBegun = false;
        aside.clear();
      }
      if (hasBegun) return;
      // A number may be given again, to another element.
      aside.delete(node);
      if (ASIDE.has(name) || (parent !== null && aside.has(parent))) aside.add(node);
      else hasBegun = PAINTED.has(name);
    },
  };
}
