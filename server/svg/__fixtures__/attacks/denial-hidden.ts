import { bomb, type Denial, many, svg } from "./attack.ts";

const square = `<rect width="9" height="9"/>`;
const pattern = (index: number, inside: string) =>
  `<pattern id="p${index}" width=".1" height=".1">${inside}</pattern>`;
const fills = (last: number) => `<rect width="99" height="99" fill="url(#p${last})"/>`;

/** Drawings whose cost does not stand where it is counted first: inherited, animated, encoded, or said in a sheet. */
export const hiddenDenials: readonly Denial[] = [
  {
    name: "patterns by inheritance",
    make: () =>
      svg(bomb(12, pattern, (index) => `<g fill="url(#p${index})">${square.repeat(10)}</g>`) + fills(12)),
  },
  {
    name: "patterns by inheritance from the pattern",
    make: () =>
      svg(
        `<pattern id="p0" width=".1" height=".1">${square}</pattern>${many(12, (index) => `<pattern id="p${index + 1}" width=".1" height=".1" fill="url(#p${index})">${square.repeat(10)}</pattern>`)}${fills(12)}`,
      ),
  },
  {
    name: "patterns by variables",
    make: () =>
      svg(
        bomb(12, pattern, (index) =>
          `<rect width="9" height="9" style="fill:var(--p${index})"/>`.repeat(10),
        ) + fills(12),
        `style="${many(12, (index) => `--p${index}:url(#p${index});`)}"`,
      ),
  },
  {
    name: "patterns by escaped ids",
    make: () =>
      svg(
        bomb(12, pattern, (index) =>
          String.raw`<rect width="9" height="9" fill="url(#\70 ${index})"/>`.repeat(10),
        ) + fills(12),
      ),
  },
  {
    name: "patterns by percent-encoded ids",
    make: () =>
      svg(
        bomb(12, pattern, (index) => `<rect width="9" height="9" fill="url(#%70${index})"/>`.repeat(10)) +
          fills(12),
      ),
  },
  {
    name: "use by percent-encoded ids",
    make: () =>
      svg(
        bomb(
          9,
          (index, inside) => `<g id="g${index}">${inside}</g>`,
          (index) => `<use href="#%67${index}"/>`.repeat(10),
        ),
      ),
  },
  {
    name: "patterns by spaces in ids",
    make: () =>
      svg(
        `${bomb(
          12,
          (index, inside) => `<pattern id="p ${index}" width=".1" height=".1">${inside}</pattern>`,
          (index) => `<rect width="9" height="9" fill="url('#p ${index}')"/>`.repeat(10),
        )}<rect width="99" height="99" fill="url('#p 12')"/>`,
      ),
  },
  {
    name: "use by encoded spaces",
    make: () =>
      svg(
        bomb(
          9,
          (index, inside) => `<g id="g ${index}">${inside}</g>`,
          (index) => `<use href="#g%20${index}"/>`.repeat(10),
        ),
      ),
  },
  {
    name: "patterns by animations from afar",
    make: () =>
      svg(
        bomb(12, pattern, (index) =>
          many(10, (one) => `<rect id="r${index}-${one}" width="9" height="9"/>`),
        ) +
          many(12, (index) =>
            many(10, (one) => `<set href="#r${index}-${one}" attributeName="fill" to="url(#p${index})"/>`),
          ) +
          fills(12),
      ),
  },
  {
    name: "patterns by an animation of a group",
    make: () =>
      svg(
        bomb(
          12,
          pattern,
          (index) => `<g><set attributeName="fill" to="url(#p${index})"/>${square.repeat(10)}</g>`,
        ) + fills(12),
      ),
  },
  {
    name: "patterns by keyframes",
    make: () =>
      svg(
        `<style>${many(12, (index) => `@keyframes k${index}{from,to{fill:url(#p${index})}}.c${index}{animation:k${index} 99s infinite}`)}</style>${bomb(12, pattern, (index) => `<rect width="9" height="9" class="c${index}"/>`.repeat(10))}${fills(12)}`,
      ),
  },
  {
    name: "markers at many corners",
    make: () =>
      svg(
        `${bomb(
          4,
          (index, inside) => `<marker id="m${index}" markerWidth="9" markerHeight="9">${inside}</marker>`,
          (index) => `<path d="M0 0${"h.1".repeat(1_000)}" marker-mid="url(#m${index})"/>`,
        )}<path d="M0 0${"h.1".repeat(1_000)}" marker-mid="url(#m4)"/>`,
      ),
  },
  {
    name: "markers at many corners by a sheet",
    make: () =>
      svg(
        `<style>.m{marker:url(#m1)}.n{marker:url(#m0)}</style><marker id="m0">${square}</marker><marker id="m1"><path class="n" d="M0 0${"h.1".repeat(8_000)}"/></marker><path class="m" d="M0 0${"h.1".repeat(8_000)}"/>`,
      ),
  },
  {
    name: "use of a sheet's filter",
    make: () =>
      svg(
        `<style>rect{filter:url(#f)}</style><filter id="f">${`<feTurbulence numOctaves="9" baseFrequency=".9"/>`.repeat(150)}</filter>${`<rect width="99" height="99"/>`.repeat(4_000)}`,
      ),
  },
  {
    name: "a hundred filters of a hundred noises",
    make: () =>
      svg(
        `<filter id="f">${`<feTurbulence numOctaves="9" baseFrequency=".9"/><feMorphology radius="50" operator="dilate"/>`.repeat(50)}</filter>${`<rect width="99" height="99" filter="url(#f)"/>`.repeat(98)}`,
      ),
  },
  {
    name: "noise of many octaves",
    make: () =>
      svg(
        `<filter id="f"><feTurbulence numOctaves="100000000" baseFrequency="9"/></filter><rect width="99" height="99" filter="url(#f)"/>`,
      ),
  },
  {
    name: "dilation of great radius",
    make: () =>
      svg(
        `<filter id="f"><feMorphology operator="dilate" radius="9999"/></filter><circle r="40" filter="url(#f)"/>`.repeat(
          20,
        ),
      ),
  },
  {
    name: "style filters upon style filters",
    make: () =>
      svg(
        `<g style="filter:${"blur(99px) drop-shadow(9px 9px 99px red) ".repeat(200)}">`.repeat(50) + square,
      ),
  },
  {
    name: "a blur of everything by a sheet",
    make: () => svg(`<style>*{filter:blur(99px)}</style>${"<g>".repeat(50)}${square.repeat(2_000)}`),
  },
  {
    name: "a mask of everything by a sheet",
    make: () =>
      svg(
        `<style>*{mask:url(#m);clip-path:url(#c)}</style><mask id="m">${square.repeat(50)}</mask><clipPath id="c">${square.repeat(50)}</clipPath>${"<g>".repeat(50)}${square.repeat(2_000)}`,
      ),
  },
  {
    name: "animations of everything by a sheet",
    make: () =>
      svg(
        `<style>@keyframes k{to{transform:rotate(1turn);filter:blur(9px)}}*{animation:k 1s infinite}</style>${square.repeat(4_000)}`,
      ),
  },
  {
    name: "animations that begin each other twice",
    make: () =>
      svg(
        `<rect>${many(40, (index) => `<animate id="a${index}" attributeName="x" dur=".001s" begin="0s;a${(index + 1) % 40}.begin+.001s;a${(index + 3) % 40}.end"/>`)}</rect>`,
      ),
  },
  {
    name: "two animations that begin each other",
    make: () =>
      svg(
        `<rect><animate id="a" attributeName="x" dur="1s" begin="0s;b.begin;b.end"/><animate id="b" attributeName="y" dur="1s" begin="a.begin;a.end"/></rect>`,
      ),
  },
  {
    name: "an animation that begins itself",
    make: () =>
      svg(`<rect><animate id="a" attributeName="x" dur=".0001s" begin="0s;a.end;a.begin+.0001s"/></rect>`),
  },
  {
    name: "an animation repeated without end in no time",
    make: () =>
      svg(
        `<rect id="r"><animate id="a" attributeName="x" dur=".0000001s" repeatCount="indefinite" values="0;1"/><set attributeName="y" to="1" begin="a.repeat(9)" dur=".00001s"/></rect>`,
      ),
  },
  {
    name: "motions along long paths",
    make: () =>
      svg(
        `<path id="p" d="M0 0${"q9 9 9 0".repeat(6_000)}"/>${`<circle r="1"><animateMotion dur="1s" repeatCount="indefinite"><mpath href="#p"/></animateMotion></circle>`.repeat(1_000)}`,
      ),
  },
  {
    name: "texts along long paths",
    make: () =>
      svg(
        `<path id="p" d="M0 0${"q9 9 9 0".repeat(6_000)}"/>${`<text><textPath href="#p">${"word ".repeat(20)}</textPath></text>`.repeat(400)}`,
      ),
  },
  {
    name: "a gradient of many stops for many",
    make: () =>
      svg(
        `<linearGradient id="g">${many(2_000, (index) => `<stop offset="${index / 2_000}" stop-color="red"/>`)}</linearGradient>${`<rect width="99" height="99" fill="url(#g)"/>`.repeat(2_000)}`,
      ),
  },
  {
    name: "selectors that look everywhere",
    make: () =>
      svg(
        `<style>${many(200, (index) => `*:has(* ~ * > .x${index}) * * *{fill:red}:nth-last-child(n+${index} of .c :not(.d)){fill:red}`)}</style>${`<g class="c">${square.repeat(20)}</g>`.repeat(150)}`,
      ),
  },
];
