import path from "node:path";
import { column, everything } from "../src/query/table-query.ts";
import { openStateReader } from "../src/stores/state/sqlite/adapter.ts";
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
