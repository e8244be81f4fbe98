import { Link } from "@tanstack/react-router";

import { isFailure, statusText, type SegmentRow } from "../../features/trace/segment.ts";
import { Chip } from "../../ui/chip.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { durationText } from "../../ui/time-text.ts";

/** Bars compare the rows of this page with each other. */
export function SegmentList({ rows, isBusy }: { readonly rows: readonly SegmentRow[]; readonly isBusy: boolean }) {
  const longest = Math.max(1, ...rows.map(({ duration }) => duration));
  return (
    <ul className="segments" aria-label="Traces" aria-busy={isBusy || undefined}>
      {rows.map((row) => (
        <li key={`${row.project} ${row.trace} ${row.id}`} className="segment-row">
          <div className="segment-what">
            <Link to="/traces/$traceId" params={{ traceId: row.trace }} className="strong-link one-line" title={row.name}>
              <bdi>{row.name}</bdi>
            </Link>
            <span className="muted one-line">
              {row.project} {row.op === "" ? null : <span className="mono">{row.op}</span>}
            </span>
          </div>
          <span className="segment-status">{isFailure(row.status) ? <Chip tone="error">{statusText(row.status)}</Chip> : null}</span>
          <span className="segment-track" aria-hidden="true">
            <span style={{ width: `${Math.max(0.5, (row.duration / longest) * 100)}%` }} />
          </span>
          <span className="segment-duration num">{durationText(row.duration)}</span>
          <span className="segment-since muted">
            <RelativeTime at={row.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
