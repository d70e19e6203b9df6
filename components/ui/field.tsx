import { type ComponentProps, useId } from "react";
import { Input } from "./input.tsx";

type FieldProps = Omit<ComponentProps<"input">, "id"> & {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
};

/** A labelled input with its hint and its error, tied together for screen readers. */
export function Field({ label, hint, error, ...props }: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div data-slot="field" className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <Input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy === "" ? undefined : describedBy}
        {...props}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-[0.9375rem] text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-[0.9375rem] text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
