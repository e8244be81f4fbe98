import "./timeline.css";

import { absoluteTime } from "../../ui/time-text.ts";
import { type BarStatus, statusNames, statusOrder } from "./monitor-text.ts";

export type Bucket = readonly [at: number, counts: Readonly<Record<string, number>>];

/** One bar for each stretch of time, of the worst that happened in it. What it shows is said in words, too. */
export function Timeline({ buckets, label }: { readonly buckets: readonly Bucket[]; readonly label: string }) {
  const totals = statusOrder
    .map((status) => [status, buckets.reduce((sum, [, counts]) => sum + (counts[status] ?? 0), 0)] as const)
    .filter(([, count]) => count > 0);
  const heard = totals.length === 0 ? "no check-ins" : totals.map(([status, count]) => `${count} ${statusNames[status].toLowerCase()}`).join(", ");
  return (
    <span className="timeline-box">
      <span className="only-heard">{`${label}: ${heard}`}</span>
      <span className="timeline" aria-hidden="true">
        {buckets.map(([at, counts]) => {
          const worst = statusOrder.find((status) => (counts[status] ?? 0) > 0);
          return <span key={at} className={`timeline-bar timeline-${worst ?? "none"}`} title={titleOf(at, counts, worst)} />;
        })}
      </span>
    </span>
  );
}

function titleOf(at: number, counts: Readonly<Record<string, number>>, worst: BarStatus | undefined): string {
  const said = statusOrder.filter((status) => (counts[status] ?? 0) > 0).map((status) => `${counts[status] ?? 0} ${statusNames[status].toLowerCase()}`);
  return `${absoluteTime(at * 1000)}: ${worst === undefined ? "no check-ins" : said.join(", ")}`;
}

/** The check-ins of all environments together, or of one. */
export function bucketsOf(
  stats: readonly (readonly [number, Readonly<Record<string, Readonly<Record<string, number>>>>])[],
  environment?: string,
): readonly Bucket[] {
  return stats.map(([at, byEnvironment]) => {
    const counts: Record<string, number> = {};
    for (const [name, own] of Object.entries(byEnvironment)) {
      if (environment !== undefined && name !== environment) continue;
      for (const [status, count] of Object.entries(own)) counts[status] = (counts[status] ?? 0) + count;
    }
    return [at, counts];
  });
}
