/** What a row of each list is opened with; the list of issues and an issue's page have keys of their own. */
const stops = "main .strong-link, main .log-line, main .trace-open, main .outcomes a";

/** Moves the focus to the next or former row of the page's list, so that the browser's own Enter opens it. */
export function moveInList(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(stops)].filter((row) => row.checkVisibility());
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.scrollIntoView({ block: "nearest" });
  next?.focus({ preventScroll: true });
}
