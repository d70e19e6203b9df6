"use client";

import { LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { refusalSentence } from "../request/refusal-sentence.ts";
import { sendJson } from "../request/send-json.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";

export function SignOut() {
  const { account } = useStrings();
  const locale = useLocale();
  const router = useRouter();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function signOut() {
    if (isSending) return;
    setSending(true);
    const answer = await sendJson("POST", "/api/auth/sign-out", {});
    setSending(false);
    setProblem(answer.ok ? null : refusalSentence(locale, answer.refusal));
    if (answer.ok) router.refresh();
  }
  return (
    <div>
      <Button variant="secondary" size="small" aria-disabled={isSending} onClick={signOut}>
        <LogOut aria-hidden="true" />
        {isSending ? account.working : account.signOut}
      </Button>
      <p role="alert" className="text-danger">
        {problem}
      </p>
    </div>
  );
}
