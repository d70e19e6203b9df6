import { createDrawingTime } from "./drawing-time.ts";
import { createFrames } from "./frames.ts";
import { finishAll, movingOf, putInStep, restartSheets, setRate } from "./sheet-animations.ts";
import { benchEndless, unbench } from "./smil-end.ts";

/** Everything that moves in one drawing: SMIL, which has a clock for each `svg`, and the animations of its sheets. */
export interface Motion {
  /** Takes an `svg` that has just been put into the page, and holds its clock at 0. */
  take(svg: SVGSVGElement): void;
  /** The drawing is whole: everything moves, from 0. */
  release(): void;
  /** It is drawn further: everything goes back to 0 and waits. */
  hold(): void;
  setPaused(isPaused: boolean): void;
  /** Begins again: SMIL and sheets, from 0. */
  restart(): void;
  /** How many times as fast as it was drawn to move; what is no number above 0 changes nothing. */
  setSpeed(rate: number): void;
  /** Shows the end of what moves instead of the movement. */
  setReduced(isReduced: boolean): void;
  /** To be called when elements or animations have come: theirs is brought to its end, or moves as fast as all else. */
  settle(): void;
  /** Puts back what was taken out to keep it from moving, until `settle` takes it out again. */
  restore(): void;
  /** Forgets the clocks, before another drawing. */
  forget(): void;
  /** Nothing moves any more, and no frame is asked for. */
  destroy(): void;
}

/** From here on a clock is not where it should be, in seconds. */
const OFF_S = 0.001;

/**
 * SMIL and sheets are set by one time of our own whenever they are stopped or started. The browser stops SMIL at once
 * but sheets with its next frame: left alone, each pause would put them one frame further apart.
 * @param part the element that the drawing is in; its `data-paused`, `data-still` and `data-restarting` are the
 *   switches of the stage's rules
 * @param scope where the drawing's sheets count
 */
export function createMotion(part: HTMLElement, scope: DocumentOrShadowRoot): Motion {
  let clocks: SVGSVGElement[] = [];
  let isHeld = true;
  let isPaused = false;
  let isReduced = false;
  /** Endless animations that were taken out, by what keeps their place. */
  const benched = new Map<Comment, Element>();
  const time = createDrawingTime(part.ownerDocument);
  // SMIL has no rate. At any but 1 its clocks stand, and are set by hand. (A begin at `x.repeat(n)` is then not noticed
  // by Chromium: it skips repetitions when it seeks.)
  const frames = createFrames(part.ownerDocument, () => {
    for (const clock of clocksInPage()) clock.setCurrentTime(time.seconds());
  });

  /** Without SMIL (jsdom) there are none. */
  function clocksInPage(): SVGSVGElement[] {
    return clocks.filter((clock) => clock.isConnected && "pauseAnimations" in clock);
  }

  /** Sets everything as the flags and the rate say. */
  function arrange(fromStart: boolean): void {
    const moves = !isHeld && !isPaused && !isReduced;
    const stopping = moves ? [] : movingOf(scope);
    part.toggleAttribute("data-paused", isHeld || isPaused);
    part.toggleAttribute("data-still", isReduced);
    if (!isReduced) unbench(benched);
    const seconds = isReduced ? benchEndless(part, benched) : isHeld || fromStart ? 0 : time.seconds();
    time.change({ seconds, isRunning: moves });
    const isByHand = moves && time.rate() !== 1;
    for (const clock of clocksInPage()) {
      if (!moves || isByHand) clock.pauseAnimations();
      // A clock that is right is left alone: seeking is more than setting a time.
      if (fromStart || isReduced || Math.abs(clock.getCurrentTime() - seconds) > OFF_S)
        clock.setCurrentTime(seconds);
      if (moves && !isByHand) clock.unpauseAnimations();
    }
    frames.want(isByHand);
    if (isReduced) {
      finishAll(scope);
      return;
    }
    setRate(scope, time.rate());
    putInStep(moves ? movingOf(scope) : stopping, time);
  }

  arrange(true);

  return {
    take(svg) {
      clocks.push(svg);
      if (!("pauseAnimations" in svg)) return;
      svg.pauseAnimations();
      svg.setCurrentTime(0);
    },
    release() {
      isHeld = false;
      arrange(true);
    },
    hold() {
      isHeld = true;
      restartSheets(part, scope);
      arrange(true);
    },
    setPaused(next) {
      isPaused = next;
      arrange(false);
    },
    restart() {
      restartSheets(part, scope);
      arrange(true);
    },
    setSpeed(rate) {
      if (!(rate > 0 && Number.isFinite(rate)) || rate === time.rate()) return;
      time.change({ rate });
      arrange(false);
    },
    setReduced(next) {
      if (next === isReduced) return;
      isReduced = next;
      if (!next) restartSheets(part, scope);
      arrange(true);
    },
    settle() {
      if (isReduced) arrange(false);
      else if (time.rate() !== 1) setRate(scope, time.rate());
    },
    restore: () => unbench(benched),
    forget() {
      clocks = [];
      benched.clear();
    },
    destroy() {
      clocks = [];
      isHeld = true;
      frames.want(false);
    },
  };
}
