import { AppError, type Issue } from "../errors.ts";
import { SVG_LIMITS, type SvgLimits } from "./limits.ts";

/** What a caller may say about every drawing of a stream. */
export interface DrawingOptions {
  /**
   * Put before every id and every reference to one, so that drawings on one page keep apart. Default: none. Up to 64
   * letters, digits, `_` and `-` of ASCII that begin with a letter or `_`. Letters, digits and `_` are safe everywhere;
   * of a hyphen, browsers differ in the `begin` of animations.
   */
  idPrefix?: string;
  /** Limits other than `SVG_LIMITS`, each a number above 0. */
  limits?: Partial<SvgLimits>;
}

/**
 * The prefix is written into attributes, selectors, names of keyframes and `url()` as it is: it may hold only what means
 * the same in all of them, and nothing that ends one.
 */
const ID_PREFIX = /^(?:[A-Za-z_][\w-]{0,63})?$/;

/**
 * The options of a stream, with their defaults.
 * @throws AppError INVALID that names every option that is wrong: a mistake in the calling program, never in a drawing.
 */
export function readOptions({ idPrefix = "", limits = {} }: DrawingOptions): {
  idPrefix: string;
  limits: SvgLimits;
} {
  const issues: Issue[] = [];
  if (typeof idPrefix !== "string" || !ID_PREFIX.test(idPrefix)) {
    const message = "must be up to 64 letters, digits, _ and - that begin with a letter or _";
    issues.push({ path: "idPrefix", message });
  }
  const bounds: SvgLimits = { ...SVG_LIMITS };
  for (const [name, value] of Object.entries(limits)) {
    const path = `limits.${name}`;
    if (!isLimit(name)) issues.push({ path, message: "is no limit" });
    else if (value === undefined) continue;
    else if (typeof value === "number" && value > 0) bounds[name] = value;
    else issues.push({ path, message: "must be a number above 0" });
  }
  if (issues.length === 0) return { idPrefix, limits: bounds };
  const wrong = issues.map(({ path, message }) => `${path} ${message}`).join("; ");
  throw new AppError("INVALID", `The options of an SVG stream are wrong: ${wrong}.`, { issues });
}

function isLimit(name: string): name is keyof SvgLimits {
  return Object.hasOwn(SVG_LIMITS, name);
}
