import type { StateReader, StateWriter } from "../stores/state/port.ts";
import type { UserReport } from "../stores/state/model.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";

export interface WrittenReport {
  readonly projectId: number;
  readonly keyId: number;
  /** 32 lowercase hex. */
  readonly eventId: string;
  readonly name: string;
  readonly email: string;
  readonly comments: string;
}

interface ReportStores {
  readonly state: Pick<StateReader, "userReport">;
  readonly writer: Pick<StateWriter, "saveUserReport">;
  readonly telemetry: Pick<TelemetryReader, "event">;
}

/** Later, nobody remembers what happened (`protocol.md` §2.7). */
const patienceMs = 30 * 60_000;

/** Keeps what a user wrote about an event that is known, or will be. `tooLate`: the event or an earlier report is too old. */
export async function saveUserReport({ state, writer, telemetry }: ReportStores, report: WrittenReport, now: number): Promise<UserReport | "tooLate" | "gone"> {
  const event = await telemetry.event([report.projectId], report.eventId);
  if (event !== undefined && now - event.receivedAt > patienceMs) return "tooLate";
  const fate = await writer.saveUserReport({ ...report, issueId: event?.issueId ?? null, receivedAt: now });
  if (fate === "duplicate") return "tooLate";
  return fate === "gone" ? "gone" : ((await state.userReport(report.projectId, report.eventId)) ?? "gone");
}
