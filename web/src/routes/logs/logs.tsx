import "../../ui/card.css";
import "./logs.css";

import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { useFilters } from "../../features/filters/use-filters.ts";
import { hasRows, useFollow } from "../../features/live/follow.ts";
import { NewRows } from "../../features/live/new-rows.tsx";
import { useHeldRows } from "../../features/live/use-held-rows.ts";
import { useReaderIsBusy } from "../../features/live/use-reader-is-busy.ts";
import { LogList } from "../../features/log/log-list.tsx";
import { type LogRow, logSeriesQuery, logsQuery } from "../../features/log/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { NothingFound, NothingSent } from "../../features/search-page/nothing-found.tsx";
import { SearchHead } from "../../features/search-page/search-head.tsx";
import { useTitle } from "../../features/title/use-title.ts";
import { cursorAt, offsetOf, rowsInPage } from "../../features/trace/discover.ts";
import { Card } from "../../ui/card.tsx";
import { StackedBars } from "../../ui/chart/stacked-bars.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { Pager } from "../../ui/pager.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { absoluteTime } from "../../ui/time-text.ts";

const noRows: readonly LogRow[] = [];

/** What programs logged, searched by text, severity and any attribute. */
export function Logs() {
  const organization = useOrganization();
  const filters = useFilters();
  const navigate = useNavigate();
  const { query = "", direction, cursor } = useSearch({ from: "/frame/logs" });
  const offset = offsetOf(cursor);
  const scope = { ...filters.params, query };
  const list = useQuery(logsQuery(organization.slug, { ...scope, offset, sort: direction ?? "newest" }));
  const series = useQuery(logSeriesQuery(organization.slug, scope));
  const isBusyHere = useReaderIsBusy(".logs");
  const listKey = JSON.stringify([organization.slug, scope, offset, direction]);
  const newest = list.data ?? noRows;
  const { rows, ...held } = useHeldRows(newest, listKey, !list.isPlaceholderData && isBusyHere);
  // Further pages are offsets: what comes in would push rows from one to the next while they are read.
  useFollow(
    (batch) => offset === 0 && list.isSuccess && hasRows(batch, "logs", filters.project),
    [
      ["logs", organization.slug],
      ["log-series", organization.slug],
    ],
  );
  const go = (change: { readonly query?: string | undefined; readonly direction?: "oldest" | undefined; readonly cursor?: string | undefined }) =>
    void navigate({ to: "/logs", search: (before) => ({ ...before, cursor: undefined, ...change }) });
  useTitle("Logs");
  const isNarrowed = query !== "" || filters.project.length > 0 || filters.environment.length > 0;
  return (
    <div className="logs-page">
      <SearchHead
        title="Logs"
        placeholder="Search: text, severity:error, release:latest, any attribute:value"
        query={query}
        error={list.error}
        onSearch={(text) => go({ query: text })}
      >
        <Segmented
          label="Order"
          value={direction ?? "newest"}
          options={[
            { value: "newest", label: "Newest first" },
            { value: "oldest", label: "Oldest first" },
          ]}
          onChange={(next) => go({ direction: next === "oldest" ? next : undefined })}
        />
      </SearchHead>
      {series.data === undefined || series.data.times.length === 0 || list.isError ? null : (
        <Card title="By severity" id="log-series">
          <div className="card-body">
            <StackedBars label="Log records over time by severity" {...series.data} timeText={absoluteTime} valueText={fullNumber} />
          </div>
        </Card>
      )}
      {list.isPending ? <Skeleton lines={12} height={18} label="Loading logs" /> : null}
      {list.isSuccess && rows.length === 0 ? <NoLogs isNarrowed={isNarrowed} /> : null}
      {rows.length === 0 ? null : (
        <div className="list-card">
          <NewRows waiting={held.waiting} isMore={held.waiting === rowsInPage} onShow={held.release} />
          <LogList label="Logs" rows={rows} isBusy={list.isPlaceholderData} hasDays />
        </div>
      )}
      <Pager
        hasPrevious={offset > 0}
        hasNext={newest.length === rowsInPage}
        onPrevious={() => go({ cursor: cursorAt(offset - rowsInPage) })}
        onNext={() => go({ cursor: cursorAt(offset + rowsInPage) })}
      />
    </div>
  );
}

function NoLogs({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed) return <NothingFound to="/logs" what="log record" />;
  return (
    <NothingSent what="logs">
      SDKs send them when logs are on: <code>enableLogs: true</code>, then <code>Sentry.logger.info("…")</code> or the integration of your logger.
    </NothingSent>
  );
}
