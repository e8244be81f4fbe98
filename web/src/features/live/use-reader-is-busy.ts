import { useEffect, useState } from "react";

/** Long enough to get from a row to the button that lets the new ones in, or to the next row. */
const lingerMs = 1000;

/** Scrolled down, with the pointer or the focus on a row or on the button for new ones, or with a row opened: then rows must not move. */
export function useReaderIsBusy(list: string): boolean {
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const busy = `:is(${list}, .new-rows):is(:hover, :focus-within), ${list} [aria-expanded="true"]`;
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const isBusyNow = () => window.scrollY > 80 || document.querySelector(busy) !== null;
    const leave = () => {
      leaving = undefined;
      setBusy(isBusyNow());
    };
    const look = () => {
      if (!isBusyNow()) leaving ??= setTimeout(leave, lingerMs);
      else setBusy(true);
    };
    const events = ["scroll", "pointermove", "pointerleave", "focusin", "focusout", "click"] as const;
    for (const event of events) document.addEventListener(event, look, { passive: true });
    return () => {
      clearTimeout(leaving);
      for (const event of events) document.removeEventListener(event, look);
    };
  }, [list]);
  return isBusy;
}
