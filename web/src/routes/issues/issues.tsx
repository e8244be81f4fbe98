import "./issues.css";

import { ApiError } from "@vedette/api-client";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";

import type { IssueChangeBody, IssueShape } from "../../api/shapes.ts";
import { changeIssues } from "../../features/issue/change-issues.ts";
import { BulkBar } from "../../features/issue-stream/bulk-bar.tsx";
import { directHit } from "../../features/issue-stream/direct-hit.ts";
import { IssueRow, type SparkPeriod } from "../../features/issue-stream/issue-row.tsx";
import { MergeDialog } from "../../features/issue-stream/merge-dialog.tsx";
import { SearchBox } from "../../features/issue-stream/search-box.tsx";
import { StreamEmpty } from "../../features/issue-stream/stream-empty.tsx";
import { StreamFoot } from "../../features/issue-stream/stream-foot.tsx";
import { StreamTabs } from "../../features/issue-stream/stream-tabs.tsx";
import { useCursorKeys } from "../../features/issue-stream/use-cursor-keys.ts";
import { useSelection } from "../../features/issue-stream/use-selection.ts";
import { useStream } from "../../features/issue-stream/use-stream.ts";
import { NewRows } from "../../features/live/new-rows.tsx";
import { useHeldRows } from "../../features/live/use-held-rows.ts";
import { useReaderIsBusy } from "../../features/live/use-reader-is-busy.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useNewest } from "../../ui/use-newest.ts";

const noRows: readonly IssueShape[] = [];

