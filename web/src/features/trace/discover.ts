/** Rows in a page of the tables that the discover language answers. */
export const rowsInPage = 50;

/** Their cursors are offsets, so that a page can be named without the one before it. */
export function offsetOf(cursor: string | undefined): number {
  const offset = Number(/^0:(\d{1,9}):0$/u.exec(cursor ?? "")?.[1] ?? 0);
  return Number.isSafeInteger(offset) ? offset : 0;
}

export function cursorAt(offset: number): string | undefined {
  return offset <= 0 ? undefined : `0:${offset}:0`;
}

/** What the reader searches, within what a page is about. */
export function within(condition: string, query: string): string {
  return query === "" ? condition : `${condition} (${query})`;
}
