import { sql, type Compilable, type Selectable } from "kysely";
import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import type { UserReport } from "../model.ts";
import type { StateReader } from "../port.ts";
import type { NewUserReport, UserReportFate } from "../port/user-reports.ts";
import { Prepared, slot, type StateDb } from "./kysely.ts";
import type { Schema } from "./schema.ts";

/** So long a second report replaces the first: somebody corrected it (`protocol.md` §2.7). */
const correctionMs = 300_000;

/** The ingest side of user reports; statements are prepared when the first report or batch needs them. */
export class UserReports {
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(database: Database, db: StateDb) {
    this.#statements = prepareStatements(database, db);
  }

  save(report: NewUserReport): UserReportFate {
    const { projectId: project, eventId: event } = report;
    if (this.#statements.project.get({ project }) === undefined) return "gone";
    const values = { project, event, issue: report.issueId, name: report.name, email: report.email, comments: report.comments, at: report.receivedAt };
    return this.#statements.save.run({ ...values, since: report.receivedAt - correctionMs }) > 0 ? "stored" : "duplicate";
  }

  link(events: readonly { readonly projectId: number; readonly eventId: string; readonly issueId: number }[]): void {
    // Nearly always nothing waits: then no event costs anything.
    if (events.length === 0 || this.#statements.anyWaiting.get({}) === undefined) return;
    for (const { projectId, eventId, issueId } of events) this.#statements.link.run({ project: projectId, event: eventId, issue: issueId });
  }
}

function prepareStatements(database: Database, db: StateDb) {
  const run = (query: Compilable) => new Prepared(database, query, () => undefined);
  const found = (query: Compilable) => new Prepared(database, query, (row) => number(row, "found"));
  const found1 = sql<number>`1`.as("found");
  return {
    project: found(db.selectFrom("projects").select(found1).where("id", "=", slot<number>("project"))),
    anyWaiting: found(db.selectFrom("user_reports").select(found1).where("issue_id", "is", null).limit(1)),
    save: run(
      db
        .insertInto("user_reports")
        .values({
          project_id: slot<number>("project"),
          event_id: slot<string>("event"),
          // Undefined when the issue was deleted meanwhile.
          issue_id: sql<number | null>`(select id from issues where id = ${slot("issue")})`,
          name: slot<string>("name"),
          email: slot<string>("email"),
          comments: slot<string>("comments"),
          received_at: slot<number>("at"),
        })
        .onConflict((conflict) =>
          conflict
            .columns(["project_id", "event_id"])
            .doUpdateSet({
              issue_id: sql<number | null>`coalesce(user_reports.issue_id, excluded.issue_id)`,
              name: sql<string>`excluded.name`,
              email: sql<string>`excluded.email`,
              comments: sql<string>`excluded.comments`,
            })
            .where("user_reports.received_at", ">=", slot<number>("since")),
        ),
    ),
    link: run(
      db
        .updateTable("user_reports")
        .set({ issue_id: slot<number>("issue") })
        .where("project_id", "=", slot<number>("project"))
        .where("event_id", "=", slot<string>("event"))
        .where("issue_id", "is", null),
    ),
  };
}

export function userReportReads(db: StateDb) {
  return {
    async userReports(issueId, { offset, limit }) {
      const rows = db.selectFrom("user_reports").selectAll().where("issue_id", "=", issueId).orderBy("received_at", "desc").orderBy("id", "desc");
      return (await rows.offset(offset).limit(limit).execute()).map(toUserReport);
    },
    async projectUserReports(projectId, { offset, limit }) {
      const rows = db.selectFrom("user_reports").selectAll().where("project_id", "=", projectId).orderBy("received_at", "desc").orderBy("id", "desc");
      return (await rows.offset(offset).limit(limit).execute()).map(toUserReport);
    },
    async userReportCount(issueId) {
      const count = sql<number>`count(*)`.as("count");
      return (await db.selectFrom("user_reports").select(count).where("issue_id", "=", issueId).executeTakeFirstOrThrow()).count;
    },
    async userReport(projectId, eventId) {
      const row = await db.selectFrom("user_reports").selectAll().where("project_id", "=", projectId).where("event_id", "=", eventId).executeTakeFirst();
      return row && toUserReport(row);
    },
  } satisfies Partial<StateReader>;
}

function toUserReport({ id, project_id, event_id, issue_id, name, email, comments, received_at }: Selectable<Schema["user_reports"]>): UserReport {
  return { id, projectId: project_id, eventId: event_id, issueId: issue_id, name, email, comments, receivedAt: received_at };
}