export function Issues() {
  const [period, setPeriod] = useState<SparkPeriod>("24h");
  const stream = useStream(period);
  const slug = stream.organization.slug;
  const searchInput = useRef<HTMLInputElement>(null);
  const isBusyHere = useReaderIsBusy(".stream-rows");
  const newest = stream.list.data?.rows ?? noRows;
  const listKey = `${slug} ${stream.query} ${stream.sort} ${stream.cursor ?? ""} ${JSON.stringify(stream.filters.params)}`;
  const [wasSelecting, setWasSelecting] = useState(false);
  const held = useHeldRows(newest, listKey, !stream.list.isPlaceholderData && (isBusyHere || wasSelecting));
  const selection = useSelection(held.rows);
  if (wasSelecting !== selection.ids.size > 0) setWasSelecting(selection.ids.size > 0);
  useTitle("Issues");

  const change = async (issues: readonly IssueShape[], body: IssueChangeBody, done: string) => {
    const isDone = await changeIssues(slug, issues, body, done);
    if (!isDone || (body.status === undefined && body.merge !== true)) return;
    held.letGo(issues.map((issue) => issue.id));
    selection.clear();
  };
  const [isMerging, setMerging] = useState(false);
  const chosen = held.rows.filter((row) => selection.ids.has(row.id));
  const targets = (underCursor: IssueShape | undefined) => (chosen.length > 0 ? chosen : underCursor === undefined ? [] : [underCursor]);
  const cursorId = useCursorKeys(held.rows, {
    toggle: (issue) => selection.toggle(issue.id, !selection.ids.has(issue.id), false),
    resolve: (issue) => void change(targets(issue), { status: "resolved" }, "Resolved"),
    archive: (issue) => void change(targets(issue), { status: "ignored", substatus: "archived_until_escalating" }, "Archived"),
    merge: () => setMerging(chosen.length > 1),
    clear: selection.clear,
    search: () => searchInput.current?.focus(),
  });

  const toggleNewest = useNewest(selection.toggle);
  const onSelect = useCallback(
    (issue: IssueShape, isSelected: boolean, isRange: boolean) => toggleNewest.current(issue.id, isSelected, isRange),
    [toggleNewest],
  );
  const onPriority = useCallback(
    (issue: IssueShape, priority: "low" | "medium" | "high") => void changeIssues(slug, [issue], { priority }, `Priority ${priority}:`),
    [slug],
  );
  const onAssign = useCallback(
    (issue: IssueShape, actor: string | null, name: string) =>
      void changeIssues(slug, [issue], { assignedTo: actor }, actor === null ? "Unassigned" : `Assigned to ${name}:`),
    [slug],
  );

  const navigate = useNavigate();
  const search = async (query: string) => {
    const hit = await directHit(slug, query);
    if (hit === undefined) stream.go({ query });
    else if ("traceId" in hit) await navigate({ to: "/traces/$traceId", params: { traceId: hit.traceId } });
    else if (hit.eventId === undefined) await navigate({ to: "/issues/$issueId", params: { issueId: hit.issueId } });
    else await navigate({ to: "/issues/$issueId/events/$eventId", params: { issueId: hit.issueId, eventId: hit.eventId } });
  };
  const error = stream.list.error;
  const isQueryWrong = error instanceof ApiError && error.status === 400;
  return (
    <>
      <div className="stream-head">
        <h1 className="page-title">Issues</h1>
        <SearchBox query={stream.query} error={isQueryWrong ? error.message : undefined} inputRef={searchInput} onSearch={(query) => void search(query)} />
      </div>
      <StreamTabs query={stream.query} sort={stream.sort} counts={stream.counts} onSort={(sort) => stream.go({ sort })} />
      <div className="stream-card">
        <div className={selection.ids.size > 0 ? "bulk-bar" : "stream-columns"}>
          <Checkbox
            label="Select all on this page"
            checked={held.rows.length > 0 && selection.ids.size === held.rows.length}
            partly={selection.ids.size > 0}
            disabled={held.rows.length === 0}
            onChange={(checked) => selection.setAll(checked)}
          />
          {selection.ids.size > 0 ? (
            <BulkBar
              count={selection.ids.size}
              statuses={new Set(chosen.map((issue) => issue.status))}
              onChange={(body, done) => void change(chosen, body, done)}
              onMerge={() => setMerging(true)}
              onClear={selection.clear}
            />
          ) : (
            <Columns period={period} onPeriod={setPeriod} />
          )}
        </div>
        {isMerging ? (
          <MergeDialog
            issues={chosen}
            onMerge={() => {
              setMerging(false);
              void change(chosen, { merge: true }, "Merged");
            }}
            onClose={() => setMerging(false)}
          />
        ) : null}
        <NewRows waiting={held.waiting} onShow={held.release} />
        <StreamBody stream={stream} isQueryWrong={isQueryWrong} isEmpty={held.rows.length === 0}>
          <ul
            className={`stream-rows ${stream.list.isFetchedAfterMount ? "stream-live" : ""}`}
            aria-label="Issues"
            aria-busy={stream.list.isPlaceholderData || undefined}
          >
            {held.rows.map((issue) => (
              <IssueRow
                key={issue.id}
                issue={issue}
                period={period}
                isSelected={selection.ids.has(issue.id)}
                isUnderCursor={issue.id === cursorId}
                onSelect={onSelect}
                onPriority={onPriority}
                onAssign={onAssign}
              />
            ))}
          </ul>
        </StreamBody>
      </div>
      {held.rows.length === 0 ? null : <StreamFoot page={stream.list.data} shown={held.rows.length} onCursor={(cursor) => stream.go({ cursor })} />}
    </>
  );
}

function Columns({ period, onPeriod }: { readonly period: SparkPeriod; readonly onPeriod: (period: SparkPeriod) => void }) {
  return (
    <>
      <span>Issue</span>
      <Segmented<SparkPeriod>
        label="Period of the graphs"
        value={period}
        onChange={onPeriod}
        options={[
          { value: "24h", label: "24 h" },
          { value: "14d", label: "14 d" },
        ]}
      />
      <span className="stream-column-number">Events</span>
      <span className="stream-column-number">Users</span>
      <span>Priority</span>
      <span />
    </>
  );
}

function StreamBody({
  stream,
  isQueryWrong,
  isEmpty,
  children,
}: {
  readonly stream: ReturnType<typeof useStream>;
  readonly isQueryWrong: boolean;
  readonly isEmpty: boolean;
  readonly children: React.ReactNode;
}) {
  if (stream.list.isPending) return <Skeleton lines={9} height={20} label="Loading issues" />;
  if (isQueryWrong) {
    return (
      <Notice title="This search cannot be read" actions={<Link to="/issues">Clear the search</Link>}>
        What is wrong with it stands under the search field.
      </Notice>
    );
  }
  if (stream.list.error !== null && isEmpty) {
    return (
      <Notice tone="failed" title="The issues could not be read">
        {stream.list.error.message}
      </Notice>
    );
  }
  if (isEmpty) return <StreamEmpty query={stream.query} />;
  return children;
}
