import "./session-bars.css";

import { counted, fullNumber } from "../../ui/number-text.ts";
import { absoluteTime } from "../../ui/time-text.ts";

const statuses = ["healthy", "errored", "unhandled", "abnormal", "crashed"] as const;
type Status = (typeof statuses)[number];

const names: Readonly<Record<Status, string>> = {
  healthy: "Healthy",
  errored: "With errors",
  unhandled: "Unhandled error",
  abnormal: "Abnormal end",
  crashed: "Crashed",
};

export interface StatusSeries {
  readonly status: string;
  readonly total: number;
  readonly values: readonly (number | null)[];
}

/** Sessions over time, stacked by how they went; the legend says the same in numbers. */
export function SessionBars({ intervals, series }: { readonly intervals: readonly string[]; readonly series: readonly StatusSeries[] }) {
  const shown = statuses.flatMap((status) => {
    const own = series.find((each) => each.status === status);
    return own === undefined ? [] : [{ ...own, status }];
  });
  const sums = intervals.map((_, index) => shown.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const peak = Math.max(1, ...sums);
  return (
    <div className="session-bars">
      <div className="session-plot" aria-hidden="true">
        {intervals.map((at, index) => (
          <span key={at} className="session-column" title={`${absoluteTime(at)}: ${counted(sums[index] ?? 0, "session")}`}>
            {shown.map(({ status, values }) => (
              <span key={status} className={`session-part session-${status}`} style={{ height: `${((values[index] ?? 0) / peak) * 100}%` }} />
            ))}
          </span>
        ))}
      </div>
      <dl className="session-legend">
        {shown.map(({ status, total }) => (
          <div key={status}>
            <dt>
              <span className={`session-dot session-${status}`} aria-hidden="true" /> {names[status]}
            </dt>
            <dd className="num">{fullNumber(total)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
