import { useState } from "react";

interface HeldRows<Row> {
  readonly rows: readonly Row[];
  /** Rows that came while the order was held. */
  readonly waiting: number;
  readonly release: () => void;
}

/**
 * Rows that do not move under the reader's hand. While held, the order stays and only the content of rows changes;
 * what is new waits. Rows that left the list go at once unless held.
 */
export function useHeldRows<Row extends { readonly id: string }>(newest: readonly Row[], listKey: string, isHeld: boolean): HeldRows<Row> {
  const [base, setBase] = useState<{ readonly key: string; readonly rows: readonly Row[] }>({ key: listKey, rows: newest });
  const mustFollow = base.key !== listKey || !isHeld;
  if (mustFollow && (base.rows !== newest || base.key !== listKey)) setBase({ key: listKey, rows: newest });
  if (mustFollow) return { rows: newest, waiting: 0, release: () => undefined };
  const { rows, waiting } = holdOrder(base.rows, newest);
  return { rows, waiting, release: () => setBase({ key: listKey, rows: newest }) };
}

/** The rows of `base` in their order with the content of `newest`, and how many of `newest` are not among them. */
export function holdOrder<Row extends { readonly id: string }>(
  base: readonly Row[],
  newest: readonly Row[],
): { readonly rows: readonly Row[]; readonly waiting: number } {
  const byId = new Map(newest.map((row) => [row.id, row]));
  const shown = new Set(base.map((row) => row.id));
  return { rows: base.map((row) => byId.get(row.id) ?? row), waiting: newest.filter((row) => !shown.has(row.id)).length };
}
