import { useEffect } from "react";

import { useNewest } from "../../ui/use-newest.ts";

/** Ctrl or Cmd with a key, wherever the focus is, unless a dialog is open. */
export function useChord(key: string, run: () => void): void {
  const newest = useNewest(run);
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== key) return;
      event.preventDefault();
      if (document.querySelector("dialog[open]") === null) newest.current();
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [key, newest]);
}

/** How the modifier is called on the reader's keyboard. */
export const chordName = /Mac|iPhone|iPad/u.test(navigator.userAgent) ? "⌘" : "Ctrl";
