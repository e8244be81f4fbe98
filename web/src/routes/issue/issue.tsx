import "./issue.css";
import "../../features/issue-detail/panel.css";

import { ApiError } from "@vedette/api-client";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { api } from "../../api/client.ts";
import { useLiveBatches } from "../../api/live.ts";
import { eventQuery, issueQuery, queryClient } from "../../api/queries.ts";
import type { IssueChangeBody, IssueDetailShape } from "../../api/shapes.ts";
import { useFilters } from "../../features/filters/use-filters.ts";
import { changeIssues } from "../../features/issue/change-issues.ts";
import { openMenu } from "../../features/issue/open-menu.ts";
import { ActivityPanel } from "../../features/issue-detail/activity-panel.tsx";
import { EventBar } from "../../features/issue-detail/event-bar.tsx";
import { EventGraph } from "../../features/issue-detail/event-graph.tsx";
import { EventSections } from "../../features/issue-detail/event-sections.tsx";
import { FatePanel } from "../../features/issue-detail/fate-panel.tsx";
import { GroupingPanel } from "../../features/issue-detail/grouping-panel.tsx";
import { HashesPanel } from "../../features/issue-detail/hashes-panel.tsx";
import { IssueHeader } from "../../features/issue-detail/issue-header.tsx";
import { SimilarPanel } from "../../features/issue-detail/similar-panel.tsx";
import { TagsPanel } from "../../features/issue-detail/tags-panel.tsx";
import { useKeys } from "../../features/keyboard/use-keys.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PageFailed } from "../not-found/page-failed.tsx";

export function IssuePage() {
  const { issueId = "", eventId = "recommended" } = useParams({ strict: false });
  const organization = useOrganization();
  const issue = useQuery(issueQuery(organization.slug, issueId));
  useTitle(issue.data === undefined ? undefined : `${issue.data.shortId} ${issue.data.title}`);
  if (issue.data === undefined) {
    if (issue.isError) return <PageFailed error={issue.error} reset={() => void issue.refetch()} />;
    return <Skeleton lines={8} height={20} label="Loading the issue" />;
  }
  return <IssueView issue={issue.data} asked={eventId} />;
}

function IssueView({ issue, asked }: { readonly issue: IssueDetailShape; readonly asked: string }) {
  const organization = useOrganization();
  const filters = useFilters();
  const navigate = useNavigate();
  const event = useQuery(eventQuery(organization.slug, issue.id, asked, filters.environment));
  useMarkSeen(organization.slug, issue);
  useFreshIssue(organization.slug, issue.id);
  const change = (body: IssueChangeBody, done: string) => void changeIssues(organization.slug, [issue], body, done);
  const step = (to: string | null | undefined) => {
    if (to !== null && to !== undefined)
      void navigate({ to: "/issues/$issueId/events/$eventId", params: { issueId: issue.id, eventId: to }, resetScroll: false });
  };
  useKeys({
    "[": () => step(event.data?.previousEventID),
    "]": () => step(event.data?.nextEventID),
    e: () => change({ status: issue.status === "unresolved" ? "resolved" : "unresolved" }, issue.status === "unresolved" ? "Resolved" : "Reopened"),
    y: () => change({ status: "ignored", substatus: "archived_until_escalating" }, "Archived"),
    a: () => openMenu(document.querySelector(".issue-page"), "assignee"),
    p: () => openMenu(document.querySelector(".issue-page"), "priority"),
    u: () => void navigate({ to: "/issues" }),
  });
  return (
    <article className="issue-page">
      <IssueHeader issue={issue} event={event.data} onChange={change} />
      <EventGraph issue={issue} />
      <div className="issue-columns">
        <div className="issue-main">
          {event.data === undefined ? <MissingEvent error={event.error} issueId={issue.id} /> : null}
          {event.data === undefined ? null : (
            <>
              <EventBar issueId={issue.id} asked={asked} event={event.data} />
              <EventSections key={event.data.eventID} issue={issue} event={event.data} />
            </>
          )}
        </div>
        <aside className="issue-side" aria-label="About this issue">
          <ActivityPanel issue={issue} />
          <TagsPanel issue={issue} />
          <SimilarPanel issue={issue} event={event.data?.eventID} />
          <HashesPanel key={issue.id} issue={issue} />
          {event.data === undefined ? null : (
            <>
              <GroupingPanel issue={issue} event={event.data.eventID} />
              <FatePanel project={issue.project.slug} event={event.data.eventID} />
            </>
          )}
        </aside>
      </div>
    </article>
  );
}

function MissingEvent({ error, issueId }: { readonly error: Error | null; readonly issueId: string }) {
  if (error === null) return <Skeleton lines={8} height={18} label="Loading the event" />;
  if (error instanceof ApiError && error.status === 404) {
    return (
      <Notice
        title="No such event"
        actions={
          <Link to="/issues/$issueId" params={{ issueId }} search={{ environment: undefined }} className={buttonClass()}>
            Show the recommended event
          </Link>
        }
      >
        It is not in the chosen environment, or it was deleted by age.
      </Notice>
    );
  }
  return (
    <Notice tone="failed" title="The event could not be read">
      {error.message}
    </Notice>
  );
}

/** Opening an issue is looking at it. */
function useMarkSeen(organization: string, issue: IssueDetailShape): void {
  const marked = useRef<string>(undefined);
  useEffect(() => {
    if (issue.hasSeen || marked.current === issue.id) return;
    marked.current = issue.id;
    api.updateIssue({ organization, issue: issue.id, body: { hasSeen: true } }).then(
      () => queryClient.invalidateQueries({ queryKey: ["issues", organization] }),
      // A reader without the right to write looks all the same.
      () => undefined,
    );
  }, [organization, issue]);
}

/** Counts, graph and neighbours follow new events; the event that is being read stays. */
function useFreshIssue(organization: string, issueId: string): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveBatches((batch) => {
    if (timer.current !== undefined || !batch.issues.some((issue) => issue.id === issueId)) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      for (const key of ["issue", "issue-stats", "issue-tags"]) void queryClient.invalidateQueries({ queryKey: [key, organization] });
    }, 1000);
  });
}
