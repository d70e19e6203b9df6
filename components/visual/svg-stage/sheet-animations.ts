import type { DrawingTime } from "./drawing-time.ts";

/**
 * How far from the drawing's time, in milliseconds, an animation belongs to it all the same. The browser stops and
 * starts those of sheets only with its next frame. What a learner began (under the pointer) is further away, and so is
 * what has come to its end: both are left where they are.
 */
const IN_STEP_MS = 50;

/** The animations of the sheets in a scope. Asking for them makes the browser take in what was changed before. */
function animationsOf(scope: DocumentOrShadowRoot): Animation[] {
  return "getAnimations" in scope ? scope.getAnimations() : [];
}

/** Begins the animations of all sheets anew; they are there when they are asked for next. */
export function restartSheets(part: Element, scope: DocumentOrShadowRoot): void {
  part.setAttribute("data-restarting", "");
  // Without this the browser would see no change at all, and nothing would be begun anew.
  animationsOf(scope);
  part.removeAttribute("data-restarting");
}

/** Gives all of them the drawing's rate. */
export function setRate(scope: DocumentOrShadowRoot, rate: number): void {
  // To be told its own rate makes an animation wait for a frame.
  for (const animation of animationsOf(scope))
    if (animation.playbackRate !== rate) animation.updatePlaybackRate(rate);
}

/** Those that move. One that the drawing itself has stopped is not among them, and must be left alone. */
export function movingOf(scope: DocumentOrShadowRoot): Animation[] {
  return animationsOf(scope).filter((animation) => animation.playState === "running");
}

/** Puts those that move, or did until this moment, exactly to the drawing's time; others than the drawing's stay. */
export function putInStep(moving: readonly Animation[], time: DrawingTime): void {
  const origin = time.origin();
  const at = time.seconds() * 1000;
  for (const animation of moving) {
    const { currentTime } = animation;
    if (typeof currentTime !== "number" || Math.abs(currentTime - at) > IN_STEP_MS) continue;
    if (origin === null) animation.currentTime = at;
    else animation.startTime = origin;
  }
}

/** What ends is at its end, what does not end is as if it had never begun. */
export function finishAll(scope: DocumentOrShadowRoot): void {
  for (const animation of animationsOf(scope)) {
    if (Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))) animation.finish();
    else animation.cancel();
  }
}
