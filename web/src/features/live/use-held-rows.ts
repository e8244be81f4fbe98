import { useState } from "react";

interface HeldRows<Row> {
  readonly rows: readonly Row[];
  /** Rows that came while the order was held. */
  readonly waiting: number;
  readonly release: () => void;
  /** The reader changed these rows: they go as soon as they leave the list; the others stay where they are. */
  readonly letGo: (ids: readonly string[]) => void;
}

interface Base<Row> {
  readonly key: string;
  readonly rows: readonly Row[];
  readonly leaving: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * Rows that do not move under the reader's hand. While held, the order stays and only the content of rows changes;
 * what is new waits. Rows that left the list go at once unless held.
 */
export function useHeldRows<Row extends { readonly id: string }>(newest: readonly Row[], listKey: string, isHeld: boolean): HeldRows<Row> {
  const [base, setBase] = useState<Base<Row>>({ key: listKey, rows: newest, leaving: nothing });
  const follow = () => setBase({ key: listKey, rows: newest, leaving: nothing });
  const letGo = (ids: readonly string[]) => setBase((before) => ({ ...before, leaving: new Set([...before.leaving, ...ids]) }));
  const mustFollow = base.key !== listKey || !isHeld;
  if (mustFollow && (base.rows !== newest || base.key !== listKey)) follow();
  if (mustFollow) return { rows: newest, waiting: 0, release: () => undefined, letGo };
  return { ...holdOrder(base.rows, newest, base.leaving), release: follow, letGo };
}

/** The rows of `base` in their order with the content of `newest`, and how many of `newest` are not among them. */
export function holdOrder<Row extends { readonly id: string }>(
  base: readonly Row[],
  newest: readonly Row[],
  leaving: ReadonlySet<string>,
): { readonly rows: readonly Row[]; readonly waiting: number } {
  const byId = new Map(newest.map((row) => [row.id, row]));
  const shown = new Set(base.map((row) => row.id));
  return {
    rows: base.filter((row) => byId.has(row.id) || !leaving.has(row.id)).map((row) => byId.get(row.id) ?? row),
    waiting: newest.filter((row) => !shown.has(row.id)).length,
  };
}
