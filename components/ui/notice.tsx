import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const noticeVariants = cva(
  "flex items-start gap-3 rounded-2xl px-4 py-3 [&>svg]:mt-0.5 [&>svg]:size-5 [&>svg]:shrink-0",
  {
    variants: {
      tone: {
        calm: "bg-sunk text-soft",
        good: "bg-accent-wash text-accent-deep",
        bad: "bg-danger-wash text-danger",
      },
    },
    defaultVariants: { tone: "calm" },
  },
);

/** A sentence or two that stand out a little; give it `role="alert"` only when it appears by itself. */
export function Notice({
  className,
  tone,
  ...props
}: ComponentProps<"div"> & VariantProps<typeof noticeVariants>) {
  return <div data-slot="notice" className={noticeVariants({ tone, className })} {...props} />;
}
