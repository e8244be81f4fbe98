import "../../ui/card.css";
import "./trace.css";

import { ApiError } from "@vedette/api-client";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { hasRows, useFollow } from "../../features/live/follow.ts";
import { LogList } from "../../features/log/log-list.tsx";
import { logsQuery } from "../../features/log/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { rowsInPage } from "../../features/trace/discover.ts";
import { traceQuery } from "../../features/trace/queries.ts";
import { type TraceFacts, traceFacts } from "../../features/trace/trace-rows.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { absoluteTime, durationText } from "../../ui/time-text.ts";
import { Waterfall } from "./waterfall.tsx";

/** One trace over all programs that took part: its spans, the errors in them, and what was logged meanwhile. */
export function TracePage() {
  const { traceId } = useParams({ from: "/frame/traces/$traceId" });
  const organization = useOrganization();
  const trace = useQuery(traceQuery(organization.slug, traceId));
  const logs = useQuery(logsQuery(organization.slug, { statsPeriod: "90d", query: `trace:${traceId}`, offset: 0, sort: "oldest" }));
  const nodes = trace.data ?? [];
  const isEmpty = trace.isSuccess && nodes.length === 0;
  // Opened from what named it, a trace may still be on its way.
  useFollow((batch) => isEmpty && hasRows(batch, "spans", []), [["trace", organization.slug, traceId]]);
  const facts = traceFacts(nodes);
  const name = facts.name === "" ? "Trace" : facts.name;
  useTitle(facts.name === "" ? "Trace" : `Trace: ${name}`);
  if (trace.isPending) return <Skeleton lines={10} height={20} label="Loading the trace" />;
  if (trace.isError) {
    const isNoId = trace.error instanceof ApiError && trace.error.status === 400;
    return (
      <Notice isPage tone="failed" title={isNoId ? "This is no trace id" : "The trace could not be read"} actions={<Link to="/traces">All traces</Link>}>
        {trace.error.message}
      </Notice>
    );
  }
  const records = logs.data ?? [];
  return (
    <div className="trace">
      <p className="trace-crumb">
        <Link to="/traces">Traces</Link> / <span className="mono">{traceId}</span> <CopyButton text={traceId} tone="quiet" what="the trace id" />
      </p>
      <h1 className="page-title trace-title" dir="auto">
        {name}
      </h1>
      {nodes.length === 0 ? null : <Facts facts={facts} logs={records.length} />}
      {nodes.length === 0 ? (
        <Notice title={records.length === 0 ? "Nothing of this trace is kept" : "No span of this trace is kept"}>
          It was not sampled, it is older than what is kept, or it is still on its way. An SDK sends spans when tracing is on.
        </Notice>
      ) : (
        <Card title="Spans" id="spans" note={fullNumber(facts.spans)}>
          <Waterfall nodes={nodes} facts={facts} />
        </Card>
      )}
      {records.length === 0 ? null : (
        <Card
          title="Logs"
          id="trace-logs"
          note={records.length === rowsInPage ? `the first ${rowsInPage}` : `${records.length}`}
          actions={
            <Link to="/logs" search={{ query: `trace:${traceId}`, statsPeriod: "90d" }} className="strong-link">
              Search in them
            </Link>
          }
        >
          <LogList label="Logs of the trace" rows={records} hasDays={false} />
        </Card>
      )}
    </div>
  );
}

function Facts({ facts, logs }: { readonly facts: TraceFacts; readonly logs: number }) {
  const pairs: readonly (readonly [string, string])[] = [
    ["Began", absoluteTime(facts.start * 1000)],
    ["Took", durationText((facts.end - facts.start) * 1000)],
    ["Spans", fullNumber(facts.spans)],
    ["Errors and problems", fullNumber(facts.events)],
    ["Log records", logs === rowsInPage ? `${rowsInPage} or more` : fullNumber(logs)],
    [facts.projects.length === 1 ? "Project" : "Projects", facts.projects.join(", ")],
  ];
  return (
    <dl className="trace-facts">
      {pairs.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
