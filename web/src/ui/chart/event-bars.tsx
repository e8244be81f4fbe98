import "./event-bars.css";

import { useState } from "react";

import { fullNumber } from "../number-text.ts";
import { hotBars } from "./hot-bars.ts";

interface Bucket {
  /** Start of the bucket, epoch milliseconds. */
  readonly at: number;
  readonly count: number;
}

interface EventBarsProps {
  readonly buckets: readonly Bucket[];
  readonly label: string;
  readonly timeText: (at: number) => string;
}

/** Events over time. The bar under the pointer, or reached with the arrow keys, tells its time and count below. */
export function EventBars({ buckets, label, timeText }: EventBarsProps) {
  const [active, setActive] = useState<number | undefined>(undefined);
  const values = buckets.map((bucket) => bucket.count);
  const peak = Math.max(1, ...values);
  const hot = hotBars(values);
  const chosen = active === undefined ? undefined : buckets[active];
  const first = buckets[0];
  const last = buckets.at(-1);
  return (
    <figure className="event-bars">
      <input
        className="event-bars-range"
        type="range"
        aria-label={label}
        min={0}
        max={Math.max(0, buckets.length - 1)}
        value={active ?? Math.max(0, buckets.length - 1)}
        aria-valuetext={chosen === undefined ? `Peak ${fullNumber(peak)}` : readText(chosen, timeText)}
        onChange={(event) => setActive(Number(event.currentTarget.value))}
        onBlur={() => setActive(undefined)}
      />
      <div className="event-bars-plot" onPointerLeave={() => setActive(undefined)}>
        {buckets.map((bucket, index) => (
          <span key={bucket.at} className={`event-bar ${index === active ? "event-bar-active" : ""}`} onPointerEnter={() => setActive(index)}>
            <span
              className={bucket.count === 0 ? "event-bar-none" : hot[index] === true ? "event-bar-hot" : ""}
              style={{ height: bucket.count === 0 ? 2 : `max(3px, ${(bucket.count / peak) * 100}%)` }}
            />
          </span>
        ))}
      </div>
      <figcaption className="event-bars-axis num">
        <span>{first === undefined ? "" : timeText(first.at)}</span>
        <span className="event-bars-read">{chosen === undefined ? `peak ${fullNumber(peak)}` : readText(chosen, timeText)}</span>
        <span>{last === undefined ? "" : "now"}</span>
      </figcaption>
    </figure>
  );
}

function readText(bucket: Bucket, timeText: (at: number) => string): string {
  return `${timeText(bucket.at)}: ${fullNumber(bucket.count)} ${bucket.count === 1 ? "event" : "events"}`;
}
