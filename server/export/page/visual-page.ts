import type { DrawnStep } from "../visual/drawn-run.ts";
import { escapeHtml } from "./escape.ts";
import { directionOf, languageOf } from "./language.ts";
import { PAGE_SCRIPT, SCRIPT_HASH } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { type PageWords, wordsFor } from "./words.ts";

/** What a page shows. Words are as people and models wrote them; drawings as the engine did. */
export interface VisualPageContent {
  title: string;
  topic: string;
  /** The language that was asked for. */
  language: string | undefined;
  isSample: boolean;
  steps: readonly DrawnStep[];
}

/** Nothing may be loaded or run but what is in the page, and of scripts only the one that is named. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src '${SCRIPT_HASH}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** In characters: a whole paragraph is no headline. */
const LONG_TITLE = 110;

/** A drawn run as one page that needs no network: to be looked at step by step, read, and printed. */
export function visualPage({ title, topic, language: asked, isSample, steps }: VisualPageContent): string {
  const language = languageOf(asked, `${title} ${topic}`);
  const words = wordsFor(language);
  // What is said around the drawings is marked where it is not in their language.
  const own = words.language === language.split("-")[0]?.toLowerCase() ? "" : ` lang="${words.language}"`;
  const headline = escapeHtml(title);
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Learn-X">
<meta name="referrer" content="no-referrer">
<title>${headline}</title>
<link rel="icon" href="${ICON}">
<style>${PAGE_STYLE}</style>
</head>
<body>
<div class="lx-page">
<header>
${topic === title ? "" : `<p class="lx-question" dir="auto">${escapeHtml(topic)}</p>\n`}<h1 dir="auto"${title.length > LONG_TITLE ? ' class="lx-long"' : ""}>${headline}</h1>
</header>
<main>
${bar(words, own)}
${steps.map((step, index) => section(step, index + 1, steps.length, words, own)).join("\n")}
<p class="lx-status" role="status" dir="auto"></p>
<nav class="lx-strip" aria-label="${words.steps}"${own} hidden><ol></ol></nav>
</main>
<footer${own}>
${isSample ? `<p>${words.sample}</p>\n` : ""}<p>${words.made}</p>
</footer>
</div>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function section(step: DrawnStep, number: number, total: number, words: PageWords, own: string): string {
  const { plan, drawing } = step;
  const title = escapeHtml(plan.title);
  const place = words.step(number, total);
  return `<section class="lx-step" id="step-${number}" aria-labelledby="title-${number}" data-name="${place}: ${title}">
${drawing ? paper(drawing, title, number) : `<div class="lx-paper lx-none"><p${own}>${words.nothing}</p></div>`}
<div class="lx-text">
<p class="lx-tag"${own}>${place} · ${words.tags[plan.tag]}</p>
<h2 id="title-${number}" dir="auto">${title}</h2>
<p class="lx-desc" dir="auto">${escapeHtml(plan.desc)}</p>
<details class="lx-words"><summary${own}>${words.words}</summary><p id="words-${number}" dir="auto">${escapeHtml(plan.alt)}</p></details>
</div>
</section>`;
}

function paper({ svg, still }: NonNullable<DrawnStep["drawing"]>, title: string, number: number): string {
  return `<div class="lx-paper" role="img" aria-label="${title}" aria-describedby="words-${number}" style="aspect-ratio:${ratioOf(svg)}"><div class="lx-moving" aria-hidden="true">${svg}</div><img class="lx-still" alt="" src="${asAddress(still)}"></div>`;
}

/** Neither a ribbon nor a tower, as on the run's own page (components/visual/svg-stage). */
const MOST_EXTREME_RATIO = 3;

/** Width by height of the box of a drawing. */
function ratioOf(svg: string): number {
  const box =
    /^<svg[^>]* viewBox="([^"]*)"/
      .exec(svg)?.[1]
      ?.trim()
      .split(/[\s,]+/) ?? [];
  const ratio = Number(box[2]) / Number(box[3]);
  if (!(ratio > 0)) return 8 / 5;
  return Number(Math.min(MOST_EXTREME_RATIO, Math.max(1 / MOST_EXTREME_RATIO, ratio)).toFixed(4));
}

/** A document as a `data:` address between quotes: what would end or change it is written by numbers. */
function asAddress(svg: string): string {
  const escaped = svg.replace(/[%#"&<>'\r\n\t]/g, encodeURIComponent).replaceAll("'", "%27");
  return `data:image/svg+xml;charset=utf-8,${escaped}`;
}

const icon = (content: string) => `<svg viewBox="0 0 24 24" aria-hidden="true">${content}</svg>`;

/** The buttons of the player, which the script brings to life: without it they are not there. */
function bar(words: PageWords, own: string): string {
  const button = (name: string, label: string, content: string, more = "") =>
    `<button type="button" class="lx-${name}" aria-label="${label}"${more}>${content}</button>`;
  return `<div class="lx-bar" role="toolbar" aria-label="${words.player}"${own} hidden>
<div>${button("back", words.back, icon('<path d="m15 18-6-6 6-6"/>'), ' aria-keyshortcuts="ArrowLeft"')}<span class="lx-count"></span>${button("next", words.next, icon('<path d="m9 18 6-6-6-6"/>'), ' aria-keyshortcuts="ArrowRight"')}</div>
<div>${button("play", words.pause, `${PLAY}${PAUSE}`, ` aria-keyshortcuts="Space" data-play="${words.play}" data-pause="${words.pause}"`)}${button("restart", words.restart, icon('<path d="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8"/><path d="M3 3v5h5"/>'))}<span class="lx-reduced">${words.reduced}</span></div>
</div>`;
}

const PLAY =
  '<svg class="lx-start" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 4.5v15a1 1 0 0 0 1.5.9l12-7.5a1 1 0 0 0 0-1.8l-12-7.5a1 1 0 0 0-1.5.9z"/></svg>';
const PAUSE =
  '<svg class="lx-stop" viewBox="0 0 24 24" aria-hidden="true"><rect x="14" y="4" width="4" height="16" rx="1"/><rect x="6" y="4" width="4" height="16" rx="1"/></svg>';

/** The mark (public/mark.svg), small. */
const ICON = asAddress(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect fill="#fbf8f1" width="32" height="32" rx="8"/><g fill="none" stroke="#1d654f"><path d="M6 24C10 9 16 6.5 18.5 10.5s-5 12-1.5 13.5S25 19 26.5 14" stroke-width="2.8" stroke-linecap="round"/></g><circle fill="#1d654f" cx="26.5" cy="8.5" r="2.5"/></svg>',
);
