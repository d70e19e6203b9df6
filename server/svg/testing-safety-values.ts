import { judgeCssValue, judgeStyleAttribute } from "./testing-safety-css.ts";

const ELEMENTS = new Set(
  (
    "svg g defs symbol use title desc metadata switch path rect circle ellipse line polyline polygon text tspan textPath " +
    "image marker clipPath mask pattern linearGradient radialGradient stop filter feBlend feColorMatrix " +
    "feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow " +
    "feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset " +
    "fePointLight feSpecularLighting feSpotLight feTile feTurbulence animate animateTransform animateMotion set mpath style"
  ).split(" "),
);

/** Attributes that load, run, send, or reach into the page. */
const REFUSED =
  /^(on.*|src|srcset|srcdoc|data|action|formaction|poster|ping|target|download|background|base|xml:base|xlink:.*|autofocus|popover.*|is|slot|part|contenteditable|accesskey|nonce|integrity|rel|http-equiv|manifest|archive|codebase|dynsrc|lowsrc|requiredextensions|externalresourcesrequired|handler|observer|event|ev:.*|shadowrootmode|command.*)$/i;

/** Their text is read out or compared, never taken as an address or as CSS. */
const WORDS =
  /^(aria-(label|description|roledescription|valuetext|placeholder|keyshortcuts|braille.*)|class|lang|xml:lang|role|data-.*)$/;

const ID_LISTS = /^aria-(labelledby|describedby|details|controls|owns|flowto|activedescendant|errormessage)$/;

/** What an animation never sets. */
const UNMOVED =
  /^(on.*|(.*:)?href|style|class|id|src|type|media|target|xml.*|begin|end|dur|to|from|by|values|attribute.*|lang|tabindex|role|aria-.*|data-.*|in2?|result|requiredextensions|--.*|position|content|__.*)$/i;

const RASTER = /^data:image\/(png|jpe?g|gif|webp)(;[\w=-]+)*,[\w+/=%.~-]*$/i;
const OFFSET = String.raw`[+-]?\s*[\d.:]+(?:h|min|s|ms)?`;

/** Whether a text has a character that XML has no place for. */
export function hasControl(text: string): boolean {
  return /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/u.test(text);
}

export function judgeElement(name: string): string[] {
  return ELEMENTS.has(name) ? [] : [`element ${name}`];
}

/** What is wrong with an attribute: strict, and without knowledge of what the engine allows. */
export function judgeAttribute(element: string, name: string, value: string, idPrefix: string): string[] {
  const problem = (what: string) => `${element} ${name}: ${what} in ${value.slice(0, 120)}`;
  if (!/^([a-zA-Z][a-zA-Z0-9-]*|xml:space|xml:lang)$/.test(name) || REFUSED.test(name))
    return [problem("name")];
  const problems: string[] = [];
  if (hasControl(value)) problems.push("control character");
  if (!value.isWellFormed()) problems.push("half of a surrogate pair");
  if (name === "href") problems.push(...judgeAddress(element, value, idPrefix));
  else if (name === "id") {
    if (!value.startsWith(idPrefix) || /["'<>`\\]/.test(value)) problems.push("id");
  } else if (ID_LISTS.test(name)) {
    if (value.split(/\s+/).some((id) => id !== "" && !id.startsWith(idPrefix)))
      problems.push("id without prefix");
  } else if (name === "style") problems.push(...judgeStyleAttribute(value, idPrefix));
  else if (name === "attributeName") {
    if (UNMOVED.test(value.trim()) || !/^[a-zA-Z-]+$/.test(value)) problems.push("animated attribute");
  } else if (name === "begin" || name === "end") problems.push(...judgeMoments(value, idPrefix));
  else if (!WORDS.test(name)) {
    if (/^[\s\p{Cc}]*(javascript|vbscript|data|https?|file|blob|\/\/)\s*:/iu.test(value))
      problems.push("address");
    for (const part of value.includes("(") || value.includes("\\") ? value.split(";") : [])
      problems.push(...judgeCssValue(part, idPrefix));
  }
  return problems.map(problem);
}

function judgeAddress(element: string, value: string, idPrefix: string): string[] {
  if (value.startsWith("#")) return value.startsWith(`#${idPrefix}`) ? [] : ["reference without prefix"];
  return (element === "image" || element === "feImage") && RASTER.test(value) ? [] : ["address"];
}

function judgeMoments(value: string, idPrefix: string): string[] {
  const moment = new RegExp(
    `^(|indefinite|${OFFSET}|((?<id>.*)\\.)?[a-zA-Z]+(\\(\\d+\\))?\\s*([+-]\\s*${OFFSET})?)$`,
  );
  return value.split(";").flatMap((one) => {
    const match = moment.exec(one.trim());
    if (!match) return ["moment"];
    const id = match.groups?.id;
    return id === undefined || id.startsWith(idPrefix) ? [] : ["moment of an id without prefix"];
  });
}
