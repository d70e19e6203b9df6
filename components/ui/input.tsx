import { cx } from "class-variance-authority";
import type { ComponentProps } from "react";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      className={cx(
        "min-h-11 w-full rounded-xl border border-edge/70 bg-raised px-3.5 py-2 text-ink placeholder:text-faint aria-invalid:border-danger",
        className,
      )}
      {...props}
    />
  );
}
