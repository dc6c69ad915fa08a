import { clsx } from "clsx";
import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  plain: "border border-line bg-surface hover:bg-hover",
  ghost: "text-quiet hover:bg-hover hover:text-ink",
  danger: "border border-line bg-surface text-failed hover:bg-failed-soft",
} as const;

const sizes = {
  small: "h-7 gap-1.5 px-2.5 text-xs",
  normal: "h-9 gap-2 px-3.5 text-sm",
  icon: "size-9 justify-center",
  "icon-small": "size-8 justify-center",
} as const;

export interface ButtonLook {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
}

export function buttonClass({ look = "plain", size = "normal" }: ButtonLook, className?: string): string {
  const base =
    "inline-flex shrink-0 items-center justify-center rounded font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50";
  return clsx(base, looks[look], sizes[size], className);
}

export function Button({ look, size, className, ...rest }: ComponentProps<"button"> & ButtonLook) {
  return <button type="button" className={buttonClass({ ...(look && { look }), ...(size && { size }) }, className)} {...rest} />;
}

/** A button that is only an icon: its label is its name and its tooltip. */
export function IconButton({
  label,
  className,
  size = "icon-small",
  look = "ghost",
  ...rest
}: ComponentProps<"button"> & ButtonLook & { label: string }) {
  return <Button aria-label={label} title={label} look={look} size={size} className={className} {...rest} />;
}
