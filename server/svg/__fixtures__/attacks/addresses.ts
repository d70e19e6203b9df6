import { attacks, attacksOf, CALL, LEAK, RUN, svg } from "./attack.ts";

/** A link that covers the drawing; the value is written as it stands. */
const link = (value: string) =>
  svg(
    `<a href="${value}"><rect width="99" height="99"/></a><a xlink:href="${value}"><text y="9">x</text></a>`,
  );

/** A sentence of HTML that a `data:` address could hold. */
const PAGE = `%3Cscript%3E${CALL.replaceAll("'", "%27")}%3C/script%3E`;
/** A drawing that a `data:` address could hold. */
const DRAWING = `%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 id=%27x%27%3E%3Cscript%3E${RUN}%3C/script%3E%3Cimage href=%27${LEAK}%27 width=%279%27 height=%279%27/%3E%3C/svg%3E`;

const HOSTS = [
  "a",
  "use",
  "image",
  "feImage",
  "animate",
  "set",
  "animateMotion",
  "animateTransform",
  "mpath",
  "pattern",
  "linearGradient",
  "radialGradient",
  "filter",
  "textPath",
  "tref",
  "script",
  "cursor",
  "color-profile",
  "font-face-uri",
  "altGlyph",
  "glyphRef",
  "view",
  "g",
  "rect",
  "svg",
  "foreignObject",
  "mask",
  "hatch",
  "mesh",
  "handler",
  "style",
  "link",
  "base",
];

