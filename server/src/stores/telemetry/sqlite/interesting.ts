/** Parts of a day of which one event each is kept: what happened is spread over it. */
const slots = 8;
const dayMs = 86_400_000;

/**
 * Which events of an issue are kept when others have to go: the first and the last of the day, the first of each release and
 * environment, and one in each part of the day. Asked in the order of time; `kept` is what it remembers.
 */
export function reasonToKeep(
  event: { readonly timestamp: number; readonly release: string | null; readonly environment: string | null },
  kept: ReadonlySet<string>,
): string | undefined {
  const reasons = [
    `slot ${Math.floor(((event.timestamp % dayMs) / dayMs) * slots)}`,
    `release ${event.release ?? ""}`,
    `environment ${event.environment ?? ""}`,
  ];
  return reasons.find((reason) => !kept.has(reason));
}

/** Everything that keeping this event stands for. */
export function remember(event: { readonly timestamp: number; readonly release: string | null; readonly environment: string | null }, kept: Set<string>): void {
  for (let reason = reasonToKeep(event, kept); reason !== undefined; reason = reasonToKeep(event, kept)) kept.add(reason);
}
