import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { objectOf, textOf } from "../../api/json.ts";
import type { EventShape } from "../../api/shapes.ts";
import { Card } from "../../ui/card.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { useOrganization } from "../session/organization.ts";
import { traceMetaQuery } from "../trace/queries.ts";

/** What else belongs to the same request, page load or job, and the recording of the page where there is one. */
export function TraceCard({ event }: { readonly event: EventShape }) {
  const trace = textOf(objectOf(event.contexts["trace"])["trace_id"]);
  const replay = textOf(objectOf(event.contexts["replay"])["replay_id"]) ?? event.tags.find(({ key }) => key === "replayId")?.value ?? null;
  if (trace === null && replay === null) return null;
  return (
    <Card
      title="Trace"
      id="trace"
      note={trace === null ? "not part of one" : <TraceCounts trace={trace} />}
      actions={
        <>
          {replay === null ? null : (
            <Link to="/replays/$replayId" params={{ replayId: replay.replaceAll("-", "") }} className="strong-link">
              Watch the replay
            </Link>
          )}
          {trace === null ? null : (
            <>
              <Link to="/logs" search={{ query: `trace:${trace}`, statsPeriod: "90d" }} className="strong-link">
                Logs
              </Link>
              <Link to="/traces/$traceId" params={{ traceId: trace }} className="strong-link">
                Open the trace
              </Link>
            </>
          )}
        </>
      }
    >
      {null}
    </Card>
  );
}

function TraceCounts({ trace }: { readonly trace: string }) {
  const organization = useOrganization();
  const meta = useQuery(traceMetaQuery(organization.slug, trace)).data;
  if (meta === undefined) return null;
  const events = meta.errorsCount + meta.performanceIssuesCount;
  if (meta.spansCount === 0 && meta.logsCount === 0 && events <= 1) return <>only this event of it is kept</>;
  return <>{[counted(meta.spansCount, "span"), counted(events, "error"), counted(meta.logsCount, "log record")].join(", ")}</>;
}

function counted(count: number, what: string): string {
  return `${fullNumber(count)} ${what}${count === 1 ? "" : "s"}`;
}
