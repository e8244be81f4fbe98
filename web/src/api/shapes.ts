import type {
  DiskBudget,
  DiskUsage,
  Job,
  Activity,
  Attachment,
  EventDetail,
  EventFate,
  Issue,
  IssueDetail,
  ItemOutcome,
  Project,
  ProjectDetail,
  ProjectKey,
  Session,
  Tag,
  Token,
  UpdateIssueInput,
} from "@vedette/api-client";

/** The API's shapes under the names that the pages use. */
export type SessionShape = Session;
export type SessionUser = NonNullable<Session["user"]>;
export type OrganizationShape = Session["organizations"][number];
export type ProjectShape = Project | ProjectDetail;
export type ProjectDetailShape = ProjectDetail;
export type KeyShape = ProjectKey;
export type TokenShape = Token;
export type IssueShape = Issue;
export type IssueDetailShape = IssueDetail;
export type ActorShape = NonNullable<Issue["assignedTo"]>;
export type ActivityShape = Activity;
export type EventShape = EventDetail;
export type TagShape = Tag;
export type AttachmentShape = Attachment;
export type OutcomeShape = ItemOutcome;
export type FateShape = EventFate;
export type JobShape = Job;
export type DiskUsageShape = DiskUsage;
export type DiskBudgetShape = DiskBudget;
export type IssueChangeBody = UpdateIssueInput["body"];
