"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import type { CreatedRun, RunKind } from "#server/contracts/run.ts";
import { type Refusal, sendJson } from "../request/send-json.ts";

/** A key that the server knows a repeated request by. (`randomUUID` is missing from plain http.) */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/**
 * Starts a run and goes to its page. The same request sent again (a lost answer, a double Enter) starts nothing
 * twice: it carries the same key until the input changes or it was answered.
 */
export function useStartRun(): {
  start: (kind: RunKind, input: Record<string, unknown>) => Promise<void>;
  isStarting: boolean;
  refusal: Refusal | null;
  clear: () => void;
} {
  const router = useRouter();
  const [isStarting, setStarting] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const isBusy = useRef(false);
  const sent = useRef({ body: "", key: "" });

  const start = useCallback(
    async (kind: RunKind, input: Record<string, unknown>) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setStarting(true);
      setRefusal(null);
      const body = JSON.stringify({ kind, input });
      if (sent.current.body !== body) sent.current = { body, key: newKey() };
      const answer = await sendJson<CreatedRun>(
        "POST",
        "/api/runs",
        { kind, input },
        { "idempotency-key": sent.current.key },
      );
      isBusy.current = false;
      if (answer.ok) {
        sent.current = { body: "", key: "" };
        // The button keeps saying "starting" until the next page stands.
        router.push(`/${answer.data.kind}/${answer.data.id}`);
        return;
      }
      if (answer.refusal.code !== "NETWORK") sent.current = { body: "", key: "" };
      setRefusal(answer.refusal);
      setStarting(false);
    },
    [router],
  );
  const clear = useCallback(() => setRefusal(null), []);
  return { start, isStarting, refusal, clear };
}
