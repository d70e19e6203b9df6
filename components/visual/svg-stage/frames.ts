/** Work that is done with each frame. */
export interface Frames {
  /** Whether it is wanted. It is done only while the page is seen as well. */
  want(isWanted: boolean): void;
}

/** Asks for no frame, and listens to nothing, until it is wanted. */
export function createFrames(page: Document, work: () => void): Frames {
  let isWanted = false;
  let frame: number | null = null;

  function next(): void {
    frame = requestAnimationFrame(next);
    work();
  }

  function look(): void {
    const isDue = isWanted && page.visibilityState !== "hidden";
    if (isDue) frame ??= requestAnimationFrame(next);
    else if (frame !== null) {
      cancelAnimationFrame(frame);
      frame = null;
    }
  }

  return {
    want(is) {
      if (is === isWanted) return;
      isWanted = is;
      if (is) page.addEventListener("visibilitychange", look);
      else page.removeEventListener("visibilitychange", look);
      look();
    },
  };
}
