/**
 * Durations in buckets whose width grows with the duration, so that counts of any hours can be added up and percentiles
 * read from the sum are within 1 % of the true ones. A day in milliseconds lies in bucket 923.
 */
const growth = Math.log(1.02);

export function durationBucket(ms: number): number {
  return Math.round(Math.log1p(ms) / growth);
}

function durationOf(bucket: number): number {
  return Math.expm1(bucket * growth);
}

/** The smallest duration that this share of all is not longer than; undefined without any. */
export function percentile(counts: ReadonlyMap<number, number>, share: number): number | undefined {
  const buckets = [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const rank = Math.max(1, Math.ceil(share * buckets.reduce((sum, [, count]) => sum + count, 0)));
  let seen = 0;
  for (const [bucket, count] of buckets) {
    seen += count;
    if (seen >= rank) return durationOf(bucket);
  }
  return undefined;
}
