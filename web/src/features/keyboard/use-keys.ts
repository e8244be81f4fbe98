import { useEffect } from "react";

import { useNewest } from "../../ui/use-newest.ts";

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** A second key counts as a sequence (`g i`) within this time. */
const sequenceMs = 1200;

/** Fields take their own keys; so do open menus and dialogs, and chords with a modifier belong to the browser. */
function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("[role='menu'], [role='dialog'], dialog") !== null) return true;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Single keys and two-key sequences ("g i") for as long as the component is on screen. */
export function useKeys(keys: KeyMap): void {
  const newest = useNewest(keys);
  useEffect(() => {
    let first = "";
    let firstAt = 0;
    const handle = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        takesKeys(event.target) ||
        document.querySelector("dialog[open]") !== null
      )
        return;
      const sequence = event.timeStamp - firstAt < sequenceMs ? `${first} ${event.key}` : event.key;
      const run = newest.current[sequence] ?? (sequence.length === 3 ? undefined : newest.current[event.key]);
      first = event.key === "g" ? "g" : "";
      firstAt = first === "" ? 0 : event.timeStamp;
      if (run === undefined) return;
      // Enter and space press what has the focus, unless that is only the page.
      if (
        (event.key === "Enter" || event.key === " ") &&
        event.target instanceof HTMLElement &&
        event.target.closest("a, button, input, summary, [role='slider']") !== null
      )
        return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [newest]);
}
