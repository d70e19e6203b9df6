import { cx } from "class-variance-authority";
import type { ComponentProps } from "react";

export function Card({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="card"
      className={cx("rounded-2xl border border-line bg-raised p-5 sm:p-6", className)}
      {...props}
    />
  );
}
