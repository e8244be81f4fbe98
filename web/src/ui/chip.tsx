import "./chip.css";

import type { ReactNode } from "react";

export type ChipTone = "neutral" | "accent" | "fatal" | "error" | "warning" | "info" | "good";

/** A state in one or two words. The tone repeats what the word says, it never says it alone. */
export function Chip({ tone = "neutral", title, children }: { readonly tone?: ChipTone; readonly title?: string; readonly children: ReactNode }) {
  return (
    <span className={`chip chip-${tone}`} title={title}>
      {children}
    </span>
  );
}
