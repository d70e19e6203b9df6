/**
 * What the stage never puts into a page, whatever the operations say. The engine on the server decides what a
 * drawing may hold, by lists of what is allowed; this is the second lock, short enough to be read in a minute.
 */

/** Elements that run, load or embed something; compared in lower case. */
const ELEMENTS = new Set([
  "script",
  "foreignobject",
  "iframe",
  "object",
  "embed",
  "audio",
  "video",
  "handler",
  "listener",
  "link",
  "meta",
  "base",
  // Stands for the place of a style on the stage; no drawing has one.
  "metadata",
]);

/** Elements that are never made. */
export function isRefusedElement(name: string): boolean {
  return !/^[a-zA-Z]+$/.test(name) || ELEMENTS.has(name.toLowerCase());
}

/** Attributes that are never set, and values that some attributes never get. */
export function isRefusedAttribute(name: string, value: string): boolean {
  if (name === "xml:space" || name === "xml:lang") return false;
  if (!/^[a-zA-Z][a-zA-Z0-9_-]*$/.test(name)) return true;
  const lower = name.toLowerCase();
  if (lower.startsWith("on")) return true;
  // A drawing is one picture with one description: nothing in it may be a stop of the keyboard.
  if (lower === "tabindex") return true;
  if (lower === "href") return !isInnerReference(value);
  // An animation could otherwise put in later what is refused now.
  if (lower === "attributename") return /^\s*(on|(\w+:)?href)/i.test(value);
  return hasOuterUrl(value);
}

/** Values of CSS that load something. */
export function isRefusedDeclaration(value: string): boolean {
  return hasOuterUrl(value) || /image-set\(|expression\(/i.test(value);
}

/** Rules that load something by themselves. `insertRule` refuses `@import` already. */
export function isRefusedRule(rule: string): boolean {
  return /@(import|font-face|namespace|charset)/i.test(rule) || isRefusedDeclaration(rule);
}

function isInnerReference(value: string): boolean {
  return value.startsWith("#") || /^data:image\/(png|jpeg|gif|webp)[;,]/.test(value);
}

function hasOuterUrl(value: string): boolean {
  return value.includes("(") && /url\(\s*(?!["']?#)[^\s)]/i.test(value);
}
