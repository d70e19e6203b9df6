"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps the focus on the page: when a control goes away while it is focused (`isShown` turns false), the
 * fallback takes it, so that a keyboard goes on from there and not from the top.
 */
export function useKeepFocus(
  isShown: boolean,
  container: RefObject<HTMLElement | null>,
  fallback: RefObject<HTMLElement | null>,
): void {
  const hadFocus = useRef(false);
  useEffect(() => {
    const note = () => {
      hadFocus.current = container.current?.contains(document.activeElement) ?? false;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [container]);
  useEffect(() => {
    if (!isShown && hadFocus.current) fallback.current?.focus({ preventScroll: true });
    if (!isShown) hadFocus.current = false;
  }, [isShown, fallback]);
}
