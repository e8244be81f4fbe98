/**
 * Which bars stand out: those above the mean of the others by three deviations and at least double it.
 * Colour then means "more than usual", not "the biggest of nothing": a flat series has no hot bar.
 */
export function hotBars(values: readonly number[]): readonly boolean[] {
  const count = values.length;
  if (count < 4) return values.map(() => false);
  const sorted = values.toSorted((a, b) => a - b);
  // The calmer three quarters tell what usual is, so that a spike does not hide itself.
  const calm = sorted.slice(0, Math.ceil(count * 0.75));
  const mean = calm.reduce((sum, value) => sum + value, 0) / calm.length;
  const deviation = Math.sqrt(calm.reduce((sum, value) => sum + (value - mean) ** 2, 0) / calm.length);
  const limit = Math.max(mean * 2, mean + 3 * deviation, 4);
  return values.map((value) => value > limit);
}
