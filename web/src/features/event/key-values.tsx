import "./key-values.css";

import type { ReactNode } from "react";

import { objectOf } from "../../api/json.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { remarkOn } from "./remarks.ts";
import { valueText } from "./value-text.ts";

const longValue = 120;

interface KeyValuesProps {
  readonly pairs: readonly (readonly [key: string, value: unknown])[];
  /** What was done to the values, by name: a part of the event's `_meta`. */
  readonly notes?: unknown;
}

/** Names and values in two columns. Texts stand as they are, everything else as JSON; long values fold. */
export function KeyValues({ pairs, notes }: KeyValuesProps) {
  const noted = objectOf(notes);
  return (
    <dl className="key-values">
      {pairs.map(([key, value], index) => (
        // eslint-disable-next-line react/no-array-index-key -- headers and query parameters may repeat a name
        <div key={`${key} ${index}`}>
          <dt>{key}</dt>
          <dd>
            <Value value={value} />
            <Note text={remarkOn(noted[key])} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Note({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : <small className="value-note">{text}</small>;
}

function Value({ value }: { readonly value: unknown }): ReactNode {
  if (typeof value === "string")
    return value === "" ? <span className="muted">empty</span> : value.length > 2000 ? <Folded short={`${value.slice(0, longValue)}…`} whole={value} /> : value;
  const line = valueText(value);
  if (typeof value !== "object" || value === null || line.length <= longValue) return line;
  return <Folded short={`${line.slice(0, longValue)}…`} whole={JSON.stringify(value, null, 2)} />;
}

function Folded({ short, whole }: { readonly short: string; readonly whole: string }) {
  return (
    <details className="value-folded">
      <summary>{short}</summary>
      <pre>{whole}</pre>
      <CopyButton text={whole} />
    </details>
  );
}
