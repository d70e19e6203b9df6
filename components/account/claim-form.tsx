"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { buttonVariants } from "../ui/button.tsx";
import { FormEnd } from "./form-end.tsx";
import { NEW_ACCOUNT_CHECKS, NewAccountFields } from "./new-account-fields.tsx";
import { useForm } from "./use-form.ts";

export function ClaimForm({ token }: { token: string }) {
  const { account, claim } = useStrings();
  const [isDone, setDone] = useState(false);
  const done = useRef<HTMLHeadingElement>(null);
  const form = useForm({
    path: "/api/admin/claim",
    checks: NEW_ACCOUNT_CHECKS,
    extra: { token },
    onDone: () => setDone(true),
  });
  useEffect(() => {
    if (isDone) done.current?.focus();
  }, [isDone]);

  if (isDone) {
    return (
      <div className="grid justify-items-start gap-4">
        <h2 ref={done} tabIndex={-1} className="inline-flex items-center gap-2 text-xl font-semibold">
          <Check aria-hidden="true" className="size-5 text-accent" strokeWidth={2.4} />
          {claim.doneTitle}
        </h2>
        <p className="text-soft">{claim.doneText}</p>
        <Link href="/account" className={buttonVariants()}>
          {account.signIn}
        </Link>
      </div>
    );
  }
  return (
    <form onSubmit={form.submit} method="post" noValidate className="grid max-w-md gap-5">
      <NewAccountFields errors={form.errors} />
      <FormEnd problem={form.problem} isSending={form.isSending} label={claim.submit} />
    </form>
  );
}
