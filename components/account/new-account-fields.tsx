"use client";

import { useStrings } from "../strings/strings-provider.tsx";
import { Field } from "../ui/field.tsx";
import { emailAddress, PASSWORD_LENGTH, password, required, type Values } from "./use-form.ts";

/** What `NewAccountFields` must hold, for `useForm`. */
export const NEW_ACCOUNT_CHECKS = { name: required, email: emailAddress, password };

/** Name, e-mail address and a new password. */
export function NewAccountFields({ errors }: { errors: Values }) {
  const { account } = useStrings();
  return (
    <>
      <Field label={account.name} name="name" autoComplete="name" maxLength={100} error={errors.name} />
      <Field label={account.email} name="email" type="email" autoComplete="email" error={errors.email} />
      <Field
        label={account.password}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={account.passwordHint(PASSWORD_LENGTH.least)}
        error={errors.password}
      />
    </>
  );
}
