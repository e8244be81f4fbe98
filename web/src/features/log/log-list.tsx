import "./log-list.css";

import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { LevelBar } from "../../ui/level-bar.tsx";
import { absoluteTime, clockTime } from "../../ui/time-text.ts";
import { Attributes } from "../trace/attributes.tsx";
import type { LogRow } from "./queries.ts";

interface LogListProps {
  readonly label: string;
  readonly rows: readonly LogRow[];
  readonly isBusy?: boolean;
  /** Whether the rows may be of several days, so that the day stands with the time. */
  readonly hasDays: boolean;
}

const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });

/** Log records, one line each; one that is opened shows all of its text and everything that came with it. */
export function LogList({ label, rows, isBusy = false, hasDays }: LogListProps) {
  return (
    <ul className="logs" aria-label={label} aria-busy={isBusy || undefined}>
      {rows.map((row) => (
        <LogLine key={`${row.project} ${row.id}`} row={row} hasDays={hasDays} />
      ))}
    </ul>
  );
}

function LogLine({ row, hasDays }: { readonly row: LogRow; readonly hasDays: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="log">
      <button type="button" className="log-line" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <LevelBar level={levelOf(row.severity)} />
        <time className="log-time num" dateTime={row.at} title={absoluteTime(row.at)}>
          {hasDays ? `${day.format(new Date(row.at))} ` : ""}
          {clockTime(row.at)}
        </time>
        <span className={`log-severity log-${levelOf(row.severity)}`}>{row.severity}</span>
        <span className="log-message mono" dir="auto">
          {row.message === "" ? <span className="muted">(empty)</span> : row.message}
        </span>
        <span className="log-project muted one-line">{row.project}</span>
      </button>
      {isOpen ? (
        <div className="log-open">
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long one scrolls, so it must be reachable by keys */}
          <pre className="log-whole" dir="auto" tabIndex={0}>
            {row.message}
          </pre>
          {row.trace === null || row.trace === "" ? null : (
            <p>
              <Link to="/traces/$traceId" params={{ traceId: row.trace }}>
                Open its trace
              </Link>
            </p>
          )}
          <Attributes
            dataset="logs"
            query={`id:${row.id}`}
            known={[
              ["time", absoluteTime(row.at)],
              ["environment", row.environment],
              ["release", row.release],
              ["trace", row.trace],
              ["span", row.span],
            ]}
          />
        </div>
      ) : null}
    </li>
  );
}

/** Loggers say `warn`, the levels of events are called `warning`. */
function levelOf(severity: string): string {
  return severity === "warn" ? "warning" : severity === "trace" ? "debug" : severity;
}
