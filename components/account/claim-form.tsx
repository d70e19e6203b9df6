"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { buttonVariants } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormEnd } from "./form-end.tsx";
import { emailAddress, PASSWORD_LENGTH, password, required, useForm } from "./use-form.ts";

export function ClaimForm({ token }: { token: string }) {
  const { account, claim } = useStrings();
  const [isDone, setDone] = useState(false);
  const done = useRef<HTMLHeadingElement>(null);
  const form = useForm({
    path: "/api/admin/claim",
    checks: { name: required, email: emailAddress, password },
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
      <Field label={account.name} name="name" autoComplete="name" maxLength={100} error={form.errors.name} />
      <Field label={account.email} name="email" type="email" autoComplete="email" error={form.errors.email} />
      <Field
        label={account.password}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={account.passwordHint(PASSWORD_LENGTH.least)}
        error={form.errors.password}
      />
      <FormEnd
        problem={form.problem}
        isSending={form.isSending}
        label={form.isSending ? account.working : claim.submit}
      />
    </form>
  );
}
