import "./span-evidence.css";

import { useState } from "react";

import type { EventShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "./key-values.tsx";
import { durationText, spanEvidence, type SpanEvidence, type SpanRow } from "./span-evidence.ts";

const roleTexts = { transaction: "transaction", parent: "parent", cause: "before", offender: "", other: "" } as const;

/** Why a transaction is in an issue: what was found, and the spans that it shows in among the others. */
export function SpanEvidenceCard({ event }: { readonly event: EventShape }) {
  const evidence = spanEvidence(event);
  if (evidence === undefined || event.occurrence === null) return null;
  const facts: readonly (readonly [string, unknown])[] = [["Transaction", event.culprit], ...evidence.display];
  return (
    <Card title="Span evidence" id="span-evidence" note={event.occurrence.issueTitle}>
      <div className="card-section">
        <KeyValues pairs={facts} />
      </div>
      <Waterfall evidence={evidence} />
    </Card>
  );
}

function Waterfall({ evidence: { rows, total } }: { readonly evidence: SpanEvidence }) {
  const [isWhole, setWhole] = useState(false);
  const telling = rows.filter(({ isTelling }) => isTelling);
  const shown = isWhole ? rows : telling;
  const left = rows.length - telling.length;
  const offenders = rows.filter(({ role }) => role === "offender");
  return (
    <section className="card-section" aria-label="Spans of the transaction">
      <p className="waterfall-head muted">
        <span className="waterfall-key" /> {offenders.length === 1 ? "1 offending span of " : `${offenders.length} offending spans, together `}
        <span className="num">{durationText(offenders.reduce((sum, { duration }) => sum + duration, 0))}</span>, in a transaction of{" "}
        <span className="num">{durationText(total)}</span>
      </p>
      <ol className="waterfall">
        {shown.map((row) => (
          <Row key={row.spanId} row={row} total={total} />
        ))}
      </ol>
      {left === 0 ? null : (
        <Button size="small" tone="quiet" onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show only what tells" : `Show all ${rows.length} spans`}
        </Button>
      )}
    </section>
  );
}

function Row({ row, total }: { readonly row: SpanRow; readonly total: number }) {
  const { op, description, start, duration, depth, role } = row;
  const place = { left: `${Math.min(Math.max((start / total) * 100, 0), 99.6)}%`, width: `${Math.min(Math.max((duration / total) * 100, 0.4), 100)}%` };
  return (
    <li className={`waterfall-row waterfall-${role}`}>
      <span className="waterfall-name" style={{ paddingLeft: `${depth * 14}px` }} title={`${op} ${description}`.trim()}>
        <span className="waterfall-op">{op}</span> <span className="mono">{description}</span>
        {roleTexts[role] === "" ? null : <span className="waterfall-role">{roleTexts[role]}</span>}
      </span>
      <span className="waterfall-track" aria-hidden="true">
        <span className="waterfall-bar" style={place} />
      </span>
      <span className="waterfall-time num">{durationText(duration)}</span>
    </li>
  );
}
