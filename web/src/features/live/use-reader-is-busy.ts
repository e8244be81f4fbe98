import { useEffect, useState } from "react";

/** Scrolled down, with the pointer or the focus on a row, or with a row opened: then rows must not move. */
export function useReaderIsBusy(list: string): boolean {
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const busy = `${list}:hover, ${list}:focus-within, ${list} [aria-expanded="true"]`;
    const look = () => setBusy(window.scrollY > 80 || document.querySelector(busy) !== null);
    const events = ["scroll", "pointermove", "pointerleave", "focusin", "focusout", "click"] as const;
    for (const event of events) document.addEventListener(event, look, { passive: true });
    return () => {
      for (const event of events) document.removeEventListener(event, look);
    };
  }, [list]);
  return isBusy;
}
