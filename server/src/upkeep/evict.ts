import { datasetNames, type DatasetName } from "../stores/telemetry/datasets.ts";
import type { DiskBudget } from "../stores/state/disk.ts";
import type { EvictionCursor, EvictionStep } from "../stores/telemetry/removals.ts";
import { removeRows } from "./remove-rows.ts";
import type { JobContext, UpkeepStores } from "./run-jobs.ts";
import { evictUploads } from "./uploads.ts";

/** An eviction goes a little below the budget, so that it does not start again with the next event. */
const goal = 0.9;
const eventsPerStep = 300;
const dayMs = 86_400_000;

/** Writes down an eviction for each budget that is exceeded, unless there are jobs to be done first: what they free counts, too. */
export async function watchBudgets({ state }: Pick<UpkeepStores, "state">, now: number, maxBytes: number | null): Promise<readonly DiskBudget[]> {
  if ((await state.nextJob()) !== undefined) return [];
  const exceeded = await state.exceededBudgets(Math.floor(now / dayMs));
  for (const { projectId, category } of exceeded) await state.createJob({ projectId, userId: null, input: { kind: "evict", projectId, category }, at: now });
  if (exceeded.length === 0 && maxBytes !== null && (await state.diskBytes()) > maxBytes)
    await state.createJob({ userId: null, input: { kind: "evictInstance", maxBytes }, at: now });
  return exceeded;
}

/** Of all projects, the oldest goes first: dull events of all days, then whole days of anything. */
export async function evictInstance(context: JobContext, maxBytes: number): Promise<void> {
  const isOver = async (): Promise<boolean> => (await context.state.diskBytes()) > maxBytes * goal;
  for (const { projectId, category, day } of await context.state.oldestUsage())
    if (category === "events" && (await isOver())) await thinOut(context, projectId, day, isOver);
  for (const { projectId, category, day } of await context.state.oldestUsage()) if (await isOver()) await dropDay(context, projectId, category, day, isOver);
}

/**
 * Brings a category of a project below its budget: what is too old goes by days. Of events, dull ones go first (the day's
 * first and last of an issue, the first of a release and a spread over the day stay), oldest days first; only when none are
 * left, whole days. What was counted stays counted. Of everything else the oldest goes.
 */
export async function evict(context: JobContext, projectId: number, category: string): Promise<void> {
  const budget = (await context.state.diskBudgetsOf(projectId)).find((each) => each.category === category);
  if (budget === undefined) return;
  const { maxBytes, maxDays } = budget;
  const today = Math.floor(context.clock.now() / dayMs);
  const usage = async () => (await context.state.usageOf(projectId, category)).filter(({ items }) => items > 0);
  for (const { day } of await usage()) if (maxDays !== null && day < today - maxDays) await dropDay(context, projectId, category, day);
  if (maxBytes === null) return;
  const isOver = async (): Promise<boolean> => (await usage()).reduce((sum, { bytes }) => sum + bytes, 0) > maxBytes * goal;
  if (category === "events") for (const { day } of await usage()) if (await isOver()) await thinOut(context, projectId, day, isOver);
  for (const { day } of await usage()) if (await isOver()) await dropDay(context, projectId, category, day, isOver);
}

async function thinOut(context: JobContext, projectId: number, day: number, isOver: () => Promise<boolean>): Promise<void> {
  const { telemetry, clock, job } = context;
  for (const issueId of await telemetry.busyIssues(day, projectId)) {
    const stepFrom = (cursor: EvictionCursor | null) => (): Promise<EvictionStep> => {
      const detail = `Removed to stay within the budget of its project; others of its issue are kept (job ${job.id}).`;
      return telemetry.evictEvents({ day, projectId, issueId, cursor, limit: eventsPerStep, note: { at: clock.now(), how: "evicted", detail } });
    };
    let cursor: EvictionCursor | null = null;
    do {
      const step: EvictionStep = await context.settled(stepFrom(cursor));
      cursor = step.cursor;
      if (!(await isOver())) return;
    } while (cursor !== null);
  }
}

/** Oldest first, as long as it is over; all of it when nothing is asked. */
async function dropDay(context: JobContext, projectId: number, category: string, day: number, isOver?: () => Promise<boolean>): Promise<void> {
  if (category === "events") {
    const note = { at: context.clock.now(), how: "evicted", detail: `Removed to stay within the budget of its project (job ${context.job.id}).` } as const;
    const removal = { day, projectIds: [projectId], filter: [], after: 0, limit: eventsPerStep, note, counters: "keep" } as const;
    for (;;) {
      const { receipt } = await context.settled(() => context.telemetry.removeEvents(removal));
      if (receipt === null) break;
      if (isOver !== undefined && !(await isOver())) return;
    }
  } else if (category === "uploads") {
    if (!(await evictUploads(context, projectId, day, isOver))) return;
  } else if (category === "attachments" || isDataset(category)) {
    if (!(await removeRows(context, { day, projectId, from: category }, isOver))) return;
  }
  // Whatever the account still says: there is nothing left.
  await context.state.releaseUsage(projectId, category, day, Number.MAX_SAFE_INTEGER);
}

function isDataset(name: string): name is DatasetName {
  return datasetNames.some((dataset) => dataset === name);
}