export const addresses = [
  ...attacks("address", {
    javascript: link(`javascript:${RUN}`),
    "javascript, in upper case": link(`JAVASCRIPT:${RUN}`),
    "javascript, in mixed case": link(`jAvAsCrIpT:${RUN}`),
    "javascript after spaces": link(`   javascript:${RUN}`),
    "javascript after a newline": link(`\n\r javascript:${RUN}`),
    "javascript after a control character": link(`\x01javascript:${RUN}`),
    "javascript after many control characters": link(`\x01\x02\x1e\x1f javascript:${RUN}`),
    "javascript after an encoded control character": link(`&#1;javascript:${RUN}`),
    "javascript with a tab": link(`java\tscript:${RUN}`),
    "javascript with a newline": link(`java\nscript:${RUN}`),
    "javascript with a carriage return": link(`java\rscript:${RUN}`),
    "javascript with an encoded tab": link(`java&#9;script:${RUN}`),
    "javascript with an encoded newline": link(`jav&#x0A;ascript:${RUN}`),
    "javascript with an encoded carriage return": link(`jav&#x0D;ascript:${RUN}`),
    "javascript with a named tab": link(`java&Tab;script:${RUN}`),
    "javascript with a named newline": link(`java&NewLine;script&NewLine;:${RUN}`),
    "javascript with a named colon": link(`javascript&colon;${RUN}`),
    "javascript with an encoded colon": link(`javascript&#58;${RUN}`),
    "javascript with a hexadecimal colon": link(`javascript&#x3A;${RUN}`),
    "javascript with a colon without semicolon": link(`javascript&#58${RUN}`),
    "javascript with a first letter encoded": link(`&#106;avascript:${RUN}`),
    "javascript wholly encoded": link(
      `${[..."javascript:"].map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join("")}${RUN}`,
    ),
    "javascript encoded with zeros": link(`&#0000106&#0000097&#0000118&#0000097script:${RUN}`),
    "javascript encoded twice": link(`&amp;#106;avascript:${RUN}`),
    "javascript with a unicode escape": link(String.raw`\u006aavascript:${RUN}`),
    "javascript percent-encoded": link(`%6aavascript:${RUN}`),
    "javascript with NUL": link(`java\0script:${RUN}`),
    "javascript with an encoded NUL": link(`java&#0;script:${RUN}`),
    "javascript with a backslash": link(String.raw`javascript\:${RUN}`),
    "javascript with a zero-width space": link(`java\u200bscript:${RUN}`),
    "javascript with a soft hyphen": link(`java\u00adscript:${RUN}`),
    "javascript with wide letters": link(`\uff4aavascript:${RUN}`),
    "javascript after a byte order mark": link(`\ufeffjavascript:${RUN}`),
    "javascript after a comment": link(`javascript://%0a${RUN}`),
    "javascript after a host": link(`javascript://example.org/%0d%0a${RUN}`),
    "javascript that looks like a fragment": link(`javascript:'#a';${RUN}`),
    "javascript before a fragment": link(`javascript:${RUN}//#a`),
    "javascript through view-source": link(`view-source:javascript:${RUN}`),
    "javascript through jar": link(`jar:javascript:${RUN}!/`),
    "javascript without quotes": svg(`<a href=javascript:${RUN}><rect width="9" height="9"/></a>`),
    "javascript in backticks": `<svg><a href=\`javascript:${RUN}\`><rect width="9" height="9"/></a></svg>`,
    "javascript, duplicate after a fragment": `<svg><a href="#x" href="javascript:${RUN}" xlink:href="javascript:${RUN}"><rect width="9" height="9"/></a></svg>`,
    "javascript before a duplicate fragment": `<svg><a href="javascript:${RUN}" href="#x"><rect width="9" height="9"/></a></svg>`,
    "javascript by another prefix": `<svg xmlns="http://www.w3.org/2000/svg" xmlns:y="http://www.w3.org/1999/xlink"><a y:href="javascript:${RUN}"><rect width="9" height="9"/></a></svg>`,
    "javascript by a prefix declared in an entity": `<svg xmlns="http://www.w3.org/2000/svg" xmlns:y="http://www.w3.org/1999/&#120;link"><a y:href="javascript:${RUN}"><rect width="9" height="9"/></a></svg>`,
    "javascript by HREF in upper case": `<svg><a HREF="javascript:${RUN}" XLINK:HREF="javascript:${RUN}"><rect width="9" height="9"/></a></svg>`,
    "javascript by a misspelt href": svg(
      `<a hreff="javascript:${RUN}" herf="javascript:${RUN}" href="javascript:${RUN}"><rect width="9" height="9"/></a>`,
    ),
    "javascript with a base": svg(
      `<a xml:base="javascript:${RUN}//" href="#x"><rect width="9" height="9"/></a>`,
    ),
    "javascript in a prefixed link": `<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><svg:a href="javascript:${RUN}"><svg:rect width="9" height="9"/></svg:a></svg:svg>`,
    "javascript in a link of XHTML": svg(
      `<a xmlns="http://www.w3.org/1999/xhtml" href="javascript:${RUN}">x</a>`,
    ),
    "javascript with a target": svg(
      `<a href="javascript:${RUN}" target="_top"><rect width="9" height="9"/></a>`,
    ),
    vbscript: link(`vbscript:msgbox(1)//${RUN}`),
    livescript: link(`livescript:${RUN}`),
    blob: link(`blob:http://@HOST@/leak?vector=@N@`),
    filesystem: link(`filesystem:http://@HOST@/leak?vector=@N@`),
    file: link("file:///etc/passwd"),
    about: link("about:blank"),
    "view-source": link(`view-source:${LEAK}`),
    mailto: link("mailto:a@example.org"),
    "a link outside": link(LEAK),
    "a link outside without a scheme": link("//@HOST@/leak?vector=@N@"),
    "a link outside with backslashes": link(String.raw`\\@HOST@\leak?vector=@N@`),
    "a link outside with a slash and a backslash": link(String.raw`/\@HOST@/leak?vector=@N@`),
    "a link outside with a tab between slashes": link("/\t/@HOST@/leak?vector=@N@"),
    "a link to the same server": link("/leak?vector=@N@"),
    "a link relative to the page": link("leak?vector=@N@"),
    "a query alone": link("?leak&amp;vector=@N@"),
    "a link that pings": svg(`<a href="#x" ping="${LEAK}"><rect width="9" height="9"/></a>`),
    "a link to another frame": svg(
      `<a href="${LEAK}" target="_blank" rel="opener"><rect width="9" height="9"/></a>`,
    ),
    "a download": svg(`<a href="${LEAK}" download="x.exe"><rect width="9" height="9"/></a>`),
    "data with a page": link(`data:text/html,${PAGE}`),
    "data with a page, base64": link("data:text/html;base64,PHNjcmlwdD50b3AucHduZWQ9MTwvc2NyaXB0Pg=="),
    "data with a drawing": link(`data:image/svg+xml,${DRAWING}`),
    "data with a drawing of odd case": svg(
      `<image width="9" height="9" href="DATA:image/SVG+xml,${DRAWING}"/>`,
    ),
    "data of an image that is a page": svg(`<image width="9" height="9" href="data:text/html,${PAGE}"/>`),
    "data of an image with a type of two": svg(
      `<image width="9" height="9" href="data:image/png,image/svg+xml,${DRAWING}"/><a href="data:image/png,x"><rect width="9" height="9"/></a>`,
    ),
    "data of an image with a parameter": svg(
      `<image width="9" height="9" href="data:image/svg+xml;x=image/png;utf8,${DRAWING}"/>`,
    ),
    "data of an image with a tab in the type": svg(
      `<image width="9" height="9" href="data:image/s\tvg+xml,${DRAWING}"/>`,
    ),
    "data used": svg(`<use href="data:image/svg+xml,${DRAWING}#x"/>`),
    "data used, base64": svg(
      `<use href="data:image/svg+xml;base64,PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIGlkPSd4Jz48c2NyaXB0PnRvcC5wd25lZD0xPC9zY3JpcHQ+PC9zdmc+#x"/>`,
    ),
  }),
  ...attacksOf("javascript in href of", HOSTS, (name) =>
    svg(
      `<${name} href="javascript:${RUN}" xlink:href="javascript:${RUN}" src="javascript:${RUN}" width="9" height="9" tabindex="0"><rect width="9" height="9"/></${name}>`,
    ),
  ),
  ...attacksOf("outside in href of", HOSTS, (name) =>
    svg(
      `<${name} id="a" href="${LEAK}#a" xlink:href="${LEAK}#a" width="9" height="9"><path id="x" d="M0 0h9"/></${name}><rect width="50" height="50" fill="url(#a)" filter="url(#a)" mask="url(#a)"/>`,
    ),
  ),
];
