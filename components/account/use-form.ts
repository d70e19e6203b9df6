"use client";

import { type FormEvent, useRef, useState } from "react";
import { refusalSentence } from "../request/refusal-sentence.ts";
import { type Answer, type Refusal, sendJson } from "../request/send-json.ts";
import type { Strings } from "../strings/en.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";

export type Values = Record<string, string>;
/** What is wrong with one value, or null. */
export type Check = (value: string, strings: Strings) => string | null;

export const required: Check = (value, { form }) => (value.trim() === "" ? form.required : null);
export const emailAddress: Check = (value, strings) =>
  required(value, strings) ?? (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : strings.form.email);
export const PASSWORD_LENGTH = { least: 10, most: 128 } as const;
export const password: Check = (value, { form }) =>
  value.length < PASSWORD_LENGTH.least
    ? form.short(PASSWORD_LENGTH.least)
    : value.length > PASSWORD_LENGTH.most
      ? form.long(PASSWORD_LENGTH.most)
      : null;

/** The server's word on single fields; `input.email` and `email` are the same field. */
function fieldErrors(refusal: Refusal, names: string[]): Values {
  const errors: Values = {};
  for (const { path, message } of refusal.issues ?? []) {
    const name = path.split(".").pop() ?? "";
    if (names.includes(name)) errors[name] ??= message;
  }
  return errors;
}

/**
 * A form of a few text fields that is sent as JSON: checked here first, then by the server, whose complaints
 * appear at their fields. The focus goes to the first field that is wrong; nothing that was typed is lost.
 */
export function useForm<T>(options: {
  path: string;
  checks: Record<string, Check>;
  /** What is sent beside the fields. */
  extra?: Record<string, string>;
  onDone: (data: T) => void;
}) {
  const strings = useStrings();
  const locale = useLocale();
  const [errors, setErrors] = useState<Values>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const isBusy = useRef(false);

  function show(form: HTMLFormElement, found: Values): boolean {
    setErrors(found);
    const first = Object.keys(options.checks).find((name) => name in found);
    if (first === undefined) return false;
    const field = form.elements.namedItem(first);
    if (field instanceof HTMLElement) field.focus();
    return true;
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy.current) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const values: Values = {};
    const found: Values = {};
    for (const [name, check] of Object.entries(options.checks)) {
      const value = String(data.get(name) ?? "");
      values[name] = name === "password" ? value : value.trim();
      const error = check(value, strings);
      if (error !== null) found[name] = error;
    }
    setProblem(null);
    if (show(form, found)) return;
    isBusy.current = true;
    setSending(true);
    const answer: Answer<T> = await sendJson<T>("POST", options.path, { ...values, ...options.extra });
    isBusy.current = false;
    setSending(false);
    if (answer.ok) {
      form.reset();
      options.onDone(answer.data);
    } else if (!show(form, fieldErrors(answer.refusal, Object.keys(values)))) {
      setProblem(refusalSentence(locale, answer.refusal));
    }
  }

  return { errors, problem, isSending, submit };
}
