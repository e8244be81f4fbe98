import "./doorway.css";

import type { ReactNode } from "react";

import { useTitle } from "../title/use-title.ts";
import { Mark } from "../../ui/icon.tsx";

/** The frame of pages before the frame: sign-in and what must be settled first. */
export function Doorway({ title, text, children }: { readonly title: string; readonly text?: ReactNode; readonly children: ReactNode }) {
  useTitle(title);
  return (
    <main className="doorway">
      <div className="doorway-box">
        <p className="doorway-brand">
          <Mark />
          Vedette
        </p>
        <h1>{title}</h1>
        {text === undefined ? null : <p className="doorway-text">{text}</p>}
        {children}
      </div>
    </main>
  );
}
