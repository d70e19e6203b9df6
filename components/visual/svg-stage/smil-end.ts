/** What has an end is sought to it; no animation that a learner would wait for is longer. In seconds. */
const LONGEST_S = 600;
const SMIL = "animate, animateTransform, animateMotion, set";

/**
 * Takes endless animations out, so that what they animate stands as it is drawn, and returns the time in seconds at
 * which all others are over. Endless ways along a path stay in: off its way a thing would stand where it never is.
 */
export function benchEndless(part: Element, benched: Map<Comment, Element>): number {
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

/** Puts back what was taken out. */
export function unbench(benched: Map<Comment, Element>): void {
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
