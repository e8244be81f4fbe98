import "./notice.css";

import type { ReactNode } from "react";

/** What a page says in place of its content: nothing here yet, nothing matches, something failed. */
export function Notice({
  title,
  tone = "calm",
  isPage = false,
  actions,
  children,
}: {
  readonly title: string;
  readonly tone?: "calm" | "failed";
  /** It is all that the page has, so its title is the page's. */
  readonly isPage?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className={`notice notice-${tone}`} role={tone === "failed" ? "alert" : undefined}>
      <Heading>{title}</Heading>
      {children === undefined ? null : <div className="notice-text">{children}</div>}
      {actions === undefined ? null : <div className="notice-actions">{actions}</div>}
    </div>
  );
}
