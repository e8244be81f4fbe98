import "./dialog.css";

import { type ReactNode, useLayoutEffect, useRef } from "react";

interface DialogProps {
  readonly title: string;
  readonly width?: number;
  /** Keeps its upper edge where it is while what it shows grows and shrinks. */
  readonly isHigh?: boolean;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** Modal while it is mounted. The platform's own dialog keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, width = 480, isHigh = false, onClose, footer, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  // Open as soon as it is there, and the focus is given back before it is gone, not some time after.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog !== null && !dialog.open) {
      dialog.showModal();
      firstStop(dialog)?.focus();
    }
    return () => dialog?.close();
  }, []);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a press on the backdrop closes; Escape does so for keys
    <dialog
      ref={element}
      className={isHigh ? "dialog dialog-high" : "dialog"}
      style={{ width }}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-box">
        <header className="dialog-head">
          <h2>{title}</h2>
          <button type="button" className="dialog-close" onClick={onClose} aria-label={`Close: ${title}`}>
            Close
          </button>
        </header>
        <div className="dialog-body">{children}</div>
        {footer === undefined ? null : <footer className="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}

/** What one came for: the first field, else the first command at the foot, which takes nothing away. The browser would take "Close". */
function firstStop(dialog: HTMLDialogElement): HTMLElement | undefined {
  const stops = [".dialog-body :is(input, textarea, select):enabled", ".dialog-foot button:enabled"];
  return stops.map((stop) => dialog.querySelector<HTMLElement>(stop)).find((found) => found !== null) ?? undefined;
}
