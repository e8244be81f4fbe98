/** Numbers as people write them in searches (`api.md` §3.1). */

const durations: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  wk: 604_800_000,
};

const sizes: Readonly<Record<string, number>> = {
  bit: 1 / 8,
  b: 1,
  byte: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  pb: 1e15,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
};

const factors: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, b: 1e9 };

/** Milliseconds. */
export function parseMilliseconds(text: string): number | undefined {
  return scaled(text, { "": 1, ...durations });
}

/** Bytes. */
export function parseBytes(text: string): number | undefined {
  return scaled(text, { "": 1, ...sizes });
}

/** `10k`, `1.5m`. */
export function parseNumber(text: string): number | undefined {
  return scaled(text, factors);
}

/** `0.5` or `50%`, as a share. */
export function parseShare(text: string): number | undefined {
  return text.endsWith("%") ? multiplied(scaled(text.slice(0, -1), factors), 0.01) : scaled(text, factors);
}

function scaled(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, digits, unit = ""] = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined;
  return digits === undefined ? undefined : multiplied(Number(digits), factor);
}

function multiplied(value: number | undefined, factor: number | undefined): number | undefined {
  return value === undefined || factor === undefined ? undefined : value * factor;
}
