import { attacks, attacksOf, LEAK, square, svg } from "./attack.ts";

/** Attributes that take a reference, or that a browser may read as CSS. */
const PAINTED = [
  "fill",
  "stroke",
  "filter",
  "mask",
  "clip-path",
  "marker",
  "marker-start",
  "marker-mid",
  "marker-end",
  "cursor",
  "color",
  "stop-color",
  "flood-color",
  "lighting-color",
  "transform",
  "d",
  "opacity",
  "font-family",
  "font",
  "background",
  "mask-image",
  "shape-outside",
  "offset-path",
  "width",
  "color-profile",
  "src",
  "data",
  "poster",
  "class",
  "enable-background",
  "stroke-dasharray",
  "stroke-width",
  "x",
  "points",
  "viewBox",
  "preserveAspectRatio",
];

export const loads = [
  ...attacksOf("url in attribute", PAINTED, (name) =>
    svg(
      `<g><path d="M0 0h50v50" width="50" height="50" ${name}="url(${LEAK}#a)"/><text y="20" ${name}="url(${LEAK})">x</text></g>`,
    ),
  ),
  ...attacks("load", {
    "an image": svg(`<image href="${LEAK}" width="9" height="9"/>`),
    "an image by xlink:href": svg(`<image xlink:href="${LEAK}" width="9" height="9"/>`),
    "an image without a scheme": svg(`<image href="//@HOST@/leak?vector=@N@" width="9" height="9"/>`),
    "an image with backslashes": svg(
      String.raw`<image href="\\@HOST@\leak?vector=@N@" width="9" height="9"/>`,
    ),
    "an image relative to the page": svg(`<image href="leak?vector=@N@" width="9" height="9"/>`),
    "an image after spaces": svg(`<image href="  \t${LEAK}" width="9" height="9"/>`),
    "an image with an encoded address": svg(
      `<image href="&#104;ttp://@HOST@/leak?vector=@N@" width="9" height="9"/>`,
    ),
    "an image with a tab in the scheme": svg(
      `<image href="ht\ttp://@HOST@/leak?vector=@N@" width="9" height="9"/>`,
    ),
    "an image with a fragment first in a list": svg(
      `<image href="#x" xlink:href="${LEAK}" width="9" height="9"/>`,
    ),
    "an image with both addresses": svg(`<image xlink:href="#x" href="${LEAK}" width="9" height="9"/>`),
    "an image in upper case": `<svg><IMAGE HREF="${LEAK}" width="9" height="9"/></svg>`,
    "an image that HTML calls img": `<svg><img src="${LEAK}"/></svg>`,
    "an image with srcset": `<svg><img srcset="${LEAK} 1x"/></svg>`,
    "an image of HTML called image": `<image src="${LEAK}"><svg></svg>`,
    "an image with a base": svg(
      `<g xml:base="http://@HOST@/"><image href="leak?vector=@N@" width="9" height="9"/></g>`,
    ),
    "an image with a base on the root": svg(
      `<image href="?vector=@N@" width="9" height="9"/>`,
      `xml:base="http://@HOST@/leak"`,
    ),
    "an image in a pattern": svg(
      `<pattern id="p" width="9" height="9"><image href="${LEAK}" width="9" height="9"/></pattern><rect width="50" height="50" fill="url(#p)"/>`,
    ),
    "an image in a mask": svg(
      `<mask id="p"><image href="${LEAK}" width="9" height="9"/></mask><rect width="50" height="50" mask="url(#p)"/>`,
    ),
    "an image in a switch": svg(`<switch><image href="${LEAK}" width="9" height="9"/></switch>`),
    "an image with a file of its own": svg(
      `<image href="file:///etc/passwd" width="9" height="9"/><image href="${LEAK}" width="9" height="9"/>`,
    ),
    "an image of a drawing in data": svg(
      `<image width="9" height="9" href="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 onload=%27top.pwned=@N@%27/%3E"/><image href="${LEAK}"/>`,
    ),
    feImage: svg(
      `<filter id="f"><feImage href="${LEAK}"/></filter><rect width="50" height="50" filter="url(#f)"/>`,
    ),
    "feImage by xlink:href": svg(
      `<filter id="f"><feImage xlink:href="${LEAK}"/></filter><rect width="50" height="50" filter="url(#f)"/>`,
    ),
    "feImage in lower case": `<svg><filter id="f"><feimage href="${LEAK}"/></filter><rect width="50" height="50" filter="url(#f)"/></svg>`,
    "use of another file": svg(`<use href="/leak?vector=@N@#x"/>`),
    "use of another file by xlink:href": svg(`<use xlink:href="/leak?vector=@N@#x"/>`),
    "use of another server's file": svg(`<use href="${LEAK}#x"/>`),
    "use of a blob": svg(`<use href="blob:http://@HOST@/leak#x"/>`),
    "use of an empty address": svg(`<use href=""/><use href="#"/><use href="?leak&amp;vector=@N@#x"/>`),
    "a gradient of another file": svg(
      `<linearGradient id="g" href="/leak?vector=@N@#x"/><rect width="50" height="50" fill="url(#g)"/>`,
    ),
    "a path of another file": svg(
      `<text><textPath href="/leak?vector=@N@#x">x</textPath></text><image href="/leak?vector=@N@"/>`,
    ),
    "a paint server of the same server": square(
      `fill="url(/leak?vector=@N@#x)" filter="url(/leak?vector=@N@#x)"`,
    ),
    "a filter of the same server in a sheet": svg(
      `<style>rect{filter:url(/leak?vector=@N@#x)}</style><rect width="9" height="9"/>`,
    ),
    "a processing instruction for a sheet": `<?xml-stylesheet href="${LEAK}" type="text/css"?>${svg("<rect/>")}`,
    "a processing instruction for a transformation": `<?xml-stylesheet type="text/xsl" href="/leak?vector=@N@"?>${svg("<rect/>")}`,
    "a processing instruction inside": svg(`<?xml-stylesheet href="${LEAK}"?><image href="${LEAK}"/>`),
    "a processing instruction that runs on": `<?xml version="1.0"?><?x ><svg><image href="${LEAK}"/></svg>`,
    "a link to a sheet": svg(`<link rel="stylesheet" href="${LEAK}"/>`),
    "a link to a sheet, of XHTML": svg(
      `<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="${LEAK}"/>`,
    ),
    "a link that fetches ahead": svg(
      `<h:link xmlns:h="http://www.w3.org/1999/xhtml" rel="prefetch" href="${LEAK}"/>`,
    ),
    "a link to a manifest": svg(
      `<h:link xmlns:h="http://www.w3.org/1999/xhtml" rel="preload" as="image" href="${LEAK}"/>`,
    ),
    "a colour profile": svg(
      `<color-profile name="p" xlink:href="${LEAK}"/><rect width="50" height="50" fill="red icc-color(p, 1)"/><image href="${LEAK}"/>`,
    ),
    "a font's file": svg(
      `<font-face font-family="F"><font-face-src><font-face-uri href="${LEAK}"/></font-face-src></font-face><text font-family="F">x</text>`,
    ),
    "a mesh": svg(
      `<mesh href="${LEAK}"/><hatch href="${LEAK}"/><cursor id="c" href="${LEAK}"/><rect cursor="url(#c), url(${LEAK}), auto" width="50" height="50"/>`,
    ),
    "a solid colour of outside": square(`fill="url(${LEAK}) red" stroke="url(${LEAK}#p) none"`),
    "srcset and lazy": svg(
      `<image href="#x" src="${LEAK}" srcset="${LEAK}" loading="eager" width="9" height="9"/><h:img xmlns:h="http://www.w3.org/1999/xhtml" src="${LEAK}"/>`,
    ),
  }),
];
