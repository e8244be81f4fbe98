import { useState } from "react";

interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string, isSelected: boolean, isRange: boolean) => void;
  readonly setAll: (isSelected: boolean) => void;
  readonly clear: () => void;
}

/** Selected rows of one list; with Shift, all between the last one and this one. Rows that left the list are no longer selected. */
export function useSelection(rows: readonly { readonly id: string }[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string>();
  const present = rows.filter((row) => chosen.has(row.id)).map((row) => row.id);
  const ids = new Set(present);
  return {
    ids,
    toggle: (id, isSelected, isRange) => {
      const from = rows.findIndex((row) => row.id === last);
      const to = rows.findIndex((row) => row.id === id);
      const range = isRange && from >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id) : [id];
      setChosen(new Set(isSelected ? [...present, ...range] : present.filter((each) => !range.includes(each))));
      setLast(id);
    },
    setAll: (isSelected) => setChosen(isSelected ? new Set(rows.map((row) => row.id)) : new Set()),
    clear: () => setChosen(new Set()),
  };
}
