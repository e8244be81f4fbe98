import "./key-values.css";

import type { ReactNode } from "react";

import { CopyButton } from "../../ui/copy-button.tsx";
import { valueText } from "./value-text.ts";

const longValue = 120;

/** Names and values in two columns. Texts stand as they are, everything else as JSON; long values fold. */
export function KeyValues({ pairs }: { readonly pairs: readonly (readonly [key: string, value: unknown])[] }) {
  return (
    <dl className="key-values">
      {pairs.map(([key, value], index) => (
        // eslint-disable-next-line react/no-array-index-key -- headers and query parameters may repeat a name
        <div key={`${key} ${index}`}>
          <dt>{key}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
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
