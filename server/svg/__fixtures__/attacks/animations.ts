import { attacks, attacksOf, CALL, LEAK, RUN, svg } from "./attack.ts";

const link = (inside: string) =>
  svg(`<a href="#x" xlink:href="#x">${inside}<rect width="99" height="99"/></a>`);
const image = (inside: string) => svg(`<image href="#x" width="9" height="9">${inside}</image>`);
const shape = (inside: string) => svg(`<rect id="r" width="50" height="50" tabindex="0">${inside}</rect>`);

/** What should never move. */
const TARGETS = [
  "href",
  "xlink:href",
  "HREF",
  "style",
  "class",
  "id",
  "onclick",
  "onload",
  "onbegin",
  "ONCLICK",
  "src",
  "attributeName",
  "begin",
  "to",
  "values",
  "xmlns",
  "xml:base",
  "target",
  "ping",
  "svg:href",
  "x:href",
  " href",
  "href ",
  "hr\tef",
  "&#104;ref",
  "lang",
  "type",
  "tabindex",
  "autofocus",
  "requiredExtensions",
  "in",
  "result",
  "mask-image",
  "background",
  "background-image",
  "--x",
  "content",
  "cursor",
  "font-face",
  "position",
  "all",
  "__proto__",
  "constructor",
  "toString",
];

