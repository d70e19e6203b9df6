// What one would otherwise take to clean or to read a drawing.
import createDOMPurify from "dompurify";
import { DomUtils, parseDocument } from "htmlparser2";
import { JSDOM } from "jsdom";
import sanitizeHtml from "sanitize-html";

const NAMESPACES = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

export interface Rivals {
  /** Text in, clean text out. */
  domPurify(text: string): string;
  sanitizeHtml(text: string): string;
  /** What each makes of a damaged drawing, as XML that a strict renderer can read. */
  repaired: Record<"jsdom + DOMPurify" | "htmlparser2", (text: string) => string>;
}

export function createRivals(): Rivals {
  const { window } = new JSDOM("");
  const purify = createDOMPurify(window);
  const profile = { USE_PROFILES: { svg: true, svgFilters: true } };
  const serializer = new window.XMLSerializer();
  return {
    domPurify: (text) => purify.sanitize(text, profile),
    sanitizeHtml: (text) => sanitizeHtml(text, ALLOWED),
    repaired: {
      "jsdom + DOMPurify"(text) {
        const body = purify.sanitize(text, { ...profile, RETURN_DOM: true }) as HTMLElement;
        const root = body.querySelector("svg");
        return root ? serializer.serializeToString(root) : "";
      },
      htmlparser2(text) {
        const document = parseDocument(text, { xmlMode: true });
        const root = DomUtils.findOne(({ name }) => name === "svg", document.children, true);
        return root ? withNamespaces(DomUtils.getOuterHTML(root, { xmlMode: true })) : "";
      },
    },
  };
}

/** In their favour: a missing namespace is filled in, as a browser's HTML parser would. */
function withNamespaces(svg: string): string {
  const [tag = ""] = /^<svg[^>]*>/.exec(svg) ?? [];
  const missing = NAMESPACES.split(" ").filter((one) => one && !tag.includes(`${one.split("=")[0]}=`));
  return `<svg ${missing.join(" ")}${svg.slice("<svg".length)}`;
}

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: (
    "svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon text tspan textPath " +
    "linearGradient radialGradient stop pattern clipPath mask marker filter feGaussianBlur feOffset feMerge feMergeNode " +
    "feDropShadow feComponentTransfer feFuncA feTurbulence feColorMatrix feComposite feBlend animate animateTransform " +
    "animateMotion mpath set"
  ).split(" "),
  allowedAttributes: false,
  allowVulnerableTags: true,
  parser: { lowerCaseTags: false, lowerCaseAttributeNames: false },
};
