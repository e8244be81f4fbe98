import "./button.css";

import type { ButtonHTMLAttributes } from "react";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: "primary" | "plain" | "quiet" | "danger";
  readonly size?: "normal" | "small";
  readonly busy?: boolean;
}

export function buttonClass(tone: NonNullable<ButtonProps["tone"]> = "plain", size: NonNullable<ButtonProps["size"]> = "normal"): string {
  return `button button-${tone} button-${size}`;
}

/** A busy button keeps its width and its focus, and ignores further presses. */
export function Button({ tone = "plain", size = "normal", busy = false, className, disabled, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={`${buttonClass(tone, size)} ${className ?? ""}`}
    >
      {children}
    </button>
  );
}
