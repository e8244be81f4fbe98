import "./issue-row.css";

import { Link } from "@tanstack/react-router";
import { memo } from "react";

import type { IssueShape } from "../../api/shapes.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Sparkline } from "../../ui/chart/sparkline.tsx";
import { LevelBar } from "../../ui/level-bar.tsx";
import { counted, fullNumber, shortNumber } from "../../ui/number-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { AssigneeMenu } from "../issue/assignee-menu.tsx";
import { issueText, stateChip } from "../issue/issue-text.ts";
import { type Priority, PriorityMenu } from "../issue/priority-menu.tsx";

export type SparkPeriod = "24h" | "14d";

interface IssueRowProps {
  readonly issue: IssueShape;
  readonly period: SparkPeriod;
  readonly isSelected: boolean;
  readonly isUnderCursor: boolean;
  readonly onSelect: (issue: IssueShape, isSelected: boolean, isRange: boolean) => void;
  readonly onPriority: (issue: IssueShape, priority: Priority) => void;
  readonly onAssign: (issue: IssueShape, actor: string | null, name: string) => void;
}

/** What, message, where and since; then how often, for whom, how urgent and who. */
export const IssueRow = memo(function IssueRow({ issue, period, isSelected, isUnderCursor, onSelect, onPriority, onAssign }: IssueRowProps) {
  const { name } = issueText(issue);
  const values = (issue.stats?.[period] ?? []).map(([, count]) => count);
  return (
    <li
      className={`issue-row ${isUnderCursor ? "issue-row-cursor" : ""} ${isSelected ? "issue-row-selected" : ""} ${issue.hasSeen ? "" : "issue-row-unseen"}`}
      data-issue={issue.id}
    >
      <div className="issue-check">
        <Checkbox label={`Select ${issue.shortId}, ${name}`} checked={isSelected} onChange={(checked, { shiftKey }) => onSelect(issue, checked, shiftKey)} />
      </div>
      <IssueLines issue={issue} />
      <div className="issue-spark">
        <Sparkline values={values} label={period === "24h" ? "last 24 hours" : "last 14 days"} />
      </div>
      <Counts issue={issue} />
      <div className="issue-priority" data-menu="priority">
        <PriorityMenu priority={issue.priority} onChange={(priority) => onPriority(issue, priority)} />
      </div>
      <div className="issue-assignee" data-menu="assignee">
        <AssigneeMenu assignedTo={issue.assignedTo} onChange={(actor, who) => onAssign(issue, actor, who)} />
      </div>
    </li>
  );
});

function IssueLines({ issue }: { readonly issue: IssueShape }) {
  const { name, message } = issueText(issue);
  const chip = stateChip(issue);
  return (
    <div className="issue-lines">
      <div className="issue-what">
        <LevelBar level={issue.level} />
        <Link to="/issues/$issueId" params={{ issueId: issue.id }} className="issue-link" dir="auto">
          {name}
        </Link>
        {issue.culprit === null || issue.culprit === "" ? null : <span className="issue-culprit mono one-line">{issue.culprit}</span>}
      </div>
      {message === "" ? null : (
        <p className="issue-message one-line" dir="auto" title={message}>
          {message}
        </p>
      )}
      <div className="issue-where">
        <span className="issue-short mono">{issue.shortId}</span>
        {chip === undefined ? null : <Chip tone={chip.tone}>{chip.text}</Chip>}
        {issue.isUnhandled ? <Chip tone="fatal">Unhandled</Chip> : null}
        <span className="issue-since">
          <RelativeTime at={issue.lastSeen} />
          <span className="issue-first">
            , first <RelativeTime at={issue.lifetime?.firstSeen ?? issue.firstSeen} />
          </span>
        </span>
        {issue.numComments === 0 ? null : (
          <span className="issue-comments">
            {issue.numComments} {issue.numComments === 1 ? "comment" : "comments"}
          </span>
        )}
      </div>
    </div>
  );
}

function Counts({ issue }: { readonly issue: IssueShape }) {
  const count = Number(issue.count);
  const all = Number(issue.lifetime?.count ?? issue.count);
  return (
    <>
      <div className="issue-events num" title={`${counted(count, "event")} in the chosen time${all > count ? `, ${fullNumber(all)} in all` : ""}`}>
        <strong>{shortNumber(count)}</strong>
        <span className="issue-unit"> {count === 1 ? "event" : "events"}</span>
        {all > count ? <span className="issue-of">of {shortNumber(all)}</span> : null}
      </div>
      <div className="issue-users num" title={counted(issue.userCount, "user")}>
        <strong>{issue.userCount === 0 ? "—" : shortNumber(issue.userCount)}</strong>
        <span className="issue-unit"> {issue.userCount === 1 ? "user" : "users"}</span>
      </div>
    </>
  );
}
