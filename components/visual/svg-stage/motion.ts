/** Everything that moves in one drawing: SMIL, which has a clock for each `svg`, and the animations of its sheets. */
export interface Motion {
  /** Takes an `svg` that has just been put into the page, and holds its clock at 0. */
  take(svg: SVGSVGElement): void;
  /** The drawing is whole: its clocks run from 0. */
  release(): void;
  /** It is drawn further: the clocks go back to 0 and wait. */
  hold(): void;
  setPaused(isPaused: boolean): void;
  /** Begins again: SMIL and sheets, from 0. */
  restart(): void;
  /** How many times as fast as it was drawn to move. */
  setSpeed(rate: number): void;
  /** Shows the end of what moves instead of the movement. */
  setReduced(isReduced: boolean): void;
  /** To be called when elements have come: where motion is reduced, theirs is brought to its end. */
  settle(): void;
  /** Puts back what was taken out to keep it from moving, until `settle` takes it out again. */
  restore(): void;
  /** Forgets the clocks, before another drawing. */
  forget(): void;
}

/** What has an end is sought to it; no animation that a learner would wait for is longer. In seconds. */
const LONGEST_S = 600;

/**
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

  /** Sets the clocks as the three flags say. Without SMIL (jsdom) there are none. */
  function arrange(fromStart: boolean): void {
    part.toggleAttribute("data-paused", isPaused);
    part.toggleAttribute("data-still", isReduced);
    const end = isReduced ? benchEndless(part, benched) : 0;
    if (!isReduced) unbench(benched);
    for (const clock of clocks) {
      if (!clock.isConnected || !("pauseAnimations" in clock)) continue;
      if (isHeld || isPaused || isReduced) clock.pauseAnimations();
      if (isReduced) clock.setCurrentTime(end);
      else if (isHeld || fromStart) clock.setCurrentTime(0);
      if (!isHeld && !isPaused && !isReduced) clock.unpauseAnimations();
    }
    if (isReduced) finishAll(scope);
  }

  function restartSheets(): void {
    part.setAttribute("data-restarting", "");
    // Asking for the animations makes the browser take the rule in; without that, nothing would be begun anew.
    animationsOf(scope);
    part.removeAttribute("data-restarting");
  }

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
      arrange(true);
    },
    setPaused(next) {
      isPaused = next;
      arrange(false);
    },
    restart() {
      restartSheets();
      arrange(true);
    },
    setSpeed() {},
    setReduced(next) {
      if (next === isReduced) return;
      isReduced = next;
      if (!next) restartSheets();
      arrange(true);
    },
    settle() {
      if (isReduced) arrange(false);
    },
    restore: () => unbench(benched),
    forget() {
      clocks = [];
      benched.clear();
    },
  };
}

const SMIL = "animate, animateTransform, animateMotion, set";

/**
 * Takes endless animations out, so that what they animate stands as it is drawn, and returns the time in seconds at
 * which all others are over. Endless ways along a path stay in: off its way a thing would stand where it never is.
 */
function benchEndless(part: Element, benched: Map<Comment, Element>): number {
  let end = 0;
  for (const animation of part.querySelectorAll(SMIL)) {
    if (!isEndless(animation)) end += lengthOf(animation);
    else if (animation.localName !== "animateMotion") {
      const place = part.ownerDocument.createComment("");
      animation.replaceWith(place);
      benched.set(place, animation);
    }
  }
  return Math.min(end, LONGEST_S);
}

function unbench(benched: Map<Comment, Element>): void {
  for (const [place, animation] of benched) place.replaceWith(animation);
  benched.clear();
}

function isEndless(animation: Element): boolean {
  return (
    animation.getAttribute("repeatCount") === "indefinite" ||
    animation.getAttribute("repeatDur") === "indefinite"
  );
}

/** How long an animation takes from its first possible begin; chains are covered because all lengths are added. */
function lengthOf(animation: Element): number {
  const once = seconds(animation.getAttribute("dur"));
  const times = Number(animation.getAttribute("repeatCount") ?? 1);
  return (
    once * (Number.isFinite(times) ? Math.max(1, times) : 1) +
    seconds(animation.getAttribute("repeatDur")) +
    seconds(animation.getAttribute("begin"))
  );
}

/** The sum of all clock values in a text: `0.5s`, `1:30`, `a.end+200ms`. */
function seconds(text: string | null): number {
  let sum = 0;
  for (const [, clock = "", number = "", unit] of (text ?? "").matchAll(
    /((?:\d{1,4}:)+)?(\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})(ms|s|min|h)?/g,
  )) {
    const scale = unit === "ms" ? 0.001 : unit === "min" ? 60 : unit === "h" ? 3600 : 1;
    const whole = clock
      .split(":")
      .slice(0, -1)
      .reduce((before, part) => (before + Number(part)) * 60, 0);
    sum += whole + Number(number) * scale;
  }
  return sum;
}

function animationsOf(scope: DocumentOrShadowRoot): Animation[] {
  return "getAnimations" in scope ? scope.getAnimations() : [];
}

/** Sheets: what ends is at its end, what does not end is as if it had never begun. */
function finishAll(scope: DocumentOrShadowRoot): void {
  for (const animation of animationsOf(scope)) {
    if (Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))) animation.finish();
    else animation.cancel();
  }
}
