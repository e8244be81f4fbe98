import "../../ui/card.css";
import "./traces.css";

import { ApiError } from "@vedette/api-client";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";

import { useFilters } from "../../features/filters/use-filters.ts";
import { SearchBox } from "../../features/issue-stream/search-box.tsx";
import { hasRows, useFollow } from "../../features/live/follow.ts";
import { NewRows } from "../../features/live/new-rows.tsx";
import { useHeldRows } from "../../features/live/use-held-rows.ts";
import { useReaderIsBusy } from "../../features/live/use-reader-is-busy.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { cursorAt, offsetOf, rowsInPage } from "../../features/trace/discover.ts";
import { segmentNamesQuery, segmentsQuery } from "../../features/trace/queries.ts";
import type { SegmentRow } from "../../features/trace/segment.ts";
import type { TraceSearch } from "../../search-params.ts";
import { Notice } from "../../ui/notice.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { NameTable } from "./name-table.tsx";
import { SegmentList } from "./segment-list.tsx";

const noRows: readonly SegmentRow[] = [];

/** Page loads, requests and jobs: each by itself, or together by their name. */
export function Traces() {
  const organization = useOrganization();
  const filters = useFilters();
  const navigate = useNavigate();
  const { query = "", view, cursor } = useSearch({ from: "/frame/traces" });
  const offset = offsetOf(cursor);
  const isNamed = view === "names";
  const scope = { ...filters.params, query, offset };
  const segments = useQuery({ ...segmentsQuery(organization.slug, { ...scope, sort: view === "slowest" ? "slowest" : "newest" }), enabled: !isNamed });
  const names = useQuery({ ...segmentNamesQuery(organization.slug, scope), enabled: isNamed });
  const list = isNamed ? names : segments;
  const isBusyHere = useReaderIsBusy(".segments");
  const listKey = JSON.stringify([organization.slug, scope, view]);
  const held = useHeldRows(segments.data ?? noRows, listKey, !segments.isPlaceholderData && isBusyHere);
  // Only the newest ones follow: elsewhere what comes in would move rows while they are read.
  useFollow((batch) => view === undefined && offset === 0 && segments.isSuccess && hasRows(batch, "spans", filters.project), [["segments", organization.slug]]);
  const count = list.data?.length ?? 0;
  const go = (change: TraceSearch) => void navigate({ to: "/traces", search: (before) => ({ ...before, cursor: undefined, ...change }) });
  const search = (text: string) => {
    const trace = /^(?:trace:)?([0-9a-f]{32})$/iu.exec(text)?.[1];
    if (trace === undefined) go({ query: text === "" ? undefined : text });
    else void navigate({ to: "/traces/$traceId", params: { traceId: trace.toLowerCase() } });
  };
  useTitle("Traces");
  const isQueryWrong = list.error instanceof ApiError && list.error.status === 400;
  const isNarrowed = query !== "" || filters.project.length > 0 || filters.environment.length > 0;
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">Traces</h1>
        <SearchBox
          label="Search traces"
          placeholder="Search: a trace id, transaction:*checkout*, span.op:http.server, span.duration:>1s"
          query={query}
          error={isQueryWrong ? list.error?.message : undefined}
          onSearch={search}
        />
        <Segmented
          label="View"
          value={view ?? "newest"}
          options={[
            { value: "newest", label: "Newest" },
            { value: "slowest", label: "Slowest" },
            { value: "names", label: "By name" },
          ]}
          onChange={(next) => go({ view: next === "newest" ? undefined : next })}
        />
      </div>
      {list.isError && !isQueryWrong ? (
        <Notice tone="failed" title="The traces could not be read">
          {list.error.message}
        </Notice>
      ) : null}
      {list.isPending ? <Skeleton lines={10} height={20} label="Loading traces" /> : null}
      {list.isSuccess && count === 0 ? <NoTraces isNarrowed={isNarrowed} /> : null}
      {count === 0 ? null : (
        <div className="list-card">
          <NewRows waiting={isNamed ? 0 : held.waiting} isMore={held.waiting === rowsInPage} onShow={held.release} />
          {isNamed ? <NameTable rows={names.data ?? []} /> : <SegmentList rows={held.rows} isBusy={segments.isPlaceholderData} />}
        </div>
      )}
      <Pager
        hasPrevious={offset > 0}
        hasNext={count === rowsInPage}
        onPrevious={() => go({ cursor: cursorAt(offset - rowsInPage) })}
        onNext={() => go({ cursor: cursorAt(offset + rowsInPage) })}
      />
    </>
  );
}

function NoTraces({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <Notice
        title="No trace matches"
        actions={
          <Link to="/traces" search={{ project: undefined, environment: undefined }}>
            Clear search and filters
          </Link>
        }
      >
        Nothing in the chosen time fits the search and the filters.
      </Notice>
    );
  return (
    <Notice title="No traces in this time">
      SDKs send them when tracing is on: <code>tracesSampleRate: 1.0</code> keeps all, a smaller number a part of them.
    </Notice>
  );
}
