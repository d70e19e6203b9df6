import { bomb, type Denial, many, RUN, svg } from "./attack.ts";

/** Levels of definitions that refer ten times, or as often as said, to the one before. */
const doubling = (
  levels: number,
  width: number,
  level: (index: number, inside: string) => string,
  reference: (index: number) => string,
) => bomb(levels, level, (index) => reference(index).repeat(width));

export const denials: readonly Denial[] = [
  {
    name: "use of use of use",
    make: () =>
      svg(
        `<defs>${doubling(
          12,
          10,
          (index, inside) => `<g id="g${index}">${inside}</g>`,
          (index) => `<use href="#g${index}"/>`,
        )}</defs><use href="#g12"/>`,
      ),
  },
  {
    name: "use of use, declared backwards",
    make: () =>
      svg(
        `<use href="#g12"/>${many(12, (index) => `<g id="g${12 - index}">${`<use href="#g${11 - index}"/>`.repeat(10)}</g>`)}<g id="g0"><rect width="9" height="9"/></g>`,
      ),
  },
  { name: "use of itself", make: () => svg(`<g id="a"><use href="#a"/><use href="#a"/></g>`) },
  {
    name: "use of each other",
    make: () =>
      svg(`<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><use href="#a"/></g><use href="#a"/>`),
  },
  { name: "use of the root", make: () => svg(`<use href="#root"/><use href="#root"/>`, `id="root"`) },
  {
    name: "use of one large group",
    make: () => svg(`<g id="a">${`<path d="M0 0h9"/>`.repeat(400)}</g>${`<use href="#a"/>`.repeat(2000)}`),
  },
  {
    name: "use of a group that grows after",
    make: () =>
      svg(
        `<g id="a"><use href="#b"/></g>${`<use href="#a"/>`.repeat(900)}<g id="b">${"<rect/>".repeat(900)}</g>`,
      ),
  },
  {
    name: "patterns of patterns",
    make: () =>
      svg(
        `${doubling(
          12,
          10,
          (index, inside) => `<pattern id="p${index}" width=".1" height=".1">${inside}</pattern>`,
          (index) => `<rect width="9" height="9" fill="url(#p${index})"/>`,
        )}<rect width="99" height="99" fill="url(#p12)"/>`,
      ),
  },
  {
    name: "patterns by style",
    make: () =>
      svg(
        `${doubling(
          12,
          10,
          (index, inside) => `<pattern id="p${index}" width=".1" height=".1">${inside}</pattern>`,
          (index) => `<rect width="9" height="9" style="fill:url(#p${index})"/>`,
        )}<rect width="99" height="99" style="fill:url(#p12)"/>`,
      ),
  },
  {
    name: "patterns by a sheet",
    make: () =>
      svg(
        `<style>${many(12, (index) => `.c${index}{fill:url(#p${index})}`)}</style>${doubling(
          12,
          10,
          (index, inside) => `<pattern id="p${index}" width=".1" height=".1">${inside}</pattern>`,
          (index) => `<rect width="9" height="9" class="c${index}"/>`,
        )}<rect width="99" height="99" class="c11"/>`,
      ),
  },
  {
    name: "masks of masks",
    make: () =>
      svg(
        `${doubling(
          10,
          10,
          (index, inside) => `<mask id="m${index}">${inside}</mask>`,
          (index) => `<rect width="9" height="9" mask="url(#m${index})"/>`,
        )}<rect width="99" height="99" mask="url(#m10)"/>`,
      ),
  },
  {
    name: "clips of clips",
    make: () =>
      svg(
        `${doubling(
          10,
          10,
          (index, inside) => `<clipPath id="m${index}">${inside}</clipPath>`,
          (index) => `<rect width="9" height="9" clip-path="url(#m${index})"/>`,
        )}<rect width="99" height="99" clip-path="url(#m10)"/>`,
      ),
  },
  {
    name: "markers of markers",
    make: () =>
      svg(
        `${doubling(
          8,
          4,
          (index, inside) => `<marker id="m${index}" markerWidth="9" markerHeight="9">${inside}</marker>`,
          (index) => `<path d="M0 0h1h1h1h1h1h1h1h1" marker-mid="url(#m${index})"/>`,
        )}<path d="${`M0 0${"h1".repeat(2000)}`}" marker-mid="url(#m8)"/>`,
      ),
  },
  {
    name: "a mask of itself",
    make: () =>
      svg(
        `<mask id="m"><rect width="9" height="9" mask="url(#m)"/></mask><rect width="9" height="9" mask="url(#m)"/>`,
      ),
  },
  {
    name: "a pattern of itself",
    make: () =>
      svg(
        `<pattern id="p" href="#q" width=".1" height=".1"><rect width="9" height="9" fill="url(#p)"/></pattern><pattern id="q" href="#p"/><rect width="99" height="99" fill="url(#p)"/>`,
      ),
  },
  {
    name: "a filter of images of itself",
    make: () =>
      svg(
        `<filter id="f"><feImage href="#r"/></filter><rect id="r" width="99" height="99" filter="url(#f)"/>`,
      ),
  },
  {
    name: "a great blur",
    make: () =>
      svg(
        `<filter id="f" x="-999" y="-999" width="9999" height="9999"><feGaussianBlur stdDeviation="100000"/></filter><rect width="99" height="99" filter="url(#f)"/>`,
      ),
  },
  {
    name: "a great blur in a style",
    make: () =>
      svg(
        `<rect width="99" height="99" style="filter:blur(99999px) blur(99999px) drop-shadow(0 0 99999px red)"/>`,
      ),
  },
  {
    name: "a great blur by an animation",
    make: () =>
      svg(
        `<filter id="f"><feGaussianBlur stdDeviation="1"><animate attributeName="stdDeviation" values="1;99999" dur="1s" repeatCount="indefinite"/></feGaussianBlur></filter><rect width="99" height="99" filter="url(#f)"/>`,
      ),
  },
  {
    name: "many filters",
    make: () =>
      svg(
        `<filter id="f">${`<feGaussianBlur stdDeviation="50"/><feTurbulence numOctaves="9999" baseFrequency="9"/><feMorphology radius="9999"/>`.repeat(500)}</filter>${`<rect width="99" height="99" filter="url(#f)"/>`.repeat(200)}`,
      ),
  },
  {
    name: "a filter of many primitives",
    make: () => svg(`<filter id="f">${'<feOffset dx="1"/>'.repeat(3_000)}</filter>`),
  },
  {
    name: "filters within filters",
    make: () =>
      svg(
        `<filter id="f"><feGaussianBlur stdDeviation="99"/><feTurbulence numOctaves="64"/></filter>${`<g filter="url(#f)">`.repeat(60)}<rect width="99" height="99"/>${"</g>".repeat(60)}`,
      ),
  },
  {
    name: "a matrix of a thousand",
    make: () =>
      svg(
        `<filter id="f"><feConvolveMatrix order="1000" kernelMatrix="${"1 ".repeat(30_000)}"/></filter><rect width="99" height="99" filter="url(#f)"/>`,
      ),
  },
  {
    name: "a table of many values",
    make: () =>
      svg(
        `<filter id="f"><feComponentTransfer><feFuncR type="table" tableValues="${"0.1 ".repeat(15_000)}"/></feComponentTransfer></filter><rect width="99" height="99" filter="url(#f)"/>`,
      ),
  },
  {
    name: "a hundred thousand groups deep",
    make: () => `<svg>${"<g>".repeat(100_000)}<rect onclick="${RUN}"/>${"</g>".repeat(100_000)}</svg>`,
  },
  {
    name: "a hundred thousand unknown elements deep",
    make: () => `<svg>${"<x>".repeat(100_000)}<rect onclick="${RUN}"/>${"</x>".repeat(100_000)}</svg>`,
  },
  { name: "a hundred thousand roots deep", make: () => "<svg>".repeat(100_000) },
  { name: "closes without opens", make: () => `<svg><g>${"</x>".repeat(200_000)}</g><rect/></svg>` },
  {
    name: "mismatched closes at depth",
    make: () => `<svg>${"<g>".repeat(60)}${"</defs></mask></a>".repeat(50_000)}</svg>`,
  },
  { name: "a million elements", make: () => `<svg>${"<rect/>".repeat(280_000)}</svg>` },
  {
    name: "a million attributes",
    make: () => `<svg><rect ${many(150_000, (index) => `a${index}=1 `)}/></svg>`,
  },
  {
    name: "a million times the same attribute",
    make: () => `<svg><rect ${"fill=red ".repeat(220_000)}/></svg>`,
  },
  {
    name: "an attribute of a megabyte",
    make: () => `<svg><rect fill="${"a".repeat(1_000_000)}" width="9" height="9"/></svg>`,
  },
  { name: "path data of a megabyte", make: () => `<svg><path d="M0 0${"h1v1".repeat(250_000)}"/></svg>` },
  {
    name: "path data of dots",
    make: () =>
      `<svg><path d="M${".".repeat(60_000)}"/><path d="M${"-".repeat(60_000)}"/><path d="M0 0${"e".repeat(60_000)}"/></svg>`,
  },
  {
    name: "a number of a megabyte",
    make: () => `<svg><rect width="${"1".repeat(1_000_000)}" height="1e999999999"/></svg>`,
  },
  { name: "a text of a megabyte", make: () => `<svg><text>${"a ".repeat(500_000)}</text></svg>` },
  { name: "a comment of a megabyte", make: () => `<svg><!--${"- ".repeat(500_000)}` },
  { name: "a title of markup", make: () => `<svg><title>${"<".repeat(1_000_000)}</title></svg>` },
  {
    name: "ampersands",
    make: () =>
      `<svg><text>${"&".repeat(500_000)}${"&a".repeat(200_000)}${"&#".repeat(200_000)}</text></svg>`,
  },
  { name: "smaller signs", make: () => `<svg>${"<".repeat(1_000_000)}</svg>` },
  { name: "quotes", make: () => `<svg><rect ${`"`.repeat(500_000)}/></svg>` },
  { name: "equals signs", make: () => `<svg><rect ${"=".repeat(500_000)}/></svg>` },
  { name: "spaces", make: () => `<svg${" ".repeat(1_000_000)}><rect${"\n".repeat(500_000)}/></svg>` },
  { name: "CDATA openings", make: () => `<svg>${"<![CDATA[".repeat(100_000)}</svg>` },
  { name: "document types", make: () => `${"<!DOCTYPE svg [".repeat(100_000)}<svg/>` },
  { name: "roots that never begin", make: () => "<svg ".repeat(200_000) },
  { name: "fences", make: () => "```svg\n".repeat(150_000) },
  { name: "many drawings", make: () => "<svg><rect/></svg>\n".repeat(100_000) },
  { name: "ever larger drawings", make: () => many(300, (index) => `<svg>${"<rect/>".repeat(index)}</svg>`) },
  { name: "ten megabytes in one line", make: () => `<svg><path d="${"M0 0 ".repeat(2_000_000)}` },
  { name: "ten megabytes of prose", make: () => `${"a < b ".repeat(1_700_000)}<svg><rect/></svg>` },
  { name: "brackets in a style", make: () => `<svg><rect style="fill:${"(".repeat(60_000)}"/></svg>` },
  {
    name: "brackets in a sheet",
    make: () => `<svg><style>rect{fill:${"calc(".repeat(10_000)}}</style></svg>`,
  },
  { name: "braces in a sheet", make: () => `<svg><style>${"a{".repeat(30_000)}</style></svg>` },
  {
    name: "media in media in media",
    make: () => `<svg><style>${"@media all{".repeat(5_000)}rect{fill:red}</style></svg>`,
  },
  {
    name: "a hundred thousand selectors",
    make: () => `<svg><style>${many(100_000, (index) => `.a${index},`)}rect{fill:red}</style></svg>`,
  },
  {
    name: "selectors of many parts",
    make: () =>
      `<svg><style>${"rect ".repeat(12_000)}{fill:red}${"g > ".repeat(9_000)}rect{fill:red}</style>${"<g>".repeat(60)}<rect/></svg>`,
  },
  {
    name: "nots in nots",
    make: () => `<svg><style>${":not(".repeat(10_000)}rect${")".repeat(10_000)}{fill:red}</style></svg>`,
  },
  {
    name: "many rules for many elements",
    make: () =>
      svg(
        `<style>${many(1_500, (index) => `g rect.c:nth-child(${index}n+1){fill:red}`)}</style><g>${`<rect class="c"/>`.repeat(3_000)}</g>`,
      ),
  },
  { name: "many sheets", make: () => svg("<style>rect{fill:red}</style>".repeat(4_000)) },
  {
    name: "many keyframes",
    make: () =>
      svg(
        `<style>@keyframes k{${many(3_000, (index) => `${(index / 30).toFixed(2)}%{fill:red}`)}}</style><rect style="animation:${"k 1s,".repeat(3_000)}k 2s"/>`,
      ),
  },
  {
    name: "variables of variables",
    make: () =>
      svg(
        `<style>svg{--a0:red red;${many(40, (index) => `--a${index + 1}:${`var(--a${index}) `.repeat(10)};`)}}rect{stroke-dasharray:var(--a40)}</style><rect width="9" height="9"/>`,
      ),
  },
  {
    name: "a string in a sheet that never ends",
    make: () => `<svg><style>${"rect{font-family:'\n".repeat(15_000)}</style></svg>`,
  },
  {
    name: "escapes in a sheet",
    make: () => `<svg><style>${"\\".repeat(60_000)}</style><style>${"\\7d ".repeat(15_000)}</style></svg>`,
  },
  { name: "declarations", make: () => `<svg><rect style="${"fill:red;".repeat(7_000)}"/></svg>` },
  {
    name: "a begin of many",
    make: () =>
      `<svg><rect id="a"><animate attributeName="x" dur=".001s" repeatCount="indefinite" begin="${"0s;a.click;".repeat(5_000)}"/></rect></svg>`,
  },
  {
    name: "animations that begin each other",
    make: () =>
      svg(
        `<rect>${many(500, (index) => `<animate id="a${index}" attributeName="x" dur=".001s" begin="0s;a${(index + 1) % 500}.begin;a${(index + 7) % 500}.end"/>`)}</rect>`,
      ),
  },
  {
    name: "dashes without end",
    make: () =>
      svg(
        `<path d="M0 0h99999999" stroke="red" stroke-dasharray=".00001"/><circle r="9999999" stroke="red" stroke-dasharray=".0001 .0001"/>`,
      ),
  },
  {
    name: "a pattern without size",
    make: () =>
      svg(
        `<pattern id="p" width=".000001" height=".000001"><rect width="9" height="9"/></pattern><rect width="999999" height="999999" fill="url(#p)"/>`,
      ),
  },
  {
    name: "a mask of great size",
    make: () =>
      svg(
        `<mask id="m" x="-99999999" y="-99999999" width="999999999" height="999999999"><rect width="9" height="9"/></mask><rect width="99" height="99" mask="url(#m)"/>`,
      ),
  },
  {
    name: "a text along a path of great length",
    make: () =>
      svg(
        `<path id="p" d="M0 0${"h9999".repeat(5_000)}"/><text textLength="999999999" letter-spacing="99999" font-size="99999"><textPath href="#p">${"x".repeat(20_000)}</textPath></text>`,
      ),
  },
  {
    name: "ids without number",
    make: () => svg(many(4_900, (index) => `<g id="${"a".repeat(300)}${index}"/>`)),
  },
  { name: "references to ids", make: () => svg(`<text aria-labelledby="${"a ".repeat(30_000)}">x</text>`) },
  { name: "labels upon labels", make: () => svg(`<text x="5" y="50">label</text>`.repeat(4_900)) },
  {
    name: "spans in spans",
    make: () =>
      svg(
        `<text>${"<tspan>".repeat(60)}x${"</tspan>".repeat(60)}${"<tspan x='1 2 3'>abc</tspan>".repeat(4_000)}</text>`,
      ),
  },
  { name: "transforms", make: () => svg(`<g transform="${"rotate(1)".repeat(7_000)}"><text>x</text></g>`) },
  {
    name: "gradients in a chain",
    make: () =>
      svg(
        `${many(4_000, (index) => `<linearGradient id="g${index}" href="#g${index + 1}"/>`)}<rect width="9" height="9" fill="url(#g0)"/><text fill="url(#g0)">x</text>`,
      ),
  },
];
