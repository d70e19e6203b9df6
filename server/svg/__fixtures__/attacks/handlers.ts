import { attacks, attacksOf, RUN, square, svg } from "./attack.ts";

/** Content attributes that run a script, of HTML, SVG, SMIL and what browsers had or have. */
const EVENTS = (
  "abort activate afterprint animationcancel animationend animationiteration animationstart auxclick beforecopy " +
  "beforecut beforeinput beforematch beforepaste beforeprint beforetoggle beforeunload beforexrselect begin blur cancel " +
  "canplay change click close command contentvisibilityautostatechange contextlost contextmenu copy cuechange cut " +
  "dblclick drag dragend dragenter dragleave dragover dragstart drop end ended error focus focusin focusout " +
  "formdata fullscreenchange gotpointercapture hashchange input invalid keydown keypress keyup load loadend " +
  "loadstart lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup " +
  "mousewheel offline online pagehide pageshow paste pointercancel pointerdown pointerenter pointerleave " +
  "pointermove pointerout pointerover pointerrawupdate pointerup popstate progress readystatechange repeat reset " +
  "resize scroll scrollend scrollsnapchange search securitypolicyviolation select selectionchange selectstart slotchange show " +
  "storage submit suspend toggle touchcancel touchend touchmove touchstart transitioncancel transitionend " +
  "transitionrun transitionstart unload webkitanimationend webkittransitionend wheel zoom"
).split(" ");

const HOSTS = (
  "svg g defs path rect circle ellipse line polyline polygon text tspan textPath image use symbol marker clipPath " +
  "mask pattern linearGradient radialGradient stop filter feGaussianBlur feImage animate animateTransform " +
  "animateMotion set mpath style title desc metadata switch a view foreignObject script"
).split(" ");

