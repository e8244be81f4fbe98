import type { EventShape, IssueDetailShape } from "../../api/shapes.ts";
import { Card } from "../../ui/card.tsx";
import { AttachmentsCard } from "../event/attachments-card.tsx";
import { BreadcrumbsCard } from "../event/breadcrumbs-card.tsx";
import { ContextsCard, EventTags, ExtraCard, FlagsCard, PackagesCard, ReceptionCard, UserCard } from "../event/contexts-cards.tsx";
import { type EventParts, eventParts } from "../event/event-parts.ts";
import { KeyValues } from "../event/key-values.tsx";
import { RawCard } from "../event/raw-card.tsx";
import { RequestCard } from "../event/request-card.tsx";
import { SpanEvidenceCard } from "../event/span-evidence-card.tsx";
import { StackCard } from "../event/stack-card.tsx";
import { ThreadsCard } from "../event/threads-card.tsx";
import { valueText } from "../event/value-text.ts";
import { useOrganization } from "../session/organization.ts";
import { TraceCard } from "./trace-card.tsx";

/** The parts of one event in the order of the questions: where in the code, what led to it, who. What was not sent is not shown. */
export function EventSections({ issue, event }: { readonly issue: IssueDetailShape; readonly event: EventShape }) {
  const organization = useOrganization();
  const parts = eventParts(event);
  const place = { organization: organization.slug, project: issue.project.slug, event: event.eventID };
  return (
    <>
      {event.userReport === null ? null : <UserReportCard report={event.userReport} />}
      {event.occurrence === null ? null : <SpanEvidenceCard event={event} />}
      {parts.message !== null && parts.message.formatted !== "" ? <MessageCard message={parts.message} /> : null}
      {parts.report.length > 0 ? <ReportCard report={parts.report} /> : null}
      {parts.exceptions.length > 0 ? <StackCard id="stack" title="Stack trace" exceptions={parts.exceptions} platform={event.platform} /> : null}
      {parts.exceptions.length === 0 && parts.stack !== null ? (
        <StackCard
          id="stack"
          title="Stack trace"
          exceptions={[{ type: event.title, value: "", module: null, mechanism: null, stack: parts.stack }]}
          platform={event.platform}
        />
      ) : null}
      {parts.threads.length > 0 ? <ThreadsCard threads={parts.threads} platform={event.platform} /> : null}
      {parts.breadcrumbs.length > 0 ? <BreadcrumbsCard breadcrumbs={parts.breadcrumbs} /> : null}
      <TraceCard event={event} />
      {parts.request === null ? null : <RequestCard request={parts.request} />}
      <EventTags event={event} />
      <UserCard event={event} />
      <ContextsCard event={event} />
      <FlagsCard contexts={event.contexts} />
      <ExtraCard event={event} />
      <AttachmentsCard {...place} />
      <PackagesCard packages={event.packages} />
      <ReceptionCard event={event} />
      <RawCard {...place} />
    </>
  );
}

/** What somebody wrote into the dialog that came up after the error. */
function UserReportCard({ report }: { readonly report: NonNullable<EventShape["userReport"]> }) {
  const author = [report.name, report.email].filter((part) => part !== null).join(", ");
  return (
    <Card title="User report" id="user-report" note={author === "" ? undefined : author}>
      <div className="card-body">
        <p className="message-text" dir="auto">
          {report.comments}
        </p>
      </div>
    </Card>
  );
}

function ReportCard({ report }: Pick<EventParts, "report">) {
  return (
    <Card title="Violated policy" id="report">
      <div className="card-section">
        <KeyValues pairs={report} />
      </div>
    </Card>
  );
}

function MessageCard({ message }: { readonly message: NonNullable<EventParts["message"]> }) {
  const hasParams = message.params !== null && (Array.isArray(message.params) ? message.params.length > 0 : true);
  return (
    <Card title="Message" id="message">
      <div className="card-body">
        <p className="message-text" dir="auto">
          {message.formatted}
        </p>
        {hasParams ? <p className="muted mono">{`${message.template ?? ""} ${valueText(message.params)}`.trim()}</p> : null}
      </div>
    </Card>
  );
}
