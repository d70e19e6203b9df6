"use client";

import { useState } from "react";
import type { TokenSummary } from "#server/contracts/identity.ts";
import { refusalSentence } from "../request/refusal-sentence.ts";
import { sendJson } from "../request/send-json.ts";
import { formatAgo } from "../strings/format.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";

/** One token; revoking takes a second press, since a program stops working by it. */
export function TokenRow({
  token,
  now,
  onRevoked,
}: {
  token: TokenSummary;
  now: number;
  onRevoked: (id: string) => void;
}) {
  const { account } = useStrings();
  const locale = useLocale();
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ago = (at: string) => formatAgo(locale, new Date(at), new Date(Math.max(now, Date.parse(at))));

  async function revoke() {
    if (!isAsking) return setAsking(true);
    if (isSending) return;
    setSending(true);
    const answer = await sendJson("DELETE", `/api/me/tokens/${encodeURIComponent(token.id)}`);
    setSending(false);
    // One that is gone already is as good as revoked.
    if (answer.ok || answer.refusal.code === "NOT_FOUND") onRevoked(token.id);
    else setProblem(refusalSentence(locale, answer.refusal));
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-4">
      <div className="min-w-0">
        <p className="font-semibold wrap-anywhere">{token.name}</p>
        <p className="text-[0.9375rem] text-faint">
          {account.tokenMade(ago(token.createdAt))}
          <span aria-hidden="true"> · </span>
          {token.lastUsedAt ? account.tokenUsed(ago(token.lastUsedAt)) : account.tokenUnused}
        </p>
        <p role="alert" className="text-danger">
          {problem}
        </p>
      </div>
      <Button
        variant={isAsking ? "danger" : "quiet"}
        size="small"
        aria-disabled={isSending}
        aria-label={isAsking ? undefined : account.tokenRevokeOf(token.name)}
        onClick={revoke}
        onBlur={() => setAsking(false)}
      >
        {isSending ? account.working : isAsking ? account.tokenSure : account.tokenRevoke}
      </Button>
    </li>
  );
}
