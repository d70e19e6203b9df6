import { attacks, CALL, LEAK, RUN, svg } from "./attack.ts";

const html = (inside: string) =>
  svg(
    `<foreignObject width="99" height="99"><body xmlns="http://www.w3.org/1999/xhtml">${inside}</body></foreignObject>`,
  );

export const foreign = [
  ...attacks("foreign", {
    iframe: html(`<iframe src="${LEAK}"></iframe>`),
    "iframe with javascript": html(`<iframe src="javascript:${RUN}"></iframe>`),
    "iframe with srcdoc": html(`<iframe srcdoc="&lt;script&gt;${RUN}&lt;/script&gt;"></iframe>`),
    "iframe with data": html(
      `<iframe src="data:text/html,&lt;script&gt;${CALL.replaceAll("'", "%27")}&lt;/script&gt;"></iframe>`,
    ),
    "iframe of SVG": svg(
      `<iframe src="javascript:${RUN}"/><a href="javascript:${RUN}"><rect width="9" height="9"/></a>`,
    ),
    "iframe of HTML in a drawing": `<svg><iframe src="javascript:${RUN}"></iframe><p><iframe src="javascript:${RUN}"></iframe></svg>`,
    frame: html(`<frameset><frame src="${LEAK}"/></frameset><img src="${LEAK}"/>`),
    object: html(`<object data="${LEAK}"></object>`),
    "object with javascript": html(
      `<object data="javascript:${RUN}"></object><img src="x" onerror="${RUN}"/>`,
    ),
    "object with data": html(
      `<object data="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3Cimage href=%27${LEAK}%27 width=%279%27 height=%279%27/%3E%3C/svg%3E"></object><img src="${LEAK}"/>`,
    ),
    embed: html(`<embed src="${LEAK}"/>`),
    "embed with javascript": html(`<embed src="javascript:${RUN}"/><img src="x" onerror="${RUN}"/>`),
    applet: html(`<applet code="${LEAK}"></applet><img src="${LEAK}"/>`),
    audio: html(`<audio src="${LEAK}" preload="auto" autoplay=""></audio>`),
    "audio with an error": html(`<audio src="x:" onerror="${RUN}"></audio>`),
    video: html(`<video src="${LEAK}" preload="auto"></video>`),
    "video with a poster": html(`<video poster="${LEAK}"></video>`),
    "video with a source": html(`<video preload="auto"><source src="${LEAK}" onerror="${RUN}"/></video>`),
    "video with a track": html(`<video><track default="" src="${LEAK}"/></video><img src="${LEAK}"/>`),
    "audio of SVG": svg(
      `<audio href="${LEAK}" xlink:href="${LEAK}" src="${LEAK}"/><video href="${LEAK}" src="${LEAK}"/><image href="${LEAK}"/>`,
    ),
    picture: html(`<picture><source srcset="${LEAK}"/><img/></picture>`),
    "image with a set": html(`<img srcset="${LEAK} 1x"/>`),
    "image with an error": html(`<img src="x:" onerror="${RUN}"/>`),
    "image map": html(
      `<map name="m"><area href="javascript:${RUN}" shape="default"/></map><img usemap="#m" src="x:" onerror="${RUN}"/>`,
    ),
    "meta refresh": html(`<meta http-equiv="refresh" content="0;url=${LEAK}"/><img src="${LEAK}"/>`),
    "meta refresh of SVG": svg(`<meta http-equiv="refresh" content="0;url=${LEAK}"/><image href="${LEAK}"/>`),
    "meta set-cookie": html(`<meta http-equiv="set-cookie" content="a=b"/><img src="${LEAK}"/>`),
    base: html(`<base href="http://@HOST@/"/><img src="leak?vector=@N@"/>`),
    "base of SVG": svg(`<base href="http://@HOST@/"/><image href="leak?vector=@N@"/>`),
    form: html(`<form action="${LEAK}"><input name="q"/><button>x</button></form>`),
    "form with javascript": html(`<form action="javascript:${RUN}"><button>x</button></form>`),
    "button with an action": html(`<form><button formaction="javascript:${RUN}">x</button></form>`),
    "input of an image": html(`<input type="image" src="${LEAK}"/>`),
    "input with focus": html(`<input autofocus="" onfocus="${RUN}"/>`),
    "text area with focus": html(`<textarea autofocus="" onfocus="${RUN}"></textarea>`),
    "select with focus": html(`<select autofocus="" onfocus="${RUN}"></select>`),
    "body with a background": html(
      `<div style="background:url(${LEAK})">x</div><table background="${LEAK}"><tr><td>x</td></tr></table>`,
    ),
    "body with a handler": svg(
      `<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml" onload="${RUN}" onpageshow="${RUN}" background="${LEAK}">x</body></foreignObject>`,
    ),
    "style of HTML": html(`<style>@import '${LEAK}';</style>`),
    "link of HTML": html(`<link rel="stylesheet" href="${LEAK}"/>`),
    "link with an icon": html(
      `<link rel="icon" href="${LEAK}"/><link rel="preload" as="image" href="${LEAK}"/>`,
    ),
    "link with a preconnect": html(
      `<link rel="preconnect" href="${LEAK}"/><link rel="dns-prefetch" href="${LEAK}"/><img src="${LEAK}"/>`,
    ),
    "script of HTML": html(`<script>${RUN}</script>`),
    "script of HTML from outside": html(`<script src="${LEAK}"></script>`),
    "a link of HTML": html(`<a href="javascript:${RUN}">x</a>`),
    "a link of HTML that pings": html(`<a href="#x" ping="${LEAK}">x</a>`),
    "an editable part": html(`<div contenteditable="" tabindex="0" onfocus="${RUN}">x</div>`),
    "a popover": html(
      `<button popovertarget="p">x</button><div popover="" id="p" onbeforetoggle="${RUN}">y</div>`,
    ),
    "a dialog": html(`<dialog open="" onclick="${RUN}">x</dialog>`),
    "a portal": html(
      `<portal src="${LEAK}"></portal><fencedframe src="${LEAK}"></fencedframe><img src="${LEAK}"/>`,
    ),
    "a slot": html(`<slot onslotchange="${RUN}" onclick="${RUN}"></slot>`),
    "a canvas": html(`<canvas onclick="${RUN}"></canvas>`),
    "a frame by its old name": html(
      `<ilayer src="${LEAK}"></ilayer><layer src="${LEAK}"></layer><bgsound src="${LEAK}"/><img src="${LEAK}"/>`,
    ),
    "an XInclude": svg(
      `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${LEAK}" parse="text"/><image href="${LEAK}"/>`,
    ),
    "an XLink of a simple type": svg(
      `<g xlink:type="simple" xlink:actuate="onLoad" xlink:show="embed" xlink:href="${LEAK}"/><image href="${LEAK}"/>`,
    ),
    "an XBL binding": svg(
      `<xbl:binding xmlns:xbl="http://www.mozilla.org/xbl" id="x"><xbl:implementation><xbl:constructor>${RUN}</xbl:constructor></xbl:implementation></xbl:binding><rect style="-moz-binding:url(#x)" onclick="${RUN}"/>`,
    ),
    "an XSLT": svg(
      `<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"><script>${RUN}</script></xsl:template></xsl:stylesheet>`,
    ),
    "an XUL": svg(
      `<x:box xmlns:x="http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul" onclick="${RUN}"/><g onclick="${RUN}"/>`,
    ),
    "an element with no namespace": svg(
      `<g xmlns=""><rect xmlns="http://www.w3.org/2000/svg" width="9" height="9" onclick="${RUN}"/></g>`,
    ),
    "an element of an editor": svg(
      `<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" onclick="${RUN}"/><inkscape:path-effect xmlns:inkscape="x" onclick="${RUN}"/><g onclick="${RUN}"/>`,
    ),
    "a foreign object in a prefix": svg(
      `<s:foreignObject xmlns:s="http://www.w3.org/2000/svg" width="9" height="9"><h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:${RUN}"/></s:foreignObject>`,
    ),
    "a foreign object in a switch": svg(
      `<switch><foreignObject requiredExtensions="http://www.w3.org/1999/xhtml"><p>x</p></foreignObject><g><a href="javascript:${RUN}"><rect width="9" height="9"/></a></g></switch>`,
    ),
    "a foreign object brought by use": svg(
      `<defs><foreignObject id="f" width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${LEAK}"/></foreignObject></defs><use href="#f"/>`,
    ),
    "a foreign object misspelt": svg(
      `<foreignObjects width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml"><img src="${LEAK}"/></p></foreignObjects>`,
    ),
  }),
];
