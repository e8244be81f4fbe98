import "../../ui/card.css";
import "./traces.css";

import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { useFilters } from "../../features/filters/use-filters.ts";
import { hasRows, useFollow } from "../../features/live/follow.ts";
import { NewRows } from "../../features/live/new-rows.tsx";
import { useHeldRows } from "../../features/live/use-held-rows.ts";
import { useReaderIsBusy } from "../../features/live/use-reader-is-busy.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { NothingFound, NothingSent } from "../../features/search-page/nothing-found.tsx";
import { SearchHead } from "../../features/search-page/search-head.tsx";
import { useTitle } from "../../features/title/use-title.ts";
import { cursorAt, offsetOf, rowsInPage } from "../../features/trace/discover.ts";
import { segmentNamesQuery, segmentsQuery } from "../../features/trace/queries.ts";
import type { SegmentRow } from "../../features/trace/segment.ts";
import type { TraceSearch } from "../../search-params.ts";
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
  const search = (text = "") => {
    const trace = /^(?:trace:)?([0-9a-f]{32})$/iu.exec(text)?.[1];
    if (trace === undefined) go({ query: text === "" ? undefined : text });
    else void navigate({ to: "/traces/$traceId", params: { traceId: trace.toLowerCase() } });
  };
  useTitle("Traces");
  const isNarrowed = query !== "" || filters.project.length > 0 || filters.environment.length > 0;
  return (
    <>
      <SearchHead
        title="Traces"
        placeholder="Search: a trace id, transaction:*checkout*, span.op:http.server, span.duration:>1s"
        query={query}
        error={list.error}
        onSearch={search}
      >
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
      </SearchHead>
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
  if (isNarrowed) return <NothingFound to="/traces" what="trace" />;
  return (
    <NothingSent what="traces">
      SDKs send them when tracing is on: <code>tracesSampleRate: 1.0</code> keeps all, a smaller number a part of them.
    </NothingSent>
  );
}
