import { attacks, LEAK, RUN, svg } from "./attack.ts";

const drawing = (declarations: string, inside: string) =>
  `<?xml version="1.0"?>\n<!DOCTYPE svg [${declarations}]>\n${svg(inside)}`;

export const entities = [
  ...attacks("entity", {
    "script text": drawing(`<!ENTITY x "${RUN}">`, `<script>&x;</script>`),
    "script tag": drawing(`<!ENTITY x "<script xmlns='http://www.w3.org/2000/svg'>${RUN}</script>">`, `&x;`),
    "script tag in numbers": drawing(`<!ENTITY x "&#60;script&#62;${RUN}&#60;/script&#62;">`, `&x;`),
    "script tag twice encoded": drawing(
      `<!ENTITY x "&#38;#60;script&#38;#62;${RUN}&#38;#60;/script&#38;#62;">`,
      `&x;<script>${RUN}</script>`,
    ),
    handler: drawing(`<!ENTITY x "${RUN}">`, `<rect width="9" height="9" onclick="&x;"/>`),
    "handler in a default attribute": drawing(`<!ATTLIST svg onload CDATA "${RUN}">`, "<rect/>"),
    "handler in a default attribute of rect": drawing(
      `<!ATTLIST rect onclick CDATA "${RUN}">`,
      `<rect width="9" height="9"/>`,
    ),
    "address in a default attribute": drawing(
      `<!ATTLIST image xlink:href CDATA "${LEAK}">`,
      `<image width="9" height="9"/>`,
    ),
    "namespace in a default attribute": drawing(
      `<!ATTLIST g xmlns CDATA "http://www.w3.org/1999/xhtml">`,
      `<g><script>${RUN}</script></g><script>${RUN}</script>`,
    ),
    address: drawing(`<!ENTITY x "${LEAK}">`, `<image href="&x;" width="9" height="9"/>`),
    "javascript address": drawing(
      `<!ENTITY x "javascript:${RUN}">`,
      `<a xlink:href="&x;"><rect width="9" height="9"/></a>`,
    ),
    "javascript in halves": drawing(
      `<!ENTITY a "java"><!ENTITY b "script:">`,
      `<a href="&a;&b;${RUN}"><rect width="9" height="9"/></a>`,
    ),
    "javascript's colon": drawing(
      `<!ENTITY c ":">`,
      `<a href="javascript&c;${RUN}"><rect width="9" height="9"/></a>`,
    ),
    "css address": drawing(
      `<!ENTITY x "url(${LEAK})">`,
      `<rect width="9" height="9" style="mask-image:&x;" fill="&x;"/>`,
    ),
    sheet: drawing(`<!ENTITY x "@import '${LEAK}';">`, `<style>&x;</style>`),
    "attribute name": drawing(
      `<!ENTITY x "href">`,
      `<a><set attributeName="&x;" to="javascript:${RUN}"/><rect width="9" height="9"/></a>`,
    ),
    "named like a known one": drawing(
      `<!ENTITY lt "<script>${RUN}</script>"><!ENTITY amp "${RUN}">`,
      `&lt;<script>${RUN}</script>`,
    ),
    external: drawing(`<!ENTITY x SYSTEM "${LEAK}">`, `<text y="9">&x;</text>`),
    "external file": drawing(
      `<!ENTITY x SYSTEM "file:///etc/passwd">`,
      `<text y="9">&x;</text><image href="${LEAK}"/>`,
    ),
    "external, public": drawing(`<!ENTITY x PUBLIC "x" "${LEAK}">`, `<text y="9">&x;</text>`),
    "external parameter": drawing(`<!ENTITY % x SYSTEM "${LEAK}">%x;`, "<rect/>"),
    "parameter that defines": drawing(`<!ENTITY % x "<!ENTITY y SYSTEM '${LEAK}'>">%x;`, `<text>&y;</text>`),
    "parameter that leaks": drawing(
      `<!ENTITY % f SYSTEM "file:///etc/hostname"><!ENTITY % e "<!ENTITY &#37; s SYSTEM '${LEAK}'>">%e;%s;`,
      "<rect/>",
    ),
    unparsed: drawing(
      `<!NOTATION n SYSTEM "${LEAK}"><!ENTITY x SYSTEM "${LEAK}" NDATA n>`,
      `<rect title="x"/><image href="${LEAK}"/>`,
    ),
    "external subset": `<!DOCTYPE svg SYSTEM "${LEAK}">${svg(`<image href="${LEAK}"/>`)}`,
    "external subset, public": `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "${LEAK}">${svg(`<g onclick="${RUN}"><rect width="9" height="9"/></g>`)}`,
    "external subset of HTML": `<!DOCTYPE html SYSTEM "${LEAK}">${svg(`<g onclick="${RUN}"><rect width="9" height="9"/></g>`)}`,
    "billion laughs": drawing(
      `<!ENTITY l0 "lol">${Array.from({ length: 12 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join("")}`,
      `<text>&l12;</text><g onclick="${RUN}"/>`,
    ),
    "quadratic blow-up": drawing(`<!ENTITY a "${"a".repeat(5000)}">`, `<text>${"&a;".repeat(500)}</text>`),
    "that names itself": drawing(`<!ENTITY a "&b;"><!ENTITY b "&a;">`, `<text>&a;</text>`),
    "declaration that never ends": `<!DOCTYPE svg [<!ENTITY x "${svg(`<script>${RUN}</script>`)}`,
    "declaration with a bracket in a string": `<!DOCTYPE svg [<!ENTITY x "]><svg onload='${RUN}'>">]>${svg(`<g onclick="${RUN}"/>`)}`,
    "declaration with a drawing in a comment": `<!DOCTYPE svg [<!-- ]><svg onload="${RUN}"> -->]>${svg(`<script>${RUN}</script>`)}`,
    "declaration with an instruction": `<!DOCTYPE svg [<?xml-stylesheet href="${LEAK}"?>]>${svg(`<image href="${LEAK}"/>`)}`,
    "declaration inside the drawing": svg(
      `<!DOCTYPE x [<!ENTITY y "<script>${RUN}</script>">]>&y;<script>${RUN}</script>`,
    ),
    "element declaration": drawing(
      `<!ELEMENT svg ANY><!ELEMENT script (#PCDATA)>`,
      `<script>${RUN}</script>`,
    ),
    "declaration in small letters": `<!doctype svg [<!entity x "<script>${RUN}</script>">]>${svg(`&x;<script>${RUN}</script>`)}`,
    "two declarations": `<!DOCTYPE svg><!DOCTYPE svg [<!ENTITY x "${RUN}">]>${svg(`<g onclick="${RUN}"/>`)}`,
    "known names that open": svg(
      `&lt;script&gt;${RUN}&lt;&sol;script&gt;<text>&lang;&rang;&nvlt;&nvgt;</text><script>${RUN}</script>`,
    ),
    "names of prototypes": svg(
      `<text>&constructor;&__proto__;&toString;&hasOwnProperty;</text><g onclick="${RUN}"/>`,
    ),
    "name without an end": svg(
      `<text>&ltscript&gt${RUN}&lt/script&gt</text><a href="javascript&colon${RUN}" xlink:href="javascript:${RUN}"><rect width="9" height="9"/></a>`,
    ),
    "name of two characters": svg(`<text>&nvlt;&NotEqualTilde;&fjlig;</text><g onclick="${RUN}"/>`),
    "that becomes an entity": svg(
      `<text>&amp;lt;script&amp;gt;</text><rect id="&amp;quot;&amp;gt;" onclick="${RUN}"/>`,
    ),
  }),
];
