/** Width of a bin: values in it differ by 2 %, so that what is answered is off by 1 % at most. */
const gamma = Math.log(1.02);
const exactLimit = 1000;

/**
 * Quantiles of any number of values in little room, mergeable: exact up to a thousand values, then counts in bins whose width
 * grows with the value (as DDSketch, VLDB 2019). Bins are numbered; `sign` tells those of negative values apart.
 */
export class Quantiles {
  #values: number[] | null = [];
  readonly #bins = new Map<number, number>();
  readonly #negative = new Map<number, number>();
  #zeros = 0;
  #min = Infinity;
  #max = -Infinity;

  add(value: number): void {
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
    if (this.#values === null) this.#count(value, 1);
    else {
      this.#values.push(value);
      if (this.#values.length > exactLimit) this.#coarsen();
    }
  }

  #coarsen(): void {
    const values = this.#values ?? [];
    this.#values = null;
    for (const value of values) this.#count(value, 1);
  }

  #count(value: number, times: number): void {
    if (value === 0) this.#zeros += times;
    else {
      const bins = value > 0 ? this.#bins : this.#negative;
      const bin = Math.ceil(Math.log(Math.abs(value)) / gamma);
      bins.set(bin, (bins.get(bin) ?? 0) + times);
    }
  }

  merge(text: string): void {
    const other: unknown = JSON.parse(text);
    if (!isStored(other)) throw new TypeError("this is no sketch of quantiles");
    if (other.values !== undefined) {
      for (const value of other.values) this.add(value);
      return;
    }
    if (this.#values !== null) this.#coarsen();
    this.#min = Math.min(this.#min, other.min);
    this.#max = Math.max(this.#max, other.max);
    this.#zeros += other.zeros;
    for (const [bin, count] of other.bins) this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + count);
    for (const [bin, count] of other.negative) this.#negative.set(bin, (this.#negative.get(bin) ?? 0) + count);
  }

  store(): string {
    if (this.#values !== null) return JSON.stringify({ values: this.#values });
    return JSON.stringify({ min: this.#min, max: this.#max, zeros: this.#zeros, bins: [...this.#bins], negative: [...this.#negative] });
  }

  /** The value below which the share `q` of all lies, between its neighbours; null without values. */
  at(q: number): number | null {
    if (this.#values !== null) return exact(this.#values, q);
    const counted = [
      ...[...this.#negative].sort(([a], [b]) => b - a).map(([bin, count]) => [-valueOf(bin), count] as const),
      [0, this.#zeros] as const,
      ...[...this.#bins].sort(([a], [b]) => a - b).map(([bin, count]) => [valueOf(bin), count] as const),
    ];
    const rank = q * (counted.reduce((sum, [, count]) => sum + count, 0) - 1);
    let seen = 0;
    for (const [value, count] of counted) {
      seen += count;
      if (seen > rank) return Math.min(Math.max(value, this.#min), this.#max);
    }
    return this.#max;
  }
}

/** The middle of a bin, by which no value in it is off by more than its half width. */
function valueOf(bin: number): number {
  return Math.exp((bin - 0.5) * gamma);
}

function exact(values: readonly number[], q: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const position = q * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  return below === undefined || above === undefined ? null : below + (above - below) * (position - Math.floor(position));
}

type Bins = readonly (readonly [bin: number, count: number])[];
type Stored =
  | { readonly values: readonly number[] }
  | { readonly values?: undefined; readonly min: number; readonly max: number; readonly zeros: number; readonly bins: Bins; readonly negative: Bins };

/** Written by `store` alone. */
function isStored(value: unknown): value is Stored {
  return typeof value === "object" && value !== null && (("values" in value && Array.isArray(value.values)) || ("bins" in value && "negative" in value));
}
