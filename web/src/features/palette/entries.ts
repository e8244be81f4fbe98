/** Something to go to or to do. */
export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  /** What it is, or what it belongs to. */
  readonly hint: string;
  readonly run: () => void;
}

/** Whether every word of the search begins a word of the entry, in any order; a word may also stand anywhere in its label. */
function fits({ label, hint }: Pick<PaletteEntry, "label" | "hint">, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const beginnings = `${label} ${hint}`.toLowerCase().split(/[\s/_-]+/u);
  return words.every((word) => label.toLowerCase().includes(word) || beginnings.some((beginning) => beginning.startsWith(word)));
}

/** Those that fit; first those whose label begins with what was typed. */
export function ranked<Entry extends Pick<PaletteEntry, "label" | "hint">>(entries: readonly Entry[], search: string): readonly Entry[] {
  const text = search.trim().toLowerCase();
  const rank = ({ label }: Entry): number => (label.toLowerCase().startsWith(text) ? 0 : 1);
  return entries.filter((entry) => fits(entry, text)).toSorted((a, b) => rank(a) - rank(b));
}

/** 32 hexadecimal digits, as ids of events, traces and replays are; with dashes or in capitals, as people paste them. */
export function pastedId(text: string): string | undefined {
  const id = text
    .trim()
    .replace(/^(?:id|trace|event):/u, "")
    .replaceAll("-", "")
    .toLowerCase();
  return /^[0-9a-f]{32}$/u.test(id) ? id : undefined;
}
