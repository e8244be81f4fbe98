import "./sparkline.css";

import { counted } from "../number-text.ts";
import { hotBars } from "./hot-bars.ts";

const width = 118;
const height = 28;

/** Bars of equal time. Empty buckets keep a hair line so that the time line stays readable. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const peak = Math.max(1, ...values);
  const step = width / Math.max(1, values.length);
  const hot = hotBars(values);
  const total = values.reduce((sum, value) => sum + value, 0);
  return (
    <span className="sparkline-box">
      <span className="only-heard">{`${counted(total, "event")}, ${label}`}</span>
      <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} width={width} height={height} preserveAspectRatio="xMinYMax meet" aria-hidden="true">
        {values.map((value, index) => {
          const bar = value === 0 ? 1 : Math.max(2, (value / peak) * (height - 2));
          return (
            <rect
              // eslint-disable-next-line react/no-array-index-key -- a bucket is its place in time
              key={index}
              className={value === 0 ? "spark-none" : hot[index] === true ? "spark-hot" : "spark-bar"}
              x={(index * step).toFixed(2)}
              y={(height - bar).toFixed(2)}
              width={Math.max(1, step - 1.5).toFixed(2)}
              height={bar.toFixed(2)}
              rx={1}
            />
          );
        })}
      </svg>
    </span>
  );
}
