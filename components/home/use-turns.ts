"use client";

import { type RefObject, useEffect, useState } from "react";
import { nextTurn } from "./next-turn.ts";

/** Long enough to see what a drawing is about, in milliseconds. */
const TURN = 6_000;
/** How much of one must be in view to have its turn. */
const SHARE = 0.6;

/**
 * One of a list's children after the other, as long as it is in view: the place of the one whose turn it is.
 * Drawings move by turns since each costs a phone half of its time; six at once let the page stutter.
 */
export function useTurns(list: RefObject<HTMLElement | null>, isResting: boolean): number | null {
  const [present, setPresent] = useState<number | null>(null);
  useEffect(() => {
    if (isResting || !list.current) return;
    const children = [...list.current.children];
    const seen = new Set<number>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries) {
          const place = children.indexOf(target);
          if (intersectionRatio >= SHARE) seen.add(place);
          else seen.delete(place);
        }
        setPresent((place) => (place !== null && seen.has(place) ? place : nextTurn(place, [...seen])));
      },
      { threshold: SHARE },
    );
    for (const child of children) observer.observe(child);
    const timer = setInterval(() => setPresent((place) => nextTurn(place, [...seen])), TURN);
    return () => {
      observer.disconnect();
      clearInterval(timer);
    };
  }, [list, isResting]);
  return isResting ? null : present;
}
