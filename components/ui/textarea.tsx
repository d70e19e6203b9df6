import { cx } from "class-variance-authority";
import type { ComponentProps } from "react";

/** Grows with what is written in it. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cx(
        "field-sizing-content w-full resize-none bg-transparent text-ink placeholder:text-faint",
        className,
      )}
      {...props}
    />
  );
}
