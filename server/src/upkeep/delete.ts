import type { EventField, EventFilter } from "../query/model.ts";
import type { Identity } from "../stores/state/jobs.ts";
import { datasetNames } from "../stores/telemetry/datasets.ts";
import type { EventRemoval, RemovedEvent, RowRemoval } from "../stores/telemetry/removals.ts";
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
    await removeAll(context, { day, projectIds, filter, counters: "follow" }, (removed) => forgetInState(context, removed));
    await context.breathe();
  }
}

/** Deletes what carries one of the person's marks: an event by its fields, a row by its user. */
export async function deleteUser(context: JobContext, projectIds: readonly number[], identity: Identity): Promise<void> {
  const { email } = identity;
  if (email !== undefined) for (const projectId of projectIds) await context.state.forgetUserReports(projectId, { email });
  for (const [name, value] of Object.entries(identity)) {
    if (value === undefined || !isIdentityField(name)) continue;
    const filter: EventFilter = { kind: "field", field: fields[name], anyOf: [{ kind: "exact", value }], negated: false };
    await deleteEvents(context, projectIds, [filter]);
    const userTag = `${name}:${value}`;
    for (const day of await context.telemetry.removalDays()) {
      for (const projectId of projectIds) for (const from of datasetNames) await removeRows(context, { day, projectId, from, userTag });
      await context.breathe();
    }
  }
}

const fields = { id: "user.id", email: "user.email", username: "user.username", ip: "user.ip" } as const satisfies Record<keyof Identity, EventField>;

function isIdentityField(name: string): name is keyof Identity {
  return Object.hasOwn(fields, name);
}

async function removeAll(
  context: JobContext,
  removal: Omit<EventRemoval, "limit" | "note">,
  follow: (removed: readonly RemovedEvent[]) => Promise<void> = async () => undefined,
): Promise<void> {
  const { job, clock, telemetry } = context;
  for (;;) {
    const note = { at: clock.now(), how: "deleted", detail: `Deleted on request, with its files (job ${job.id}).` } as const;
    const removed = await telemetry.removeEvents({ ...removal, limit: eventsPerStep, note });
    if (removed.length === 0) return;
    await follow(removed);
    await release(context, removal.day, removed);
  }
}

async function forgetInState({ state, job }: JobContext, removed: readonly RemovedEvent[]): Promise<void> {
  const byIssue = Map.groupBy(removed, ({ issueId }) => issueId);
  await state.forgetEvents([...byIssue].map(([issueId, events]) => ({ issueId, count: events.length })));
  for (const [projectId, events] of Map.groupBy(removed, (event) => event.projectId))
    await state.forgetUserReports(projectId, { eventIds: events.map(({ eventId }) => eventId) });
  if (job.input.kind !== "deleteUser") return;
  for (const [user, events] of Map.groupBy(removed, (event) => event.user))
    if (user !== null) await state.forgetUser([...new Set(events.map(({ issueId }) => issueId))], user);
}

async function release(context: JobContext, day: number, removed: readonly RemovedEvent[]): Promise<void> {
  const { state } = context;
  let bytes = 0;
  for (const [projectId, events] of Map.groupBy(removed, (event) => event.projectId)) {
    bytes += await state.releaseUsage(projectId, "events", day, events.length);
    const files = events.reduce((sum, { attachments }) => sum + attachments, 0);
    if (files > 0) bytes += await state.releaseUsage(projectId, "attachments", day, files);
  }
  await context.step({ done: removed.length, bytes });
}

/** False: it stopped before the last one, since no more had to go. */
export async function removeRows(context: JobContext, removal: Omit<RowRemoval, "limit">, isOver?: () => Promise<boolean>): Promise<boolean> {
  const { day, projectId, from } = removal;
  for (;;) {
    const removed = await context.telemetry.removeDayRows({ ...removal, limit: rowsPerStep });
    if (removed === 0) return true;
    await context.step({ done: removed, bytes: await context.state.releaseUsage(projectId, from, day, removed) });
    if (isOver !== undefined && !(await isOver())) return false;
  }
}
