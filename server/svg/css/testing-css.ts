import fc from "fast-check";

/** Pieces that CSS is made of, and those that attacks are made of. */
const CSS_PIECES = [
  ..."{ } ( ) [ ] ; : , . # @ ! < > / * \\ + ~ - % = | ^ $ & \" '".split(" "),
  " ",
  "\n",
  "\r\n",
  "\f",
  "\0",
  "\ud800",
  "\u00a0",
  "\u202e",
  "/*",
  "*/",
  "<!--",
  "-->",
  "</style>",
  "]]>",
  "\\a ",
  "\\75rl(",
  "\\75 rl(",
  "u\\72l(",
  "url(",
  "URL( ",
  'url("',
  "url(#a)",
  "url('#b')",
  "url(http://x.example/)",
  "url(data:text/css;x,{})",
  "//x.example",
  "src(",
  "image-set(",
  "-webkit-image-set(",
  "expression(",
  "attr(",
  "env(",
  "var(--x)",
  "var(--x,",
  "calc(1px + (2px))",
  "rgb(1,2,3)",
  "rgba(0, 0, 0, .5)",
  "translateX(3px)",
  "blur(900px)",
  "drop-shadow(0 0 900px red)",
  "path('M0 0L1 1')",
  "polygon(0 0, 1px 1px)",
  "!important",
  "@import ",
  "@IMPORT",
  "@\\69mport ",
  "@media print",
  "@media (width<9px)",
  "@keyframes ",
  "@font-face",
  "fill",
  "stroke",
  "fill:red",
  "stroke:url(#g)",
  "stroke-width:2",
  "opacity:.5;",
  "filter:",
  "mask:",
  "position:fixed",
  "behavior:",
  "--x:",
  "animation:",
  "animation:spin 1s infinite",
  "animation-name:",
  "-webkit-animation:a 1s",
  "font-family:",
  "strokeWidth:2",
  "offset-path:",
  "content:",
  "spin",
  "none",
  "red",
  "50%",
  "from",
  "to",
  "12px",
  "1e3",
  ".5",
  ".a",
  "#b",
  "svg",
  "*",
  ":root",
  ":hover",
  ":not(.a)",
  ":not(:root)",
  ":nth-child(2n + 1)",
  "::before",
  ":host",
  "[fill='none']",
  "[id^=b]",
  '[a="',
  ".s3-drawing ",
  ".a{fill:red}",
  "@keyframes spin{from{r:1}50%{r:2}}",
  "é",
  "日本",
  "\\31 a",
  "\\",
];

const cssPiece = fc.constantFrom(...CSS_PIECES);

const pieces = (most: number) => fc.array(cssPiece, { maxLength: most }).map((all) => all.join(""));

const property = fc.constantFrom(
  ..."fill stroke filter mask animation animation-name font-family --x offset-path text-shadow position fil".split(
    " ",
  ),
  "strokeWidth",
  "-webkit-animation",
);
const goodDeclaration = fc.constantFrom(
  ..."fill:red|stroke : url( '#g' ) none|opacity:.5 !important|--x: 1px|animation:spin 1s infinite, 'b' 2s|r:3px".split(
    "|",
  ),
  ..."font-family:'A B',c|filter:blur(200px)|offset-path:path('M0 0L1 1')|d:none|strokeWidth:calc((1px + 2px)*2)".split(
    "|",
  ),
);
const declaration = fc.oneof(
  { weight: 3, arbitrary: goodDeclaration },
  fc.tuple(property, pieces(4)).map(([name, value]) => `${name}:${value}`),
);
const block = fc.array(declaration, { maxLength: 4 }).map((all) => all.join(";"));
const selector = fc.constantFrom(
  ..."|.a|#b|svg|*|:root|svg .a|.a>.b|.a + .b|.s3-drawing .a|.a.s3-drawing|:not(.a, #b)|:hover|.a::before".split(
    "|",
  ),
  "[fill='none']",
  ".\\31 a",
);
const styleRule = fc
  .tuple(fc.array(fc.oneof({ weight: 4, arbitrary: selector }, pieces(3)), { maxLength: 3 }), block)
  .map(([selectors, inside]) => `${selectors.join(",")}{${inside}}`);
const frames = fc
  .array(fc.tuple(fc.constantFrom("from", "to", "0%,50%", "33.33333333%", "x"), block), { maxLength: 3 })
  .map((all) => all.map(([at, inside]) => `${at}{${inside}}`).join(""));
const rule = fc.oneof(
  { weight: 6, arbitrary: styleRule },
  fc
    .tuple(fc.constantFrom("spin", "'b'", "none", "\\31 "), frames)
    .map(([name, all]) => `@keyframes ${name}{${all}}`),
  fc
    .tuple(
      fc.constantFrom("print", "(width<9px)", "(hover) and (x)", "not all"),
      fc.array(styleRule, { maxLength: 2 }),
    )
    .map(([condition, rules]) => `@media ${condition}{${rules.join("")}}`),
  pieces(3),
);

/** Anything between CSS and its ruins. */
export const cssText = fc.oneof(
  fc.array(rule, { maxLength: 6 }).map((rules) => rules.join("")),
  block,
  pieces(30),
);

const value = fc.array(
  fc.constantFrom(
    ..."red spin _a linear infinite 1s -.5s 50% 1.s -a none red #fff 2 .5 12px 50% none rgb(1,2,3) url(#a) url(#s3-a) var(--x) , / - + % . # ( ) a-b _c translateX(1px) calc(1px) Rotate(1deg) 1e-3px # --y u+1 *".split(
      " ",
    ),
  ),
  { maxLength: 5 },
);
const name = fc.constantFrom(
  ..."animation animation-name fill stroke opacity FILL --x transform background clip-path cursor d fil font".split(
    " ",
  ),
);
const space = fc.constantFrom("", " ", "\n ");

/** Style attributes that are plain, or nearly so. */
export const plainStyle = fc
  .array(
    fc
      .tuple(space, name, space, value, fc.constantFrom(" ", ""), space)
      .map(
        ([before, property, between, parts, by, after]) =>
          `${before}${property}:${between}${parts.join(by)}${after}`,
      ),
    { maxLength: 5 },
  )
  .map((items) => items.join(";"));