export const handlers = [
  ...attacksOf("handler", EVENTS, (event) => square(`on${event}="${RUN}"`)),
  ...attacksOf("load and click on", HOSTS, (name) =>
    svg(`<${name} onload="${RUN}" onclick="${RUN}" onfocus="${RUN}" tabindex="0"/>`),
  ),
  ...attacks("handler spelt", {
    "on the root": `<svg onload="${RUN}"></svg>`,
    "with a slash before": `<svg/onload=${RUN}>`,
    "with slashes before": `<svg///onload=${RUN}//>`,
    "with a slash and no end": `<svg/onload=${RUN}//`,
    "in upper case": `<svg ONLOAD="${RUN}"><g ONCLICK="${RUN}"/></svg>`,
    "in mixed case": `<svg oNlOaD="${RUN}"><g oNcLiCk="${RUN}"/></svg>`,
    "without quotes": `<svg onload=${RUN}></svg>`,
    "with single quotes": `<svg onload='${RUN}'></svg>`,
    "with backticks": `<svg onload=\`${RUN}\`><g onclick=${RUN}></g></svg>`,
    "with an unclosed quote": `<svg><rect onclick="${RUN}></rect></svg>`,
    "with a quote inside the name": `<svg><rect "onclick="${RUN}" onclick="${RUN}"/></svg>`,
    "with a quote glued to the next": `<svg><rect id="a"onclick="${RUN}"/></svg>`,
    "with a newline before the sign": `<svg onload\n=\n"${RUN}"></svg>`,
    "with a tab before the sign": `<svg onload\t=\t${RUN}></svg>`,
    "with a form feed": `<svg\fonload\f=\f${RUN}></svg>`,
    "with a vertical tab": `<svg onload\v=${RUN} onload=${RUN}></svg>`,
    "with a carriage return": `<svg\ronload\r=\r${RUN}\r></svg>`,
    "with NUL in the name": `<svg on\0load=${RUN} onload=${RUN}></svg>`,
    "with NUL before": `<svg \0onload=${RUN} onload=${RUN}></svg>`,
    "with NUL in the value": `<svg><rect onclick="\0;${RUN}" onmouseover="${RUN}"/></svg>`,
    "with a control character before": `<svg \x01onload=${RUN} \x1fonload=1 onload=${RUN}></svg>`,
    "with a no-break space": `<svg\u00a0onload=${RUN}><svg onload=${RUN}></svg>`,
    "with an ideographic space": `<svg\u3000onload=${RUN}><svg onload=${RUN}></svg>`,
    "with a zero-width space": `<svg on\u200bload=${RUN} onload=${RUN}></svg>`,
    "with a soft hyphen": `<svg on\u00adload=${RUN} onload=${RUN}></svg>`,
    "with entities in the value": `<svg onload="&#116;op&#46;pwned&#x3d;@N@"></svg>`,
    "with entities without semicolons": `<svg onload="&#116op&#46pwned&#x3d@N@"></svg>`,
    "with named entities": `<svg onload="top&period;pwned&equals;@N@&semi;&Tab;&NewLine;"></svg>`,
    "with entities in the name": `<svg &#111;nload="${RUN}" onload="${RUN}"></svg>`,
    "with a unicode escape in the value": String.raw`<svg onload="t\u006fp.pwned=@N@"></svg>`,
    "after a harmless duplicate": `<svg><rect onclick="" fill="red" fill="blue" onclick="${RUN}" onmouseover="${RUN}"/></svg>`,
    "before a harmless duplicate": `<svg><rect onclick="${RUN}" onclick=""/></svg>`,
    "doubled letters": `<svg><rect oonclick="${RUN}" onnclick="${RUN}" onclick="${RUN}"/></svg>`,
    "misspelt by one letter": `<svg><rect onclck="${RUN}" onclik="${RUN}" onlclick="${RUN}" onclick="${RUN}"/></svg>`,
    "with a namespace": svg(
      `<rect svg:onclick="${RUN}" onclick="${RUN}" xmlns:svg="http://www.w3.org/2000/svg"/>`,
    ),
    "with a colon at the start": `<svg><rect :onclick="${RUN}" @click="${RUN}" onclick="${RUN}"/></svg>`,
    "with a dash": `<svg><rect on-click="${RUN}" data-onclick="${RUN}" onclick="${RUN}"/></svg>`,
    "with a sign before the name": `<svg><rect =onclick=${RUN} onclick=${RUN}></rect></svg>`,
    "inside another attribute's quotes": `<svg><rect fill='red" onclick="${RUN}' onclick='${RUN}'/></svg>`,
    "in an attribute that ends in an entity": `<svg><rect fill="red&quot; onclick=&quot;${RUN}" onclick="${RUN}"/></svg>`,
    "with angle brackets in the tag": `<svg><rect fill="a>b" onclick="1>0;${RUN}"/></svg>`,
    "in a tag inside a tag": `<svg><rect <rect onclick="${RUN}"/></svg>`,
    "in a closing tag": `<svg><rect></rect onclick="${RUN}"><rect onclick="${RUN}"/></svg>`,
    "in a tag that never ends": `<svg><rect onclick="${RUN}" `,
    "on an element that was misspelt": `<svg><rectt width="9" height="9" onclick="${RUN}"/><rect onclick="${RUN}"/></svg>`,
    "on an unknown element": `<svg><foo onload="${RUN}" onclick="${RUN}">x</foo></svg>`,
    "as the value of style": `<svg><rect style="x:y" onclick="${RUN}"/></svg>`,
    "by SMIL: begin": svg(`<animate attributeName="x" begin="0s" dur="1s" onbegin="${RUN}"/>`),
    "by SMIL: end": svg(`<animate attributeName="x" begin="0s" dur="0.01s" onend="${RUN}"/>`),
    "by SMIL: repeat": svg(`<animate attributeName="x" dur="0.01s" repeatCount="9" onrepeat="${RUN}"/>`),
    "by SMIL, on set": svg(`<rect><set attributeName="fill" to="red" onbegin="${RUN}"/></rect>`),
    "by SMIL, on animateMotion": svg(`<rect><animateMotion path="M0 0h9" dur="1s" onbegin="${RUN}"/></rect>`),
    "by SMIL, on discard": svg(`<discard begin="0s" onbegin="${RUN}" onclick="${RUN}"/>`),
    "by a tiny handler": svg(
      `<rect id="h"/><handler xmlns:ev="http://www.w3.org/2001/xml-events" type="application/ecmascript" ev:event="load">${RUN}</handler><rect onclick="${RUN}"/>`,
    ),
    "by XML events": svg(
      `<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events" event="click" handler="javascript:${RUN}" observer="r"/><rect id="r"/>`,
    ),
    "by autofocus": svg(
      `<a xlink:href="#" autofocus="" tabindex="0" onfocus="${RUN}"><text y="20">x</text></a>`,
    ),
    "by access key": svg(`<a accesskey="x" href="#" onclick="${RUN}"><text y="20">x</text></a>`),
    "by popover": svg(`<g id="p" popover="" onbeforetoggle="${RUN}" onclick="${RUN}"/>`),
    "by content visibility": square(
      `style="content-visibility:auto;display:block" oncontentvisibilityautostatechange="${RUN}" onclick="${RUN}"`,
    ),
    "by a CSS animation": svg(
      `<style>@keyframes k{from{opacity:0}}</style><rect width="9" height="9" style="animation:k .01s" onanimationstart="${RUN}" onanimationend="${RUN}"/>`,
    ),
    "by a CSS transition": svg(
      `<rect width="9" height="9" tabindex="0" style="transition:opacity .01s" ontransitionrun="${RUN}" onfocus="this.style.opacity=0"/>`,
    ),
  }),
];
