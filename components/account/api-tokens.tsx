"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { CreatedToken, TokenSummary } from "#server/contracts/identity.ts";
import { useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormEnd } from "./form-end.tsx";
import { TokenRow } from "./token-row.tsx";
import { required, useForm } from "./use-form.ts";

/** A new token, this once. */
function NewToken({ token }: { token: string }) {
  const { account } = useStrings();
  const [isCopied, setCopied] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);

  async function copy() {
    try {
      await navigator.clipboard.writeText(token);
      setCopied(true);
    } catch {
      // Plain http has no clipboard: the token is selected instead, ready for the keyboard.
      if (text.current) window.getSelection()?.selectAllChildren(text.current);
    }
  }

  return (
    <div ref={box} tabIndex={-1} className="mt-6 rounded-2xl bg-accent-wash p-4 sm:p-5">
      <p className="font-semibold text-accent-deep">{account.tokenCreated}</p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <code
          ref={text}
          className="min-w-0 flex-1 basis-60 rounded-lg bg-raised px-3 py-2 text-[0.9375rem] break-all"
        >
          {token}
        </code>
        <Button variant="secondary" size="small" onClick={copy}>
          {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {isCopied ? account.tokenCopied : account.tokenCopy}
        </Button>
      </div>
    </div>
  );
}

/** The learner's tokens for other programs: make one, see when each was used, revoke. */
export function ApiTokens({ initial, now }: { initial: TokenSummary[]; now: number }) {
  const { account } = useStrings();
  const heading = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const [tokens, setTokens] = useState(initial);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const form = useForm<CreatedToken>({
    path: "/api/me/tokens",
    checks: { name: required },
    onDone(made) {
      setCreated(made);
      setTokens((before) => [made, ...before]);
    },
  });
  const forget = (id: string) => {
    setTokens((before) => before.filter((token) => token.id !== id));
    if (created?.id === id) setCreated(null);
    title.current?.focus();
  };
  return (
    <section aria-labelledby={heading} className="mt-14">
      <h2 ref={title} id={heading} tabIndex={-1} className="font-serif text-2xl font-semibold tracking-tight">
        {account.tokens}
      </h2>
      <p className="mt-2 text-soft">{account.tokensText}</p>
      <form onSubmit={form.submit} method="post" noValidate className="mt-6 grid max-w-md gap-4">
        <Field
          label={account.tokenName}
          name="name"
          placeholder={account.tokenNamePlaceholder}
          maxLength={100}
          autoComplete="off"
          error={form.errors.name}
        />
        <FormEnd problem={form.problem} isSending={form.isSending} label={account.tokenCreate} />
      </form>
      {created && <NewToken key={created.id} token={created.token} />}
      {tokens.length === 0 ? (
        <p className="mt-8 text-faint">{account.tokenNone}</p>
      ) : (
        <ul className="mt-8 divide-y divide-line border-y border-line">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} now={now} onRevoked={forget} />
          ))}
        </ul>
      )}
    </section>
  );
}
