"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";

interface Place {
  /** A selector inside the container. */
  selector: string;
  /** False where the page must not jump, since a pointer is at work. */
  scrolls: boolean;
}

/**
 * When a list's change takes the focused control away, the first of the places that is there gets the focus, else the
 * last resort: a keyboard goes on from there and not from the top. Name the places before the change.
 */
export function useFocusWhenLost(container: RefObject<HTMLElement | null>, lastResort: string) {
  const places = useRef<Place[] | null>(null);
  useEffect(() => {
    if (!places.current || document.activeElement !== document.body) return;
    const place = places.current.find(({ selector }) => container.current?.querySelector(selector));
    const found = place && container.current?.querySelector<HTMLElement>(place.selector);
    (found ?? document.getElementById(lastResort))?.focus({ preventScroll: !place?.scrolls });
    places.current = null;
  });
  useEffect(() => {
    // Whoever points somewhere else goes on from there.
    const forget = () => {
      places.current = null;
    };
    document.addEventListener("pointerdown", forget);
    return () => document.removeEventListener("pointerdown", forget);
  }, []);
  return useCallback((...next: Place[]) => {
    places.current = next;
  }, []);
}
