// The colours of app/globals.css, for a page that must look right without any other file, in years to come and in older
// browsers: no `light-dark()`, fonts of the reader's system.

const LIGHT = `--paper:#fbf8f1;--raised:#fffefb;--sunk:#f3eee3;--ink:#1d2129;--soft:#4b515e;--faint:#666b76;--line:#e6dfd0;--edge:#8d8675;--accent:#1d654f`;
const DARK = `--paper:#131519;--raised:#1b1e24;--sunk:#0e1013;--ink:#ece8df;--soft:#b7b4ac;--faint:#969490;--line:#2b2f37;--edge:#6d727c;--accent:#84cfae`;

/**
 * Classes begin with `lx-`, which those of drawings do not, and no rule is about a bare element inside of one. What must
 * hold for a drawing stands in a layer: an important declaration there wins over every one of the drawing's own sheets.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${LIGHT};
--sans:"Source Sans 3","Hiragino Sans","Hiragino Kaku Gothic ProN","Noto Sans JP","Noto Sans CJK JP","Yu Gothic UI",Meiryo,system-ui,sans-serif;
--serif:"Source Serif 4","Hiragino Mincho ProN","Noto Serif JP","Noto Serif CJK JP","Yu Mincho",Georgia,"Times New Roman",serif}
@media(prefers-color-scheme:dark){:root{${DARK}}}
html{background:var(--paper);color:var(--ink);font:106.25%/1.55 var(--sans);-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0}
.lx-page{--margin:1rem;box-sizing:border-box;max-width:max(22rem,calc((100vh - 16rem)*1.6));max-width:min(64rem,max(22rem,calc((100dvh - 16rem)*1.6)));margin:0 auto;padding:2.25rem var(--margin) 2rem;overflow-wrap:anywhere}
.lx-question{margin:0 0 .4rem;color:var(--soft);white-space:pre-line}
.lx-page h1{margin:0 0 1.6rem;font:600 clamp(1.7rem,1.3rem + 1.8vw,2.4rem)/1.2 var(--serif);letter-spacing:-.015em;text-wrap:balance}
.lx-page h1.lx-long{font-size:clamp(1.25rem,1.1rem + .8vw,1.6rem)}
.lx-step{margin:0 0 3.5rem;scroll-margin-top:1rem}
.lx-paper{position:relative;width:100%;max-height:max(18rem,calc(100vh - 12rem));max-height:max(18rem,calc(100dvh - 12rem));box-sizing:border-box;overflow:hidden;background:#fffefb;border:1px solid var(--line);border-radius:1rem;box-shadow:0 1px 2px #0000000a,0 16px 48px -24px #0003}
.lx-none{display:grid;place-content:center;aspect-ratio:8/5;padding:1.5rem;background:var(--sunk);color:var(--soft);text-align:center;box-shadow:none}
.lx-still{display:none;position:absolute;inset:0;width:100%;height:100%}
.lx-text{padding-top:1rem}
.lx-tag{margin:0;color:var(--faint);font-size:.9375rem}
.lx-text h2{margin:.2rem 0 0;font:600 1.45rem/1.35 var(--serif);letter-spacing:-.01em;text-wrap:balance}
.lx-desc{max-width:42rem;margin:.4rem 0 0;color:var(--soft)}
.lx-words{margin-top:.7rem}
.lx-words summary{display:inline-flex;align-items:center;gap:.55rem;min-height:2.75rem;padding:0 .9rem;margin-inline-start:-.9rem;border-radius:99rem;color:var(--soft);font-size:.9375rem;cursor:pointer;list-style:none}
.lx-words summary::-webkit-details-marker{display:none}
.lx-words summary::after{content:"";width:.4rem;height:.4rem;margin-top:-.2rem;border:solid currentColor;border-width:0 1.5px 1.5px 0;transform:rotate(45deg)}
.lx-words[open] summary::after{margin-top:.2rem;transform:rotate(225deg)}
.lx-words summary:hover{background:var(--sunk);color:var(--ink)}
.lx-words p{margin:.4rem 0 0;padding:1.25rem;border-radius:1rem;background:var(--sunk);color:var(--soft)}
.lx-bar{display:flex;align-items:center;justify-content:space-between;min-height:2.75rem;margin-top:.5rem}
.lx-bar[hidden],.lx-strip[hidden]{display:none}
.lx-bar div{display:flex;align-items:center}
.lx-bar button{display:grid;place-items:center;width:2.75rem;height:2.75rem;padding:0;border:0;border-radius:50%;background:none;color:var(--soft);cursor:pointer}
.lx-bar button:hover{background:var(--sunk);color:var(--ink)}
.lx-bar button[aria-disabled=true]{background:none;color:var(--soft);opacity:.4;cursor:default}
.lx-bar svg{width:1.25rem;height:1.25rem;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
[dir=rtl] .lx-back svg,[dir=rtl] .lx-next svg{transform:scaleX(-1)}
.lx-back{margin-inline-start:-.6rem}
.lx-count{min-width:3rem;color:var(--soft);font-size:.9375rem;text-align:center;font-variant-numeric:tabular-nums}
.lx-play .lx-start,.lx-play.lx-paused .lx-stop{display:none}
.lx-play.lx-paused .lx-start{display:block}
.lx-reduced{display:none;color:var(--faint);font-size:.9375rem}
.lx-strip ol{display:flex;gap:.75rem;margin:1.4rem calc(-1*var(--margin)) 0;padding:.25rem var(--margin) .75rem;overflow-x:auto;list-style:none}
.lx-strip li{flex:0 0 9.5rem}
.lx-strip button{display:block;width:100%;padding:0;border:0;border-radius:.75rem;background:none;color:var(--soft);font:inherit;text-align:start;cursor:pointer}
.lx-thumb{position:relative;display:grid;place-items:center;aspect-ratio:8/5;overflow:hidden;border:1px solid var(--line);border-radius:.75rem;background:#fffefb;color:#666b76;font:1.4rem var(--serif)}
.lx-thumb img{position:absolute;inset:0;width:100%;height:100%;object-fit:contain}
.lx-strip button:hover .lx-thumb{border-color:var(--edge)}
.lx-strip [aria-current] .lx-thumb{border-color:var(--accent);box-shadow:0 0 0 2px var(--accent)}
.lx-strip [aria-current] .lx-name{color:var(--ink);font-weight:600}
.lx-name{display:block;margin-top:.5rem;font-size:.9375rem;line-height:1.375}
.lx-page footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--faint);font-size:.875rem}
.lx-page footer p{margin:0 0 .3rem}
.lx-status{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
@media(min-width:40rem){.lx-page{--margin:1.5rem;padding-top:3.25rem}.lx-strip li{flex:1 1 0;max-width:13rem;min-width:7rem}}
@layer drawing{
.lx-moving{all:initial;display:block;position:absolute;inset:0;overflow:hidden;contain:layout paint;font-family:var(--sans)}
.lx-moving>svg{display:block!important;position:static!important;width:100%!important;height:100%!important;max-width:none!important;max-height:none!important;margin:0!important}
.lx-held *{animation-play-state:paused!important}
.lx-restarting *{animation:none!important}
}
@media screen{
.lx-script main{display:grid;grid-template-columns:minmax(0,1fr)}
.lx-script .lx-step{display:contents}
.lx-script .lx-step:not([data-shown]){display:none}
.lx-script .lx-paper{grid-row:1}
.lx-script .lx-bar{grid-row:2}
.lx-script .lx-text{grid-row:3}
}
@media(prefers-reduced-motion:reduce){.lx-moving{display:none}.lx-still{display:block}.lx-play,.lx-restart{display:none!important}.lx-reduced{display:block}}
@media print{
:root{color-scheme:light;${LIGHT};--paper:#fff}
html{font-size:11pt}
.lx-page{max-width:none;padding:0}
.lx-moving,.lx-bar,.lx-strip,.lx-words{display:none!important}
.lx-still{display:block}
.lx-paper{max-width:15cm;max-height:18cm;box-shadow:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.lx-none{aspect-ratio:auto}
.lx-step{margin:0 0 1.2cm;break-inside:avoid}
}
`.trim();
