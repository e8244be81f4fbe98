import "./notice.css";

import type { ReactNode } from "react";

/** What a page says in place of its content: nothing here yet, nothing matches, something failed. */
export function Notice({
  title,
  tone = "calm",
  actions,
  children,
}: {
  readonly title: string;
  readonly tone?: "calm" | "failed";
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={tone === "failed" ? "alert" : undefined}>
      <h2>{title}</h2>
      {children === undefined ? null : <div className="notice-text">{children}</div>}
      {actions === undefined ? null : <div className="notice-actions">{actions}</div>}
    </div>
  );
}
