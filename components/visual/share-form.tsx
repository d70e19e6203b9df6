"use client";

import { Link2, Link2Off } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { refusalSentence } from "../request/refusal-sentence.ts";
import { type Refusal, sendJson } from "../request/send-json.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";

/** The link by which anyone may look at a run: made, copied, and taken back. */
export function ShareForm({ runId, initialUrl }: { runId: string; initialUrl: string | null }) {
  const { share } = useStrings().visual;
  const locale = useLocale();
  const [path, setPath] = useState(initialUrl);
  const [origin, setOrigin] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const field = useId();
  useEffect(() => setOrigin(window.location.origin), []);

  async function send(method: "POST" | "DELETE") {
    if (isBusy) return;
    setBusy(true);
    setRefusal(null);
    setCopied(false);
    const answer = await sendJson<{ url: string }>(method, `/api/runs/${encodeURIComponent(runId)}/share`);
    setBusy(false);
    if (!answer.ok) setRefusal(answer.refusal);
    else setPath(method === "POST" ? answer.data.url : null);
  }

  async function copy() {
    if (path === null) return;
    // Without a secure connection there is no clipboard: the text is marked then, ready to be copied by hand.
    await navigator.clipboard?.writeText(`${origin}${path}`).then(
      () => setCopied(true),
      () => {},
    );
    box.current?.select();
  }

  return (
    <div className="rounded-2xl bg-sunk p-5 text-[0.9375rem] text-soft">
      <p>{path === null ? share.lead : share.isShared}</p>
      {path !== null && (
        <div className="mt-3 flex flex-wrap gap-2">
          <label htmlFor={field} className="sr-only">
            {share.link}
          </label>
          <input
            ref={box}
            id={field}
            readOnly
            value={`${origin}${path}`}
            onFocus={(event) => event.currentTarget.select()}
            className="min-h-11 min-w-0 flex-1 basis-64 rounded-full border border-edge/60 bg-raised px-4 text-ink"
          />
          <Button onClick={() => void copy()}>
            <Link2 aria-hidden="true" />
            {isCopied ? share.copied : share.copy}
          </Button>
        </div>
      )}
      <div className="mt-3">
        {path === null ? (
          <Button aria-disabled={isBusy} onClick={() => void send("POST")}>
            <Link2 aria-hidden="true" />
            {share.make}
          </Button>
        ) : (
          <Button variant="secondary" aria-disabled={isBusy} onClick={() => void send("DELETE")}>
            <Link2Off aria-hidden="true" />
            {share.stop}
          </Button>
        )}
      </div>
      <div role="alert">
        {refusal && <p className="mt-3 text-danger">{refusalSentence(locale, refusal)}</p>}
      </div>
      <p role="status" className="sr-only">
        {isCopied ? share.copied : ""}
      </p>
    </div>
  );
}
