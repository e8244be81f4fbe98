import "./issue-header.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient, releasesQuery } from "../../api/queries.ts";
import type { EventShape, IssueChangeBody, IssueDetailShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { CopyButton, copyText } from "../../ui/copy-button.tsx";
import { LevelBar } from "../../ui/level-bar.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { toast } from "../../ui/toast.tsx";
import { eventMarkdown } from "../event/markdown.ts";
import { AssigneeMenu } from "../issue/assignee-menu.tsx";
import { issueText, stateChip } from "../issue/issue-text.ts";
import { PriorityMenu } from "../issue/priority-menu.tsx";
import { useOrganization } from "../session/organization.ts";
import { useSubmit } from "../session/use-submit.ts";

interface IssueHeaderProps {
  readonly issue: IssueDetailShape;
  readonly event: EventShape | undefined;
  readonly onChange: (body: IssueChangeBody, done: string) => void;
}

export function IssueHeader({ issue, event, onChange }: IssueHeaderProps) {
  const { name, message } = issueText(issue);
  const chip = stateChip(issue);
  return (
    <header className="issue-header">
      <div className="issue-header-text">
        <p className="issue-header-line">
          <Link to="/issues">Issues</Link>
          <span aria-hidden="true">/</span>
          <span className="issue-short mono">{issue.shortId}</span>
          <CopyButton text={issue.shortId} what={`the id ${issue.shortId}`} tone="quiet" />
          {chip === undefined ? null : <Chip tone={chip.tone}>{chip.text}</Chip>}
          {issue.isUnhandled ? <Chip tone="fatal">Unhandled</Chip> : null}
          <span>
            first seen <RelativeTime at={issue.firstSeen} />
            <ReleaseName release={issue.firstRelease} />, last <RelativeTime at={issue.lastSeen} />
            <ReleaseName release={issue.lastRelease} />
          </span>
        </p>
        <h1>
          <LevelBar level={issue.level} /> <span dir="auto">{name}</span>{" "}
          {issue.culprit === null || issue.culprit === "" ? null : <span className="issue-header-culprit mono">{issue.culprit}</span>}
        </h1>
        {message === "" ? null : (
          <p className="issue-header-message" dir="auto">
            {message}
          </p>
        )}
      </div>
      <Actions issue={issue} event={event} onChange={onChange} />
    </header>
  );
}

/** Without the package, and of a commit hash its beginning. */
const displayVersion = (release: NonNullable<IssueDetailShape["firstRelease"]>): string => release.versionInfo?.description ?? release.version;

function ReleaseName({ release }: { readonly release: IssueDetailShape["firstRelease"] }) {
  if (release === null) return null;
  return (
    <>
      {" in "}
      <span className="mono" title={release.version}>
        {displayVersion(release)}
      </span>
    </>
  );
}

function Actions({ issue, event, onChange }: IssueHeaderProps) {
  return (
    <div className="issue-actions">
      {issue.status === "unresolved" ? (
        <>
          <div className="split-button">
            <Button tone="primary" onClick={() => onChange({ status: "resolved" }, "Resolved")}>
              Resolve
            </Button>
            <ResolveMenu issue={issue} onChange={onChange} />
          </div>
          <Menu align="end" width={240} trigger={<Button>Archive</Button>} sections={archiveSections(onChange)} />
        </>
      ) : (
        <Button tone="primary" onClick={() => onChange({ status: "unresolved" }, "Reopened")}>
          {issue.status === "resolved" ? "Unresolve" : "Unarchive"}
        </Button>
      )}
      <span data-menu="assignee">
        <AssigneeMenu
          assignedTo={issue.assignedTo}
          trigger={<Button>{issue.assignedTo === null ? "Assign" : issue.assignedTo.name}</Button>}
          onChange={(actor, who) => onChange({ assignedTo: actor }, actor === null ? "Unassigned" : `Assigned to ${who}:`)}
        />
      </span>
      <span className="issue-actions-priority" data-menu="priority">
        <span className="muted">Priority</span>{" "}
        <PriorityMenu priority={issue.priority} onChange={(priority) => onChange({ priority }, `Priority ${priority}:`)} />
      </span>
      <MoreMenu issue={issue} event={event} />
    </div>
  );
}

function ResolveMenu({ issue, onChange }: Pick<IssueHeaderProps, "issue" | "onChange">) {
  const organization = useOrganization();
  const releases = useQuery(releasesQuery(organization.slug, issue.project.id)).data ?? [];
  const current = releases[0];
  const inRelease = (version: string, label: string, hint?: string): MenuEntry => ({
    label,
    ...(hint === undefined ? {} : { hint }),
    onChoose: () => onChange({ status: "resolved", statusDetails: { inRelease: version } }, `Resolved in ${version}:`),
  });
  const next: MenuEntry = {
    label: "In the next release",
    hint: current === undefined ? "No release was seen yet" : `After ${displayVersion(current)}`,
    disabled: current === undefined,
    onChoose: () => onChange({ status: "resolved", statusDetails: { inNextRelease: true } }, "Resolved in the next release:"),
  };
  return (
    <Menu
      align="end"
      width={260}
      trigger={
        <Button tone="primary" className="split-arrow" aria-label="More ways to resolve">
          <svg viewBox="0 0 12 12" width="12" aria-hidden="true">
            <path d="m2.5 4.5 3.5 3.5 3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </Button>
      }
      sections={[
        {
          title: "Resolve",
          entries: [
            { label: "Now", hint: "Any later event reopens it", onChoose: () => onChange({ status: "resolved" }, "Resolved") },
            next,
            ...(current === undefined ? [] : [inRelease(current.version, "In the current release", displayVersion(current))]),
          ],
        },
        ...(releases.length > 1
          ? [
              {
                title: "In an earlier release",
                entries: releases.slice(1, 6).map((release) => inRelease(release.version, displayVersion(release))),
              },
            ]
          : []),
      ]}
    />
  );
}

function archiveSections(onChange: IssueHeaderProps["onChange"]) {
  const archive = (label: string, body: IssueChangeBody): MenuEntry => ({ label, onChoose: () => onChange({ status: "ignored", ...body }, "Archived") });
  const forMinutes = (label: string, ignoreDuration: number) => archive(label, { statusDetails: { ignoreDuration } });
  const untilEvents = (ignoreCount: number) => archive(`${ignoreCount} more events`, { statusDetails: { ignoreCount } });
  return [
    {
      title: "Archive",
      entries: [archive("Until it escalates", { substatus: "archived_until_escalating" }), archive("Forever", { substatus: "archived_forever" })],
    },
    { title: "For a time", entries: [forMinutes("1 hour", 60), forMinutes("1 day", 1440), forMinutes("1 week", 10_080), forMinutes("30 days", 43_200)] },
    { title: "Until there are", entries: [untilEvents(10), untilEvents(100), untilEvents(1000)] },
  ];
}

function MoreMenu({ issue, event }: Pick<IssueHeaderProps, "issue" | "event">) {
  const [asking, setAsking] = useState<"delete" | "discard">();
  const organization = useOrganization();
  const navigate = useNavigate();
  const removal = useSubmit(async () => {
    const place = { organization: organization.slug };
    if (asking === "discard") await api.updateIssues({ ...place, id: [issue.id], body: { discard: true } });
    else await api.deleteIssue({ ...place, issue: issue.id });
    await navigate({ to: "/issues" });
    await queryClient.invalidateQueries({ queryKey: ["issues", organization.slug] });
    toast(asking === "discard" ? `${issue.shortId} is deleted, and events like it are dropped` : `${issue.shortId} is deleted`);
  });
  const copy = (text: string, what: string) => {
    copyText(text).then(
      () => toast(`Copied ${what}`),
      () => toast("The browser does not allow copying", { tone: "failed" }),
    );
  };
  return (
    <>
      <Menu
        align="end"
        trigger={<Button>More</Button>}
        sections={[
          {
            title: "Copy",
            entries: [
              {
                label: "As Markdown",
                hint: "Stack, breadcrumbs, request, tags",
                disabled: event === undefined,
                onChoose: () => event !== undefined && copy(eventMarkdown(issue, event), "the event as Markdown"),
              },
              { label: "Link", onChoose: () => copy(issue.permalink ?? window.location.href, "the link") },
            ],
          },
          {
            entries: [
              { label: "Delete issue", danger: true, onChoose: () => setAsking("delete") },
              { label: "Delete and discard", hint: "Events like these are dropped from now on", danger: true, onChoose: () => setAsking("discard") },
            ],
          },
        ]}
      />
      {asking === undefined ? null : (
        <ConfirmDialog
          title={asking === "discard" ? `Delete ${issue.shortId} and discard what comes?` : `Delete ${issue.shortId}?`}
          action={asking === "discard" ? "Delete and discard" : "Delete issue"}
          busy={removal.isBusy}
          onConfirm={() => removal.submit()}
          onClose={() => setAsking(undefined)}
        >
          <p>
            {asking === "discard"
              ? "Its events go with it. If the error comes again it is dropped without counting, until the project's settings take it back under “Discarded issues”."
              : "Its events go with it. If the error comes again, it is a new issue."}
          </p>
          {removal.error === undefined ? null : (
            <p className="field-error" role="alert">
              {removal.error}
            </p>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
