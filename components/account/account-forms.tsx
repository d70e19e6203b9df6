"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { Field } from "../ui/field.tsx";
import { FormEnd } from "./form-end.tsx";
import { NEW_ACCOUNT_CHECKS, NewAccountFields } from "./new-account-fields.tsx";
import { emailAddress, required, useForm } from "./use-form.ts";

function SignUpForm() {
  const { account } = useStrings();
  const router = useRouter();
  const form = useForm({
    path: "/api/auth/sign-up/email",
    checks: NEW_ACCOUNT_CHECKS,
    onDone: () => router.refresh(),
  });
  return (
    <form onSubmit={form.submit} method="post" noValidate className="grid max-w-md gap-5">
      <NewAccountFields errors={form.errors} />
      <FormEnd problem={form.problem} isSending={form.isSending} label={account.signUp} />
    </form>
  );
}

function SignInForm() {
  const { account } = useStrings();
  const router = useRouter();
  const form = useForm({
    path: "/api/auth/sign-in/email",
    checks: { email: emailAddress, password: required },
    onDone: () => router.refresh(),
  });
  return (
    <form onSubmit={form.submit} method="post" noValidate className="grid max-w-md gap-5">
      <Field
        label={account.email}
        name="email"
        type="email"
        autoComplete="username"
        error={form.errors.email}
      />
      <Field
        label={account.password}
        name="password"
        type="password"
        autoComplete="current-password"
        error={form.errors.password}
      />
      <FormEnd problem={form.problem} isSending={form.isSending} label={account.signIn} />
    </form>
  );
}

/** Creating an account, or signing in to one. */
export function AccountForms() {
  const { account } = useStrings();
  const [isNew, setNew] = useState(true);
  const name = useId();
  const options = [
    { label: account.signUpTab, value: true },
    { label: account.signInTab, value: false },
  ];
  return (
    <div className="mt-6">
      <fieldset className="mb-6 inline-flex flex-wrap rounded-3xl bg-sunk p-1">
        <legend className="sr-only">{account.title}</legend>
        {options.map((option) => (
          <label
            key={option.label}
            className="inline-flex min-h-10 cursor-pointer items-center rounded-full px-4 text-[0.9375rem] text-soft has-checked:bg-raised has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={isNew === option.value}
              onChange={() => setNew(option.value)}
            />
            {option.label}
          </label>
        ))}
      </fieldset>
      {isNew ? <SignUpForm /> : <SignInForm />}
    </div>
  );
}
