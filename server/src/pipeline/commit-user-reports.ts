import type { IngestTransaction } from "../stores/state/port/ingest.ts";
import type { EventRow, TelemetryWriter } from "../stores/telemetry/port.ts";
import type { ItemOutcome, ProcessedUserReport } from "./batch.ts";

interface KnownReport {
  readonly report: ProcessedUserReport;
  /** Of the event, when an earlier batch stored it. */
  readonly issueId: number | null;
}

export function withIssues(reports: readonly ProcessedUserReport[], telemetry: Pick<TelemetryWriter, "issueOf">): Promise<readonly KnownReport[]> {
  return Promise.all(reports.map(async (report) => ({ report, issueId: (await telemetry.issueOf(report.projectId, report.eventId)) ?? null })));
}

/** Stores reports with the issue of their event, which may come in the same batch, before or later, and tells what became of each. */
export async function saveUserReports(
  known: readonly KnownReport[],
  rows: readonly Pick<EventRow, "projectId" | "eventId" | "issueId">[],
  transaction: Pick<IngestTransaction, "saveUserReports">,
): Promise<readonly ItemOutcome[]> {
  if (known.length === 0) return [];
  const inBatch = new Map(rows.map(({ projectId, eventId, issueId }) => [`${projectId}:${eventId}`, issueId]));
  const fates = await transaction.saveUserReports(
    known.map(({ report: { projectId, eventId, name, email, comments, receivedAt }, issueId }) => ({
      projectId,
      eventId,
      name,
      email,
      comments,
      receivedAt,
      issueId: inBatch.get(`${projectId}:${eventId}`) ?? issueId,
    })),
  );
  return known.map(({ report }, i) => outcomeOf(report, fates[i] ?? "gone"));
}

const refusals = {
  duplicate: { outcome: "invalid", reason: "duplicate", detail: "The event has a report that is older than five minutes." },
  gone: { outcome: "invalid", reason: "project_id", detail: "The project was deleted before the report was processed." },
} as const;

function outcomeOf({ seq, projectId, keyId, receivedAt, requestId, eventId }: ProcessedUserReport, fate: "stored" | keyof typeof refusals): ItemOutcome {
  const item = { seq, projectId, keyId, receivedAt, eventId: requestId, itemType: "user_report", category: "feedback", quantity: 1 } as const;
  if (fate !== "stored") return { ...item, ...refusals[fate] };
  return { ...item, outcome: "accepted", reason: null, detail: `Stored as what a user wrote about event ${eventId}.` };
}
