import path from "node:path";
import { column, everything } from "../src/query/table-query.ts";
import type { StateReader } from "../src/stores/state/port.ts";
import { openStateReader } from "../src/stores/state/sqlite/adapter.ts";
import type { TelemetryReader } from "../src/stores/telemetry/port.ts";
import { openTelemetryReader } from "../src/stores/telemetry/sqlite/adapter.ts";

const day = 86_400_000;

/**
 * What does not add up in the data folder of a server that has stopped: the counter of each issue in the state, its rows, and
 * the counters that telemetry keeps beside them must say the same. Only for folders that nothing was evicted from.
 */
export async function inconsistencies(data: string): Promise<readonly string[]> {
  const state = await openStateReader(path.join(data, "state.db"));
  const telemetry = await openTelemetryReader(path.join(data, "telemetry"));
  try {
    const found: string[] = [];
    const range = { from: 0, to: Date.now() + day };
    for (const { id: organizationId } of await state.organizations()) {
      for (const { id: projectId, slug } of await state.projects(organizationId)) {
        const counters = new Map<number, number>();
        for (let after: { readonly value: number; readonly id: number } | undefined; ;) {
          const page = await state.issues({ projectIds: [projectId], filter: [], sort: "new", limit: 100, ...(after !== undefined && { after }) });
          for (const issue of page) counters.set(issue.id, issue.timesSeen);
          const last = page.at(-1);
          if (last === undefined || page.length < 100) break;
          after = { value: last.firstSeen, id: last.id };
        }
        const grouped = await telemetry.aggregate({
          table: "events",
          projectIds: [projectId],
          range,
          where: everything,
          groupBy: [column("issueId")],
          aggregates: [{ kind: "count" }],
          maxGroups: 1_000_000,
        });
        const rows = new Map(grouped.groups.map(({ key, values }) => [Number(key[0]), Number(values[0])]));
        const rollups = new Map((await telemetry.issueTotals({ projectIds: [projectId], range })).map(({ issueId, count }) => [issueId, count]));
        for (const id of new Set([...counters.keys(), ...rows.keys(), ...rollups.keys()])) {
          const said = [counters.get(id) ?? 0, rows.get(id) ?? 0, rollups.get(id) ?? 0];
          if (new Set(said).size > 1) found.push(`${slug}: issue ${id} has ${said[0]} events by the state, ${said[1]} rows, and ${said[2]} by the rollups`);
        }
        found.push(...(await hashesOff(state, telemetry, slug, projectId, counters)));
        const series = await telemetry.projectSeries({ projectIds: [projectId], range: { from: range.to - 2 * day, to: range.to }, bucketMs: day });
        const [total, all] = [[...rows.values()].reduce((sum, count) => sum + count, 0), (series.get(projectId) ?? []).reduce((sum, count) => sum + count, 0)];
        if (total !== all) found.push(`${slug}: ${total} rows, and ${all} by the project's rollup`);
      }
    }
    return found;
  } finally {
    await Promise.all([state.close(), telemetry.close()]);
  }
}

/** Hashes whose counter is not the number of rows of their issue with that primary hash: an unmerge would move other events than it counts. */
async function hashesOff(
  state: StateReader,
  telemetry: TelemetryReader,
  slug: string,
  projectId: number,
  issues: ReadonlyMap<number, number>,
): Promise<readonly string[]> {
  const name = (issueId: number, hash: string | null): string => `${slug}: issue ${issueId}, hash ${hash ?? "unknown"}`;
  const rows = new Map<string, number>();
  const limit = 100_000;
  const events = await telemetry.events({ projectIds: [projectId], filter: [], limit });
  if (events.length === limit) throw new Error("too many events to compare");
  for (const { issueId, primaryHash } of events) rows.set(name(issueId, primaryHash), (rows.get(name(issueId, primaryHash)) ?? 0) + 1);
  const counters = new Map<string, number>();
  for (const issueId of issues.keys()) for (const { hash, timesSeen } of await state.hashes(issueId)) counters.set(name(issueId, hash), timesSeen);
  return [...new Set([...rows.keys(), ...counters.keys()])].flatMap((key) => {
    const said = [counters.get(key) ?? 0, rows.get(key) ?? 0];
    return said[0] === said[1] ? [] : [`${key} has ${said[0]} events by the state, and ${said[1]} rows`];
  });
}
