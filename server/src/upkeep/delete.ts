import type { EventFilter } from "../query/model.ts";
import type { TableCondition } from "../query/table-query.ts";
import type { Identity } from "../stores/state/jobs.ts";
import { datasetNames, type DatasetName } from "../stores/telemetry/datasets.ts";
import type { EventRemoval, RemovalStep } from "../stores/telemetry/removals.ts";
import { countedAs, eventsOf, isNamedIn, rowsOf } from "./person.ts";
import { among, removeMatching, removeReplayParts } from "./remove-rows.ts";
import type { JobContext } from "./run-jobs.ts";

/** About 10 ms of the writer's time. */
const eventsPerStep = 200;
const rowsPerStep = 500;
const usersPerStep = 2000;

export async function deleteIssues(context: JobContext, issues: readonly { readonly projectId: number; readonly id: number }[]): Promise<void> {
  for (const day of await context.telemetry.removalDays()) {
    for (const { projectId, id } of issues) {
      await context.telemetry.removeIssueCounters(day, projectId, id);
      await removeAll(context, { day, projectIds: [projectId], issueId: id, filter: [], counters: "gone" });
      await context.breathe();
    }
  }
  for (const { id } of issues) while ((await context.state.forgetUsersOfIssue(id, usersPerStep)) > 0) await context.step({});
}

export async function deleteEvents(context: JobContext, projectIds: readonly number[], filter: readonly EventFilter[]): Promise<void> {
  for (const day of await context.telemetry.removalDays()) {
    await removeAll(context, { day, projectIds, filter, counters: "follow" });
    await context.breathe();
  }
}

export async function deleteRows(context: JobContext, projectIds: readonly number[], dataset: DatasetName, where: TableCondition): Promise<void> {
  for (const day of await context.telemetry.removalDays()) for (const projectId of projectIds) await removeMatching(context, day, projectId, dataset, where);
}

const replaysPerStep = 100;

export async function deleteReplays(context: JobContext, projectIds: readonly number[], replayIds: readonly string[]): Promise<void> {
  for (const day of await context.telemetry.removalDays())
    for (const projectId of projectIds)
      for (let at = 0; at < replayIds.length; at += replaysPerStep)
        await removeReplayParts(context, { day, projectId }, replayIds.slice(at, at + replaysPerStep));
}

/** Deletes what carries one of the person's marks, whatever kind of data it is, and what belongs to that. */
export async function deleteUser(context: JobContext, projectIds: readonly number[], identity: Identity): Promise<void> {
  await deleteEvents(context, projectIds, [eventsOf(identity)]);
  for (const day of await context.telemetry.removalDays()) {
    for (const projectId of projectIds) {
      await deleteTransactionsOfSpans(context, day, projectId, identity);
      for (const from of datasetNames) {
        const where = rowsOf(from, identity);
        if (where !== undefined) await removeMatching(context, day, projectId, from, where);
      }
      const counted = await context.telemetry.forgetPerson({ day, projectId, ...countedAs(identity) });
      if (counted > 0) await context.step({ kind: "counters", done: counted });
    }
  }
  const { email, username } = identity;
  for (const projectId of projectIds) {
    const { tags } = countedAs(identity);
    const person = { tags, ...(email !== undefined && { email }), ...(username !== undefined && { name: username }) };
    const reports = await context.state.forgetPerson(projectId, person);
    if (reports > 0) await context.step({ kind: "userReports", done: reports });
  }
  await deleteLetters(context, new Set(projectIds), identity);
}

/** Transactions that were stored before they had a column for their user name it in the span that stands for them. */
async function deleteTransactionsOfSpans(context: JobContext, day: number, projectId: number, identity: Identity): Promise<void> {
  const where = rowsOf("spans", identity);
  if (where === undefined) return;
  for (let after: number | null = 0; after !== null;) {
    const found: Awaited<ReturnType<typeof context.telemetry.rowsToRemove>> = await context.telemetry.rowsToRemove(
      { day, projectId, from: "spans", where, after, limit: rowsPerStep },
      ["eventId"],
    );
    const ids = [...new Set(found.rows.flatMap(([id]) => (typeof id === "string" ? [id] : [])))];
    // A span's day is that of its start, a transaction's that of its end.
    if (ids.length > 0) for (const at of [day, day + 1]) await removeMatching(context, at, projectId, "transactions", among("eventId", ids));
    after = found.next;
    await context.breathe();
  }
}

async function deleteLetters(context: JobContext, projectIds: ReadonlySet<number>, identity: Identity): Promise<void> {
  const { letters } = context;
  for (const { id, projectId, bytes } of letters.list()) {
    if (!projectIds.has(projectId)) continue;
    const record = letters.read(id);
    if (record !== undefined && isNamedIn(record.body, identity) && letters.remove(id)) await context.step({ kind: "deadLetters", done: 1, bytes });
    else await context.breathe();
  }
}

async function removeAll(context: JobContext, removal: Omit<EventRemoval, "limit" | "note" | "after">): Promise<void> {
  const { job, clock, telemetry } = context;
  const stepFrom = (after: number) => (): Promise<RemovalStep> => {
    const note = { at: clock.now(), how: "deleted", detail: `Deleted on request, with its files (job ${job.id}).` } as const;
    return telemetry.removeEvents({ ...removal, after, limit: eventsPerStep, note });
  };
  for (let after: number | null = 0; after !== null;) {
    const step: RemovalStep = await context.settled(stepFrom(after));
    after = step.next;
  }
}
