import type { SvgOperation } from "#server/contracts/svg.ts";
import { createSvgCanvas } from "./apply.ts";
import { createBeginning } from "./beginning.ts";
import { createMotion } from "./motion.ts";
import { createOperationQueue, frameOrTimer } from "./queue.ts";
import { createSheet } from "./sheets.ts";
import { STAGE_RULES } from "./stage-sheet.ts";

/** `drawing`: strokes may come, and timed animations wait. `ready`: it is whole, and everything moves. */
export type StageState = "drawing" | "ready";

/** What a drawing is shown on. */
export interface Stage {
  /** Operations in their order; they show with the next frame. More of them after the end go on drawing. */
  push(operations: readonly SvgOperation[]): void;
  /**
   * Nothing more comes: when all is drawn, the timed animations run from 0.
   * @param whole the drawing as it must stand; it is drawn again only if something of it was lost on the way
   */
  end(whole?: readonly SvgOperation[]): void;
  play(): void;
  pause(): void;
  restart(): void;
  /** How many times as fast as it was drawn to move, 1 to begin with; what is no number above 0 changes nothing. */
  setSpeed(rate: number): void;
  /** Empties the host. */
  destroy(): void;
}

/** Who is told what happens on a stage. */
export interface StageOptions {
  onState?(state: StageState): void;
  onPaused?(isPaused: boolean): void;
  /** Told with the first operations, and when it changes: whether the first stroke of the drawing stands. */
  onBegun?(hasBegun: boolean): void;
  /** The size of the canvas in user units, when the root is there or has another one. */
  onCanvas?(size: { width: number; height: number }): void;
}

/**
 * The stage for one drawing at a time, in the shadow root of `host` (a positioned element of the size wanted). The
 * only place in the product that draws what a model wrote.
 */
export function createStage(host: HTMLElement, options: StageOptions = {}): Stage {
  const page = host.ownerDocument;
  const scope = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const part = page.createElement("div");
  part.setAttribute("data-part", "drawing");
  part.setAttribute("aria-hidden", "true");
  scope.replaceChildren(part);
  const sheet = createSheet(undefined);
  sheet?.replaceSync(STAGE_RULES);
  if (sheet) scope.adoptedStyleSheets = [sheet];

  const motion = createMotion(part, scope);
  const canvas = createSvgCanvas({ parent: part, scope, onSvg: motion.take });
  const queue = createOperationQueue({ apply, onBatch, schedule: frameOrTimer(page) });
  const beginning = createBeginning();
  const reduced = page.defaultView?.matchMedia?.("(prefers-reduced-motion: reduce)");
  let state: StageState = "drawing";
  let hasEnded = false;
  let hasBegun: boolean | null = null;

  function apply(operation: SvgOperation): void {
    if (operation.op === "open") {
      // What is removed by it must be there to be removed.
      motion.restore();
      if (operation.node === 0) motion.forget();
    }
    canvas.apply(operation);
    beginning.take(operation);
    if (operation.node === 0 && (operation.op === "open" || operation.op === "attr")) measure();
  }

  function onBatch(): void {
    motion.settle();
    // Only now: a drawing that is drawn again within one frame was never away.
    if (beginning.hasBegun() === hasBegun) return;
    hasBegun = beginning.hasBegun();
    options.onBegun?.(hasBegun);
  }

  function measure(): void {
    const box = canvas
      .root()
      ?.getAttribute("viewBox")
      ?.trim()
      .split(/[\s,]+/)
      .map(Number);
    const [, , width = 0, height = 0] = box ?? [];
    if (width > 0 && height > 0) options.onCanvas?.({ width, height });
  }

  function enter(next: StageState): void {
    if (state === next) return;
    state = next;
    if (next === "ready") motion.release();
    else motion.hold();
    options.onState?.(next);
  }

  function end(whole?: readonly SvgOperation[]): void {
    hasEnded = true;
    queue.whenEmpty(() => {
      if (!hasEnded) return;
      if (!whole || isDrawn(whole)) {
        enter("ready");
        return;
      }
      queue.push(whole);
      end();
    });
  }

  function isDrawn(whole: readonly SvgOperation[]): boolean {
    motion.restore();
    const answer = canvas.isDrawn(whole);
    motion.settle();
    return answer;
  }

  function setPaused(isPaused: boolean): void {
    motion.setPaused(isPaused);
    options.onPaused?.(isPaused);
  }

  const onReduced = () => motion.setReduced(reduced?.matches ?? false);
  onReduced();
  reduced?.addEventListener("change", onReduced);
  page.addEventListener("visibilitychange", queue.reschedule);
  // What begins later, under the pointer for example, is brought to its end or to its rate as well.
  part.addEventListener("animationstart", motion.settle);
  part.addEventListener("transitionrun", motion.settle);

  return {
    push(operations) {
      if (operations.length === 0) return;
      hasEnded = false;
      enter("drawing");
      queue.push(operations);
    },
    end,
    play: () => setPaused(false),
    pause: () => setPaused(true),
    restart() {
      motion.restart();
      setPaused(false);
    },
    setSpeed: motion.setSpeed,
    destroy() {
      queue.clear();
      motion.destroy();
      canvas.clear();
      reduced?.removeEventListener("change", onReduced);
      page.removeEventListener("visibilitychange", queue.reschedule);
      scope.replaceChildren();
      if (sheet) scope.adoptedStyleSheets = [];
    },
  };
}
