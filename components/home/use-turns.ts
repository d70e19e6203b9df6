"use client";

import { type RefObject, useEffect, useState } from "react";
import { nextTurn } from "./next-turn.ts";

/** Long enough to see what a drawing is about, in milliseconds. */
const TURN = 6_000;
/** The page is there to be typed in: nothing moves before it has come to rest, in milliseconds. */
const FIRST = 3_000;
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
    let hasBegun = false;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries) {
          const place = children.indexOf(target);
          if (intersectionRatio >= SHARE) seen.add(place);
          else seen.delete(place);
        }
        if (hasBegun)
          setPresent((place) => (place !== null && seen.has(place) ? place : nextTurn(place, [...seen])));
      },
      { threshold: SHARE },
    );
    for (const child of children) observer.observe(child);
    let timer: ReturnType<typeof setTimeout>;
    const turn = () => {
      hasBegun = true;
      setPresent((place) => nextTurn(place, [...seen]));
      timer = setTimeout(turn, TURN);
    };
    timer = setTimeout(turn, FIRST);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [list, isResting]);
  return isResting ? null : present;
}
