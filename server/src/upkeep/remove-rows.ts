import type { TableCondition } from "../query/table-query.ts";
import { column } from "../query/table-query.ts";
import type { Cell, DatasetName } from "../stores/telemetry/datasets.ts";
import type { RemovalStep, RowRemoval } from "../stores/telemetry/removals.ts";
import type { JobContext } from "./run-jobs.ts";

const rowsPerStep = 500;
/** What belongs to other rows is found by a key for each of them. */
const ownersPerStep = 100;

type Removal = Omit<RowRemoval, "limit" | "after">;

/** False: it stopped before the last one, since no more had to go. */
export async function removeRows(context: JobContext, removal: Removal, isOver?: () => Promise<boolean>): Promise<boolean> {
  const stepFrom = (after: number) => (): Promise<RemovalStep> => context.telemetry.removeDayRows({ ...removal, after, limit: rowsPerStep });
  for (let after: number | null = 0; after !== null;) {
    const step: RemovalStep = await context.settled(stepFrom(after));
    if (step.receipt !== null && isOver !== undefined && !(await isOver())) return false;
    after = step.next;
  }
  return true;
}

/** Rows that pass, after what belongs to them: as long as an owner is there, a restart finds its belongings again. */
export async function removeMatching(context: JobContext, day: number, projectId: number, from: DatasetName, where: TableCondition): Promise<void> {
  const columns = owners[from];
  if (columns !== undefined) {
    for (let after: number | null = 0; after !== null;) {
      const found: Awaited<ReturnType<typeof context.telemetry.rowsToRemove>> = await context.telemetry.rowsToRemove(
        { day, projectId, from, where, after, limit: ownersPerStep },
        columns,
      );
      if (found.rows.length > 0) await removeBelongings(context, { day, projectId, from }, found.rows);
      after = found.next;
      await context.breathe();
    }
  }
  await removeRows(context, { day, projectId, from, where });
}

/** Of datasets whose rows have something that belongs to them: what it is found by. */
const owners: { readonly [D in DatasetName]?: readonly string[] } = {
  transactions: ["eventId", "traceId", "profileId", "receivedAt"],
  replaySegments: ["replayId"],
  spans: ["profileId", "platform"],
};

/** A profiler of a page or an app is its user's; that of a server is everybody's. */
const personal = ["javascript", "android", "cocoa", "dart", "flutter", "react-native"];

interface Owners {
  readonly day: number;
  readonly projectId: number;
  readonly from: DatasetName;
}

async function removeBelongings(context: JobContext, { day, projectId, from }: Owners, rows: readonly (readonly Cell[])[]): Promise<void> {
  const cells = (index: number): readonly string[] => [...new Set(rows.flatMap((row) => row[index] ?? []).filter((cell) => typeof cell === "string"))];
  // What belongs together happened within hours; a file lies on the day of its arrival.
  const near = [day - 1, day, day + 1];
  const remove = async (what: DatasetName, where: TableCondition): Promise<void> => {
    for (const at of near) await removeRows(context, { day: at, projectId, from: what, where });
  };
  if (from === "replaySegments") await removeReplayParts(context, { day, projectId }, cells(0));
  if (from === "transactions") {
    const [eventIds, traceIds, profileIds] = [cells(0), cells(1), cells(2)];
    if (traceIds.length > 0) await remove("spans", { kind: "all", of: [among("traceId", traceIds), among("eventId", eventIds)] });
    await remove("profiles", among("eventId", eventIds));
    if (profileIds.length > 0) await remove("profiles", among("profileId", profileIds));
    const arrivals = rows.map((row) => Math.floor(Number(row[3]) / 86_400_000));
    for (const at of new Set([...near, ...arrivals])) await removeRows(context, { day: at, projectId, from: "attachments", eventIds });
  }
  if (from === "spans") {
    const profilers = [
      ...new Set(rows.flatMap(([profiler, platform]) => (typeof profiler === "string" && personal.includes(String(platform)) ? [profiler] : []))),
    ];
    if (profilers.length === 0) return;
    await remove("profiles", among("profileId", profilers));
    await remove("profileChunks", { kind: "all", of: [among("profilerId", profilers), among("platform", personal)] });
  }
}

/** Recordings first, and the day on which the replay was found last: whatever a restart finds leads to the rest. */
export async function removeReplayParts(
  context: JobContext,
  { day, projectId }: { readonly day: number; readonly projectId: number },
  replayIds: readonly string[],
): Promise<void> {
  if (replayIds.length === 0) return;
  for (const from of ["replayRecordings", "replaySegments"] as const)
    for (const at of [day - 1, day + 1, day]) await removeRows(context, { day: at, projectId, from, where: among("replayId", replayIds) });
}

export function among(name: string, values: readonly string[]): TableCondition {
  return { kind: "oneOf", of: column(name), values };
}
