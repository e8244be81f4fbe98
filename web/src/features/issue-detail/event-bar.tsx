import "./event-bar.css";

import { Link } from "@tanstack/react-router";

import type { EventShape } from "../../api/shapes.ts";
import { buttonClass } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { absoluteTime } from "../../ui/time-text.ts";
import { DeleteEvent } from "./delete-event.tsx";

interface EventBarProps {
  readonly issueId: string;
  /** What the address asks for: an event id, or one of the three names. */
  readonly asked: string;
  readonly event: EventShape;
}

const names = [
  { value: "recommended", label: "Recommended" },
  { value: "oldest", label: "First" },
  { value: "latest", label: "Latest" },
] as const;

/** Which event of the issue is shown, and the way to the others. */
export function EventBar({ issueId, asked, event }: EventBarProps) {
  return (
    <div className="event-nav">
      <nav className="event-nav-names" aria-label="Events of this issue">
        {names.map((name) => (
          <Link
            key={name.value}
            to="/issues/$issueId/events/$eventId"
            params={{ issueId, eventId: name.value }}
            className="event-nav-name"
            activeProps={{}}
            aria-current={name.value === asked ? "true" : undefined}
          >
            {name.label}
          </Link>
        ))}
      </nav>
      <span className="event-nav-steps">
        <Step issueId={issueId} to={event.previousEventID ?? null} label="Older" mark="‹" keys="[" />
        <Step issueId={issueId} to={event.nextEventID ?? null} label="Newer" mark="›" keys="]" />
      </span>
      <span className="event-nav-id">
        <Link to="/issues/$issueId/events/$eventId" params={{ issueId, eventId: event.eventID }} className="mono" title={event.eventID}>
          {event.eventID.slice(0, 8)}
        </Link>
        <CopyButton text={event.eventID} what="the event id" tone="quiet" />
      </span>
      <span className="event-nav-time">
        <RelativeTime at={event.dateCreated} />, <span className="num">{absoluteTime(event.dateCreated)}</span>
      </span>
      <DeleteEvent event={event} issueId={issueId} />
    </div>
  );
}

function Step({
  issueId,
  to,
  label,
  mark,
  keys,
}: {
  readonly issueId: string;
  readonly to: string | null;
  readonly label: string;
  readonly mark: string;
  readonly keys: string;
}) {
  const text = label === "Older" ? `${mark} ${label}` : `${label} ${mark}`;
  if (to === null) {
    return (
      <span className={`${buttonClass("plain", "small")} event-nav-off`} aria-disabled="true">
        {text}
      </span>
    );
  }
  return (
    <Link
      to="/issues/$issueId/events/$eventId"
      params={{ issueId, eventId: to }}
      className={buttonClass("plain", "small")}
      title={`${label} event, key ${keys}`}
      aria-label={`${label} event`}
      resetScroll={false}
    >
      {text}
    </Link>
  );
}
