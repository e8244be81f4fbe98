import "./where.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { fatesQuery, projectsQuery, recentOutcomesQuery } from "../../api/queries.ts";
import type { FateShape, ProjectShape } from "../../api/shapes.ts";
import { OutcomeTable } from "../../features/fate/outcome-table.tsx";
import { useFilters } from "../../features/filters/use-filters.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { byteText } from "../../ui/number-text.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { absoluteTime, durationText } from "../../ui/time-text.ts";
import { eventIdOf } from "./event-id.ts";

export function Where() {
  const organization = useOrganization();
  const filters = useFilters();
  const { event } = useSearch({ from: "/frame/where" });
  const projects = useQuery(projectsQuery(organization.slug)).data ?? [];
  const recent = useQuery(recentOutcomesQuery(organization.slug, filters.project));
  const dropped = (recent.data ?? []).filter((outcome) => outcome.outcome !== "accepted");
  useTitle("Where did it go?");
  return (
    <div className="where">
      <h1 className="page-title">Where did it go?</h1>
      <p className="page-lead">
        Every item that an SDK sends has one fate: stored, or dropped for a reason that stands here. Look an event up by the id that its SDK returned.
      </p>
      <EventIdForm key={event ?? ""} initial={event ?? ""} />
      {event === undefined ? null : <Fates organization={organization.slug} event={event} projects={projects} />}
      <Card title="Recently not stored" id="recent" note="newest first">
        {recent.isPending ? <Skeleton lines={4} /> : null}
        {recent.isError ? (
          <Notice tone="failed" title="The list could not be read">
            {recent.error.message}
          </Notice>
        ) : null}
        {recent.isSuccess && dropped.length === 0 ? <Notice title="Nothing was dropped">Everything that reached the server was stored.</Notice> : null}
        {dropped.length === 0 ? null : <OutcomeTable label="Items that were not stored" outcomes={dropped} projects={projects} />}
      </Card>
    </div>
  );
}

function EventIdForm({ initial }: { readonly initial: string }) {
  const navigate = useNavigate();
  const [text, setText] = useState(initial);
  const [isWrong, setWrong] = useState(false);
  return (
    <search>
      <form
        className="where-form"
        onSubmit={(submit) => {
          submit.preventDefault();
          const id = eventIdOf(text);
          setWrong(id === undefined);
          if (id !== undefined) void navigate({ to: "/where", search: (before) => ({ ...before, event: id }) });
        }}
      >
        <input
          className="input mono"
          aria-label="Event id"
          aria-invalid={isWrong || undefined}
          aria-describedby="where-hint"
          placeholder="Event id, 32 hexadecimal digits"
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(change) => setText(change.currentTarget.value)}
        />
        <Button type="submit" tone="primary">
          Look up
        </Button>
        <p id="where-hint" className={isWrong ? "field-error" : "only-heard"}>
          An event id has 32 hexadecimal digits; dashes may stand between them.
        </p>
      </form>
    </search>
  );
}

function Fates({ organization, event, projects }: { readonly organization: string; readonly event: string; readonly projects: readonly ProjectShape[] }) {
  const fates = useQuery(fatesQuery(organization, event));
  if (fates.isPending) return <Skeleton lines={3} />;
  const found = (fates.data ?? []).filter((fate) => fate.stored !== null || fate.outcomes.length > 0);
  if (found.length === 0) {
    return (
      <Card title="No trace of this event" id="fate">
        <div className="card-body where-nowhere">
          <p>
            {fates.isError ? fates.error.message : "It did not reach this server under any project that you may see."} What may have happened before the server:
          </p>
          <ul>
            <li>The SDK did not send it: sampling, a beforeSend that returned nothing, an ignored error, a full queue at exit (call flush or close).</li>
            <li>The DSN names another host, another project, or a disabled key; the SDK&apos;s debug option prints the answer.</li>
            <li>A proxy, a firewall or an ad blocker stood between.</li>
            <li>It was deleted by age.</li>
          </ul>
        </div>
      </Card>
    );
  }
  return (
    <>
      {found.map((fate) => (
        <FateCard key={fate.projectId} fate={fate} project={projects.find((project) => project.id === fate.projectId)} />
      ))}
    </>
  );
}

function FateCard({ fate, project }: { readonly fate: FateShape; readonly project: ProjectShape | undefined }) {
  const { stored } = fate;
  return (
    <Card
      id={`fate-${fate.projectId}`}
      title={stored === null ? "Not stored" : stored.issueId === null ? "Stored as a transaction" : "Stored"}
      note={project?.slug ?? `project ${fate.projectId}`}
      actions={
        typeof stored?.issueId !== "string" ? undefined : (
          <Link to="/issues/$issueId/events/$eventId" params={{ issueId: stored.issueId, eventId: fate.eventId }} className={buttonClass("primary", "small")}>
            Open it in {stored.shortId}
          </Link>
        )
      }
    >
      {stored === null ? null : (
        <p className="card-body">
          Accepted {absoluteTime(stored.dateReceived)}. {arrivalText(stored.dateCreated, stored.dateReceived)} {byteText(stored.bodyBytes)} kept
          {stored.attachments === 0 ? "" : `, with ${stored.attachments} ${stored.attachments === 1 ? "attachment" : "attachments"}`}.
        </p>
      )}
      {fate.outcomes.length === 0 ? null : <OutcomeTable label="Outcomes of its items" outcomes={fate.outcomes} />}
    </Card>
  );
}

function arrivalText(created: string, received: string): string {
  const delay = Date.parse(received) - Date.parse(created);
  return delay > 1000 ? `It happened ${durationText(delay)} before.` : "";
}
