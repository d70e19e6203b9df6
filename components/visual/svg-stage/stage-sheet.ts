import { GROWING } from "./apply.ts";

/**
 * The stage's own rules. They stand in a layer, because an important declaration in a layer wins over every one in
 * a drawing's sheets.
 *
 * A drawing inherits nothing from the page but the typeface of labels that name none: it looks the same wherever
 * it stands, and as it does in a file of its own.
 */
export const STAGE_RULES = `@layer stage {
  [data-part="drawing"] {
    all: initial;
    display: block;
    position: absolute;
    inset: 0;
    overflow: hidden;
    font-family: var(--font-sans, sans-serif);
  }
  [data-part="drawing"] > svg {
    display: block !important;
    position: static !important;
    width: 100% !important;
    height: 100% !important;
    max-width: none !important;
    max-height: none !important;
    margin: 0 !important;
  }
  [${GROWING}] {
    fill: none !important;
    stroke: currentColor !important;
    stroke-width: 1.5px !important;
    stroke-linejoin: round !important;
    vector-effect: non-scaling-stroke !important;
  }
  [data-paused] *, [data-still] * { animation-play-state: paused !important; }
  [data-still] * { transition: none !important; }
  [data-restarting] * { animation: none !important; }
}`;
