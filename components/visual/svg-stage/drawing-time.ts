/** The time of a drawing: the one that its SMIL and its sheets are both set by, so that they cannot fall out of step. */
export interface DrawingTime {
  /** Where the drawing stands, in seconds as it was drawn. */
  seconds(): number;
  /** The time of the page's timeline, in milliseconds, at which the drawing was at 0; `null` while it stands still. */
  origin(): number | null;
  /** How many times as fast as it was drawn to move. */
  rate(): number;
  /** Takes over what is named, from this moment on; all else goes on as it was. */
  change(next: { seconds?: number; isRunning?: boolean; rate?: number }): void;
}

/**
 * Stands at 0 to begin with. It is measured by the timeline of the page, as the browser measures all animations: the
 * same throughout a frame, and going on while nobody sees the tab.
 */
export function createDrawingTime(page: Pick<Document, "timeline">): DrawingTime {
  let seconds = 0;
  /** When it was at `seconds`. */
  let since: number | null = null;
  let rate = 1;
  // There is no timeline where there are no animations (jsdom).
  const now = () => Number(page.timeline?.currentTime ?? 0);
  const reached = () => (since === null ? seconds : seconds + ((now() - since) * rate) / 1000);

  return {
    seconds: reached,
    origin: () => (since === null ? null : since - (seconds * 1000) / rate),
    rate: () => rate,
    change(next) {
      seconds = next.seconds ?? reached();
      since = (next.isRunning ?? since !== null) ? now() : null;
      rate = next.rate ?? rate;
    },
  };
}
