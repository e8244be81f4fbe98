const full = new Intl.NumberFormat("en-US");

/** Exact with separators: "12,431". */
export function fullNumber(value: number): string {
  return full.format(value);
}

/** "1 event", "12,431 events": for words that take an s. */
export function counted(count: number, word: string): string {
  return `${fullNumber(count)} ${word}${count === 1 ? "" : "s"}`;
}

const units: readonly (readonly [size: number, unit: string])[] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];

/** At most four characters for columns: 318, 2.0k, 12.4k, 930k, 1.1M. Rounds down, so that 999,999 is not 1000k. */
export function shortNumber(value: number): string {
  for (const [size, unit] of units) {
    if (value < size) continue;
    const scaled = value / size;
    return scaled < 100 ? `${(Math.floor(scaled * 10) / 10).toFixed(1)}${unit}` : `${Math.floor(scaled)}${unit}`;
  }
  return String(value);
}

/** The server counts issues up to this many. */
const mostCounted = 1000;

/** A count of issues as the server tells it: "318", "1k+" where it stopped counting. */
export function countedText(count: number): string {
  return count >= mostCounted ? `${mostCounted / 1000}k+` : String(count);
}

export function percent(part: number, whole: number): string {
  if (whole <= 0) return "0%";
  const share = (part / whole) * 100;
  if (share > 0 && share < 1) return "<1%";
  if (share > 99 && share < 100) return ">99%";
  return `${Math.round(share)}%`;
}

/** Bytes with binary steps: 812 B, 4.2 KiB, 1.0 MiB. */
export function byteText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const unit = bytes < 1024 ** 2 ? 1 : bytes < 1024 ** 3 ? 2 : 3;
  return `${(bytes / 1024 ** unit).toFixed(1)} ${["B", "KiB", "MiB", "GiB"][unit] ?? ""}`;
}
