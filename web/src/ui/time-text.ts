const steps: readonly (readonly [ms: number, unit: string])[] = [
  [365 * 86_400_000, "y"],
  [30 * 86_400_000, "mo"],
  [7 * 86_400_000, "w"],
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
];

/** "41s ago", "6min ago", "3mo ago"; times within two seconds, or ahead of us by a wrong clock, are "just now". */
export function relativeTime(at: number, now: number, suffix = true): string {
  const age = now - at;
  if (Number.isNaN(age)) return "unknown";
  if (age < 2000) return "just now";
  for (const [ms, unit] of steps) {
    if (age >= ms) return `${Math.floor(age / ms)}${unit}${suffix ? " ago" : ""}`;
  }
  return "just now";
}

const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });

export function absoluteTime(at: string | number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : absolute.format(date);
}

/** "12:04:31.905" in the reader's zone. */
export function clockTime(at: string | number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : clock.format(date);
}

/** "39 ms", "1.2 s", "2 min": for durations such as lag. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}
