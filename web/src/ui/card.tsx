import "./card.css";

import type { ReactNode } from "react";

interface CardProps {
  readonly title: ReactNode;
  readonly id?: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled block of a page; `children` bring their own rows and padding. */
export function Card({ title, id, note, actions, children }: CardProps) {
  return (
    <section className="card" id={id} aria-labelledby={id === undefined ? undefined : `${id}-title`}>
      <header className="card-head">
        <h2 id={id === undefined ? undefined : `${id}-title`}>{title}</h2>
        {note === undefined ? null : <span className="card-note">{note}</span>}
        {actions === undefined ? null : <div className="card-actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
