import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

/** Also for links that look like buttons. */
export const buttonVariants = cva(
  "inline-flex shrink-0 cursor-pointer items-center justify-center gap-2 rounded-full font-semibold whitespace-nowrap no-underline transition-colors aria-disabled:cursor-default aria-disabled:opacity-60 [&_svg]:size-[1.1em] [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:not-aria-disabled:bg-accent-deep",
        secondary:
          "border border-edge/60 bg-raised text-ink hover:not-aria-disabled:border-ink hover:not-aria-disabled:bg-paper",
        quiet: "text-soft hover:not-aria-disabled:bg-sunk hover:not-aria-disabled:text-ink",
        danger: "border border-danger/50 text-danger hover:not-aria-disabled:bg-danger-wash",
      },
      size: {
        medium: "min-h-11 px-5 text-base",
        small: "min-h-9 pointer-coarse:min-h-11 px-4 text-[0.9375rem]",
      },
    },
    defaultVariants: { variant: "primary", size: "medium" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonVariants>;

/** A button. While it works use `aria-disabled`, not `disabled`: a disabled button would lose the focus. */
export function Button({ className, variant, size, type = "button", ...props }: ButtonProps) {
  return (
    <button
      data-slot="button"
      type={type}
      className={buttonVariants({ variant, size, className })}
      {...props}
    />
  );
}
