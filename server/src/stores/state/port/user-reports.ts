import type { UserReport } from "../model.ts";

export interface UserReportReads {
  /** Of all events of a project, newest first. */
  projectUserReports(projectId: number, window: { readonly offset: number; readonly limit: number }): Promise<readonly UserReport[]>;
  /** Newest first. */
  userReports(issueId: number, window: { readonly offset: number; readonly limit: number }): Promise<readonly UserReport[]>;
  userReportCount(issueId: number): Promise<number>;
  /** What was written about one event. */
  userReport(projectId: number, eventId: string): Promise<UserReport | undefined>;
}

export interface UserReportWrites {
  /** What a user wrote that came by the API or the dialog and not by ingest; counted with the key. */
  saveUserReport(report: NewUserReport & { readonly keyId: number }): Promise<UserReportFate>;
}

/** `issueId`: of the event, when it is stored. */
export type NewUserReport = Omit<UserReport, "id">;

/** `gone`: its project was deleted. */
export type UserReportFate = "stored" | "duplicate" | "gone";
