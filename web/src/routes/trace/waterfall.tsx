import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { Attributes } from "../../features/trace/attributes.tsx";
import type { TraceErrorShape, TraceSpanShape } from "../../features/trace/queries.ts";
import { isFailure, statusText } from "../../features/trace/segment.ts";
import { type TraceFacts, traceRows } from "../../features/trace/trace-rows.ts";
import { Button } from "../../ui/button.tsx";
import { LevelBar } from "../../ui/level-bar.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { absoluteTime, durationText } from "../../ui/time-text.ts";

/** As many lines as a page takes without effort; a trace may have ten thousand. */
const step = 500;
const deepest = 16;

interface WaterfallProps {
  readonly nodes: readonly (TraceSpanShape | TraceErrorShape)[];
  readonly facts: TraceFacts;
}

/** Spans under each other, each bar where and as long as it ran; errors stand under the span that they happened in. */
export function Waterfall({ nodes, facts }: WaterfallProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [most, setMost] = useState(step);
  const rows = traceRows(nodes, folded);
  const fold = (id: string) => setFolded((before) => (before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id])));
  return (
    <>
      <div className="trace-ruler num" aria-hidden="true">
        <span>0 ms</span>
        <span>{durationText(((facts.end - facts.start) * 1000) / 2)}</span>
        <span>{durationText((facts.end - facts.start) * 1000)}</span>
      </div>
      <ol className="trace-rows" aria-label="Spans">
        {rows
          .slice(0, most)
          .map((row) =>
            row.kind === "event" ? (
              <EventLine key={row.key} event={row.event} depth={row.depth} facts={facts} />
            ) : (
              <SpanLine
                key={row.key}
                span={row.span}
                depth={row.depth}
                within={row.within}
                isFolded={folded.has(row.span.event_id)}
                onFold={() => fold(row.span.event_id)}
                facts={facts}
              />
            ),
          )}
      </ol>
      {rows.length <= most ? null : (
        <p className="trace-more">
          <Button size="small" onClick={() => setMost((before) => before + step)}>
            Show {fullNumber(Math.min(step, rows.length - most))} more of {fullNumber(rows.length)} lines
          </Button>
        </p>
      )}
    </>
  );
}

/** Where a bar stands, as parts of the whole; never too thin to be seen. */
function placeOf(start: number, end: number, facts: TraceFacts): { readonly left: string; readonly width: string } {
  const whole = Math.max(facts.end - facts.start, 1e-6);
  const left = Math.min(Math.max(((start - facts.start) / whole) * 100, 0), 99.7);
  return { left: `${left}%`, width: `${Math.min(Math.max(((end - start) / whole) * 100, 0.3), 100 - left)}%` };
}

const indent = (depth: number) => ({ paddingLeft: `${Math.min(depth, deepest) * 14}px` });

interface SpanLineProps {
  readonly span: TraceSpanShape;
  readonly depth: number;
  readonly within: number;
  readonly isFolded: boolean;
  readonly onFold: () => void;
  readonly facts: TraceFacts;
}

function SpanLine({ span, depth, within, isFolded, onFold, facts }: SpanLineProps) {
  const [isOpen, setOpen] = useState(false);
  const text = span.description || span.name;
  const isFailed = isFailure(span.status);
  return (
    <li className="trace-item">
      <div className="trace-row">
        <span className="trace-name" style={indent(depth)}>
          {within === 0 ? (
            <span className="trace-leaf" />
          ) : (
            <button
              type="button"
              className="trace-fold"
              aria-expanded={!isFolded}
              aria-label={`${within === 1 ? "1 line" : `${within} lines`} within ${text}`}
              onClick={onFold}
            >
              {isFolded ? "+" : "−"}
            </button>
          )}
          <button
            type="button"
            className="trace-open"
            aria-expanded={isOpen}
            aria-label={`${span.op} ${text}, ${durationText(span.duration)}`}
            title={text}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="trace-op">{span.op}</span> <span className="mono">{text}</span>
          </button>
          {span.is_transaction ? <span className="trace-project">{span.project_slug}</span> : null}
          {isFailed ? <span className="trace-failed">{statusText(span.status)}</span> : null}
        </span>
        <span className="trace-track" aria-hidden="true">
          <span
            className={`trace-bar ${span.is_transaction ? "trace-bar-first" : ""} ${isFailed ? "trace-bar-failed" : ""}`}
            style={placeOf(span.start_timestamp, span.end_timestamp, facts)}
          />
        </span>
        <span className="trace-time num">{durationText(span.duration)}</span>
      </div>
      {isOpen ? (
        <div className="trace-details">
          <ProfileLink span={span} />
          <Attributes
            dataset="spans"
            query={`id:${span.event_id}`}
            known={[
              ["operation", span.op],
              ["description", text],
              ["project", span.project_slug],
              ["transaction", span.transaction],
              ["status", span.status],
              ["began", `${absoluteTime(span.start_timestamp * 1000)}, ${durationText((span.start_timestamp - facts.start) * 1000)} into the trace`],
              ["span id", span.event_id],
              ["SDK", span.sdk_name],
            ]}
          />
        </div>
      ) : null}
    </li>
  );
}

/** The profile of a transaction; of a profiler that runs all the time, what it sent while the span ran cannot be told apart yet. */
function ProfileLink({ span }: { readonly span: TraceSpanShape }) {
  const query = span.profiler_id === "" ? span.profile_id && `profile.id:${span.profile_id}` : `profiler.id:${span.profiler_id}`;
  if (query === "") return null;
  return (
    <p>
      <Link to="/profiles" search={{ query, statsPeriod: "90d", project: undefined, environment: undefined }} className="strong-link">
        Open its profile
      </Link>
    </p>
  );
}

function EventLine({ event, depth, facts }: { readonly event: TraceErrorShape; readonly depth: number; readonly facts: TraceFacts }) {
  return (
    <li className="trace-item">
      <div className="trace-row trace-event">
        <span className="trace-name" style={indent(depth)}>
          <span className="trace-leaf" />
          <LevelBar level={event.level} />
          <Link
            to="/issues/$issueId/events/$eventId"
            params={{ issueId: String(event.issue_id), eventId: event.event_id }}
            className="trace-open one-line"
            title={event.description}
          >
            {event.description}
          </Link>
          {event.short_id === null ? null : <span className="trace-project mono">{event.short_id}</span>}
        </span>
        <span className="trace-track" aria-hidden="true">
          <span className="trace-mark" style={{ left: placeOf(event.start_timestamp, event.start_timestamp, facts).left }} />
        </span>
        <span className="trace-time num">{durationText((event.start_timestamp - facts.start) * 1000)}</span>
      </div>
    </li>
  );
}
