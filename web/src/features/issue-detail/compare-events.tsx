import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { issueEventsQuery } from "../../api/queries.ts";
import type { IssueDetailShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useOrganization } from "../session/organization.ts";

interface CompareEventsProps {
  readonly issue: IssueDetailShape;
  readonly event: string;
}

/** Another event, to see why the two are together or apart: one of the issue's newest, or any by its id. */
export function CompareEvents({ issue, event }: CompareEventsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="panel-details" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>Compare with another event</summary>
      {isOpen ? <Choice issue={issue} event={event} /> : null}
    </details>
  );
}

function Choice({ issue, event }: CompareEventsProps) {
  const navigate = useNavigate();
  const newest = useQuery(issueEventsQuery(useOrganization().slug, issue.id)).data ?? [];
  const [other, setOther] = useState("");
  const id = other.replaceAll("-", "").trim().toLowerCase();
  const isId = /^[\da-f]{32}$/u.test(id);
  const slug = issue.project.slug;
  return (
    <>
      <ul className="hashes compare-choice">
        {newest
          .filter(({ eventID }) => eventID !== event)
          .map(({ eventID, title, dateCreated }) => (
            <li key={eventID}>
              <span className="hashes-what">
                <Link to="/compare" search={{ slug, left: event, right: eventID }} title={eventID}>
                  <span className="mono">{eventID.slice(0, 8)}</span> {title === issue.title ? "" : title}
                </Link>
                <span className="muted">
                  <RelativeTime at={dateCreated} />
                </span>
              </span>
            </li>
          ))}
      </ul>
      <form
        className="grouping-compare"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (isId) void navigate({ to: "/compare", search: { slug, left: event, right: id } });
        }}
      >
        <TextField label="Or one by its id" value={other} onChange={setOther} autoComplete="off" spellCheck={false} />
        <Button type="submit" disabled={!isId}>
          Compare
        </Button>
      </form>
    </>
  );
}
