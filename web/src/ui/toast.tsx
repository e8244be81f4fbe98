import "./toast.css";

import { useSyncExternalStore } from "react";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "calm" | "failed";
  readonly action?: { readonly label: string; readonly run: () => void };
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** Says something for eight seconds at the bottom of the page; an undo lives as long. */
export function toast(text: string, options: { readonly tone?: Toast["tone"]; readonly action?: Toast["action"] } = {}): void {
  const id = nextId++;
  const added: Toast = { id, text, tone: options.tone ?? "calm", ...(options.action === undefined ? {} : { action: options.action }) };
  change([...toasts.slice(-2), added]);
  setTimeout(() => dismiss(id), 8000);
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <output className="toasts" aria-live="polite">
      {shown.map((each) => (
        <div key={each.id} className={`toast toast-${each.tone}`}>
          <span>{each.text}</span>
          {each.action === undefined ? null : (
            <button
              type="button"
              onClick={() => {
                each.action?.run();
                dismiss(each.id);
              }}
            >
              {each.action.label}
            </button>
          )}
          <button type="button" className="toast-close" onClick={() => dismiss(each.id)}>
            Dismiss
          </button>
        </div>
      ))}
    </output>
  );
}