export const animations = [
  ...attacksOf("animate", TARGETS, (name) =>
    svg(
      `<a><animate attributeName="${name}" values="javascript:${RUN};javascript:${RUN}" dur="1s" repeatCount="indefinite"/><set attributeName="${name}" to="javascript:${RUN}"/><rect width="99" height="99"/></a>`,
    ),
  ),
  ...attacksOf(
    "outside by animated",
    [
      "fill",
      "stroke",
      "filter",
      "mask",
      "clip-path",
      "marker-end",
      "cursor",
      "href",
      "xlink:href",
      "style",
      "mask-image",
      "d",
      "transform",
      "stop-color",
    ],
    (name) =>
      svg(
        `<image id="i" width="9" height="9"><set attributeName="${name}" to="${name.endsWith("href") ? LEAK : `url(${LEAK}#a)`}"/></image><path d="M0 0h9v9" marker-end="none"><animate attributeName="${name}" from="none" to="url(${LEAK}#a)" values="none;url(${LEAK}#a)" dur=".1s" fill="freeze"/><set attributeName="${name}" to="url(${LEAK}#b)"/></path>`,
      ),
  ),
  ...attacks("smil", {
    "set href": link(`<set attributeName="href" to="javascript:${RUN}"/>`),
    "set xlink:href": link(`<set attributeName="xlink:href" to="javascript:${RUN}"/>`),
    "set href, to before the name": link(`<set to="javascript:${RUN}" attributeName="href"/>`),
    "animate href, values before the name": link(
      `<animate values="javascript:${RUN}" attributeName="href" dur="9s"/>`,
    ),
    "animate href by from": link(
      `<animate attributeName="href" from="javascript:${RUN}" to="#x" dur="999s"/>`,
    ),
    "animate href by by": link(
      `<animate attributeName="href" by="javascript:${RUN}" dur="9s" fill="freeze"/>`,
    ),
    "animate href with key times": link(
      `<animate attributeName="href" values="#a;javascript:${RUN};javascript:${RUN}" keyTimes="0;0;1" dur="9s" fill="freeze"/>`,
    ),
    "animate with a duplicate name": `<svg><a><animate attributeName="href" attributeName="fill" values="javascript:${RUN}" dur="9s"/><rect width="99" height="99"/></a></svg>`,
    "animate with the name in lower case": `<svg><a><animate attributename="href" values="javascript:${RUN}" dur="9s"/><rect width="99" height="99"/></a></svg>`,
    "animate with a misspelt name": `<svg><a><animate atributeName="href" attributeNam="href" attributeName="href" values="javascript:${RUN}" dur="9s"/><rect width="99" height="99"/></a></svg>`,
    "animate in upper case": `<svg><a><ANIMATE ATTRIBUTENAME="href" VALUES="javascript:${RUN}" DUR="9s"/><rect width="99" height="99"/></a></svg>`,
    "animate with an encoded value": link(
      `<animate attributeName="href" values="&#106;avascript&colon;${RUN}" dur="9s"/>`,
    ),
    "animate with a name in entities": link(
      `<animate attributeName="&#x68;&#x72;&#x65;&#x66;" values="javascript:${RUN}" dur="9s"/>`,
    ),
    "animate with an attribute type": link(
      `<animate attributeType="XML" attributeName="href" values="javascript:${RUN}" dur="9s"/>`,
    ),
    "animate from afar": svg(
      `<a id="l" href="#x"><rect width="99" height="99"/></a><set href="#l" attributeName="href" to="javascript:${RUN}"/>`,
    ),
    "animate from afar by xlink:href": svg(
      `<a id="l" href="#x"><rect width="99" height="99"/></a><animate xlink:href="#l" attributeName="href" values="javascript:${RUN}" dur="9s"/>`,
    ),
    "animate the page's own link": svg(
      `<set href="#page-link" attributeName="href" to="javascript:${RUN}"/><a id="page-link2"><set attributeName="href" to="javascript:${RUN}"/><rect width="9" height="9"/></a>`,
    ),
    "animateTransform on href": link(
      `<animateTransform attributeName="href" type="translate" values="javascript:${RUN}" dur="9s"/><set attributeName="href" to="javascript:${RUN}"/>`,
    ),
    "animateColor on href": link(
      `<animateColor attributeName="href" values="javascript:${RUN}" dur="9s"/><set attributeName="href" to="javascript:${RUN}"/>`,
    ),
    "discard a guard": svg(
      `<a href="javascript:${RUN}"><discard begin="0s"/><rect width="99" height="99"/></a>`,
    ),
    "begin by access key": link(`<set attributeName="href" to="javascript:${RUN}" begin="accessKey(s);0s"/>`),
    "begin by a click": link(`<set attributeName="href" to="javascript:${RUN}" begin="mousedown;click;0s"/>`),
    "begin by an event of another": svg(
      `<rect id="r"/><a><set attributeName="href" to="javascript:${RUN}" begin="r.click;0.01s"/><rect width="99" height="99"/></a>`,
    ),
    "begin by a wall clock": link(
      `<set attributeName="href" to="javascript:${RUN}" begin="wallclock(2000-01-01);0s"/>`,
    ),
    "begin with markup in it": link(
      `<set attributeName="href" to="javascript:${RUN}" begin="0s;&quot;&gt;&lt;script&gt;${RUN}&lt;/script&gt;"/>`,
    ),
    "end event chains": svg(
      `<a id="a"><animate id="one" attributeName="x" dur=".01s" onend="${RUN}"/><set attributeName="href" to="javascript:${RUN}" begin="one.end;0s"/><rect width="99" height="99"/></a>`,
    ),
    "an image's address": image(`<set attributeName="href" to="${LEAK}"/>`),
    "an image's xlink address": image(`<set attributeName="xlink:href" to="${LEAK}"/>`),
    "an image's address by animate": image(
      `<animate attributeName="href" from="#x" to="${LEAK}" dur=".01s" fill="freeze"/>`,
    ),
    "an image's address by values": image(
      `<animate attributeName="href" values="${LEAK};${LEAK}" dur="1s"/>`,
    ),
    "feImage's address": svg(
      `<filter id="f"><feImage href="#x"><set attributeName="href" to="${LEAK}"/></feImage></filter><rect width="50" height="50" filter="url(#f)"/>`,
    ),
    "use's address": svg(`<use href="#x"><set attributeName="href" to="/leak?vector=@N@#x"/></use>`),
    "use's address to data": svg(
      `<use href="#x"><set attributeName="href" to="data:image/svg+xml,&lt;svg id='x' xmlns='http://www.w3.org/2000/svg'>&lt;image href='${LEAK}'/>&lt;/svg>#x"/></use><image href="${LEAK}"/>`,
    ),
    "fill with an address": shape(`<set attributeName="fill" to="url(${LEAK}#a)"/>`),
    "filter with an address": shape(`<set attributeName="filter" to="url(/leak?vector=@N@#a)"/>`),
    "filter with an escaped address": shape(
      String.raw`<set attributeName="filter" to="\75rl(/leak?vector=@N@#a)"/>`,
    ),
    "mask with an address in values": shape(
      `<animate attributeName="mask" values="none;url(/leak?vector=@N@#a);none" dur="1s" repeatCount="9"/>`,
    ),
    "filter with an address before the name": shape(
      `<set to="url(/leak?vector=@N@#a)" attributeName="filter"/>`,
    ),
    "cursor with an address": shape(`<set attributeName="cursor" to="url(${LEAK}),auto"/>`),
    style: shape(`<set attributeName="style" to="mask-image:url(${LEAK})"/>`),
    "class for a sheet": svg(
      `<style>.on{mask-image:url(${LEAK})}</style><rect width="9" height="9"><set attributeName="class" to="on"/></rect>`,
    ),
    handler: shape(
      `<set attributeName="onclick" to="${RUN}"/><set attributeName="onfocus" to="${RUN}" onbegin="${RUN}"/>`,
    ),
    "motion along an address": shape(
      `<animateMotion path="url(${LEAK})" dur="1s"><mpath href="${LEAK}#x"/></animateMotion><image href="${LEAK}"/>`,
    ),
    "motion along a script": shape(
      `<animateMotion dur="1s"><mpath href="javascript:${RUN}"/></animateMotion><set attributeName="x" to="1" onbegin="${RUN}"/>`,
    ),
    "a frame's address": svg(
      `<foreignObject width="50" height="50"><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:${CALL}"/></foreignObject><a><set attributeName="href" to="javascript:${RUN}"/><rect width="9" height="9"/></a>`,
    ),
    "values with markup": shape(
      `<animate attributeName="fill" values="red;&lt;/rect&gt;&lt;script&gt;${RUN}&lt;/script&gt;" dur="1s" onbegin="${RUN}"/>`,
    ),
    "values of a text colour with a url in a variable": shape(
      `<set attributeName="fill" to="var(--x,url(${LEAK}))"/><set attributeName="filter" to="var(--y,url(/leak?vector=@N@#f))"/>`,
    ),
    "unclosed values": `<svg><a><animate attributeName="href" values="javascript:${RUN}`,
    "a name that follows later": `<svg><image width="9" height="9"><animate to="${LEAK}" dur="1s" fill="freeze" \n attributeName="href"/></image></svg>`,
    "an empty name": shape(
      `<animate attributeName="" values="javascript:${RUN}"/><set attributeName="x" to="1" onbegin="${RUN}"/>`,
    ),
  }),
];
