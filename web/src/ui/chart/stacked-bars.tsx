import "./stacked-bars.css";

import { useState } from "react";

interface Layer {
  readonly name: string;
  /** A class of `stacked-bars.css`: the same name has the same colour on every page. */
  readonly tone: LayerTone;
  /** Over the colour, for charts with more layers than there are colours, and for eyes that see few. */
  readonly pattern?: LayerPattern;
  readonly values: readonly number[];
}

export type LayerTone = "good" | "muted" | "warning" | "error" | "fatal" | "info" | "sample" | "accent";

export type LayerPattern = "plain" | "striped" | "dotted" | "lined";

interface StackedBarsProps {
  readonly label: string;
  /** Starts of the buckets, epoch milliseconds. */
  readonly times: readonly number[];
  readonly layers: readonly Layer[];
  readonly timeText: (at: number) => string;
  readonly valueText: (value: number) => string;
  /** False where the bars are averages and the like, of which there is no sum to name below. */
  readonly isSummed?: boolean;
}

/** Parts of a whole over time. The bar under the pointer, or reached with the arrow keys, tells its time and parts below. */
export function StackedBars({ label, times, layers, timeText, valueText, isSummed = true }: StackedBarsProps) {
  const [active, setActive] = useState<number | undefined>(undefined);
  const sums = times.map((_, index) => layers.reduce((sum, layer) => sum + (layer.values[index] ?? 0), 0));
  const peak = Math.max(1, ...sums);
  const read = (index: number): string => {
    const parts = layers.filter((layer) => (layer.values[index] ?? 0) > 0).map((layer) => `${layer.name} ${valueText(layer.values[index] ?? 0)}`);
    return `${timeText(times[index] ?? 0)}: ${parts.length === 0 ? "nothing" : parts.join(", ")}`;
  };
  return (
    <figure className="stacked">
      <input
        className="stacked-range"
        type="range"
        aria-label={label}
        min={0}
        max={Math.max(0, times.length - 1)}
        value={active ?? Math.max(0, times.length - 1)}
        aria-valuetext={active === undefined ? `Peak ${valueText(Math.max(0, ...sums))}` : read(active)}
        onChange={(event) => setActive(Number(event.currentTarget.value))}
        onBlur={() => setActive(undefined)}
      />
      <div className="stacked-plot" onPointerLeave={() => setActive(undefined)}>
        {times.map((at, index) => (
          <span key={at} className={`stacked-bar ${index === active ? "stacked-active" : ""}`} onPointerEnter={() => setActive(index)}>
            {(sums[index] ?? 0) === 0 ? <span className="stacked-none" /> : null}
            {layers.map((layer) => {
              const value = layer.values[index] ?? 0;
              return value === 0 ? null : <span key={layer.name} className={look(layer)} style={{ height: `max(2px, ${(value / peak) * 100}%)` }} />;
            })}
          </span>
        ))}
      </div>
      <figcaption className="stacked-axis num">
        <span>{times[0] === undefined ? "" : timeText(times[0])}</span>
        <span className="stacked-read">{active === undefined ? `peak ${valueText(Math.max(0, ...sums))}` : read(active)}</span>
        <span>now</span>
      </figcaption>
      {isSummed ? (
        <ul className="stacked-legend">
          {layers.map((layer) => (
            <li key={layer.name}>
              <span className={`stacked-key ${look(layer)}`} />
              {layer.name} <span className="num">{valueText(layer.values.reduce((sum, value) => sum + value, 0))}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </figure>
  );
}

function look({ tone, pattern = "plain" }: Layer): string {
  return pattern === "plain" ? `tone-${tone}` : `tone-${tone} pattern-${pattern}`;
}
