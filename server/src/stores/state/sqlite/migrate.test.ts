import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Database } from "../../sqlite/database.ts";
import { migrateState, openStateReader, openStateWriter } from "./adapter.ts";
import { migrations } from "./migrate.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-migrate-"));
  file = path.join(folder, "state.db");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function sql(...statements: readonly string[]): void {
  const database = new Database(file, { readOnly: false, cacheBytes: 1024 * 1024 });
  for (const statement of statements) database.exec(statement);
  database.close();
}

const issue = "type, level, platform, title, culprit, metadata_json, details_json, priority, is_unhandled, for_review";
const described = "'error', 'error', 'node', 'Error: old', 'f', '{}', '{\"ignoreCount\":5}', 'high', 0, 0";

it("lifts a database of the first schema, keeps its rows and fills what is new", async () => {
  expect(await migrateState(file, "0001-initial")).toEqual({ applied: ["0001-initial"] });
  sql(
    "insert into organizations (slug, name, created_at) values ('acme', 'Acme', 1)",
    "insert into projects (organization_id, slug, name, status, created_at, options_json, last_short_id) values (1, 'shop', 'Shop', 'active', 1, '{}', 2)",
    `insert into issues (project_id, short_id, status, substatus, first_seen, last_seen, times_seen, user_count, first_release, ${issue})
     values (1, 1, 'ignored', 'archived_until_condition_met', 1, 2, 40, 3, '1.0', ${described}), (1, 2, 'unresolved', 'new', 1, 2, 1, 0, '1.0', ${described})`,
    "insert into issue_hashes values (1, 'a', 1)",
    "insert into releases (organization_id, version, created_at) values (1, '1.0', 1)",
    "insert into release_projects values (1, 1, 1, 2)",
  );
  const { applied } = await migrateState(file);
  expect(applied).toEqual(Object.keys(migrations).slice(1));

  const reader = await openStateReader(file);
  const writer = await openStateWriter(file);
  expect(await reader.schemaVersion()).toBe(Object.keys(migrations).at(-1));
  expect(await reader.issue([1], 1)).toMatchObject({ title: "Error: old", status: "ignored", timesSeen: 40, statusDetails: { ignoreCount: 5 } });
  expect(await reader.release(1, "1.0")).toMatchObject({ newIssues: 2, lastEventAt: 2 });
  // The snooze counts from the migration on: four more events do not end it, the fifth does.
  for (const [count, status] of [
    [4, "ignored"],
    [1, "unresolved"],
  ] as const) {
    await writer.ingest((transaction) =>
      transaction.assignIssues([
        {
          projectId: 1,
          hashes: ["a"],
          count,
          firstSeen: 3,
          lastSeen: 3,
          users: [],
          environments: [],
          releases: [],
          anyUnhandled: false,
          latest: {
            eventId: "",
            type: "error",
            level: "error",
            platform: "node",
            title: "t",
            culprit: "",
            location: null,
            metadata: {},
            logger: null,
            receivedAt: 3,
          },
        },
      ]),
    );
    expect(await reader.issue([1], 1)).toMatchObject({ status });
  }
  await Promise.all([reader.close(), writer.close()]);
});

it("does nothing the second time", async () => {
  expect((await migrateState(file)).applied).toEqual(Object.keys(migrations));
  expect(await migrateState(file)).toEqual({ applied: [] });
});

it("undoes a migration that fails, whole", async () => {
  await migrateState(file, "0001-initial");
  // In the way of the second migration's last step.
  sql("alter table release_projects add column new_issues integer not null default 0");
  await expect(migrateState(file)).rejects.toThrow("duplicate column");
  sql("insert into organizations (slug, name, created_at) values ('acme', 'Acme', 1)", "alter table release_projects drop column new_issues");
  expect(await migrateState(file)).toEqual({ applied: Object.keys(migrations).slice(1) });
});

it("refuses a database of a newer program, by name, in every way to open it", async () => {
  await migrateState(file);
  sql("insert into migrations values ('9999-future', 1)");
  for (const open of [migrateState, openStateReader, openStateWriter]) {
    await expect(open(file)).rejects.toThrow(/state\.db was used by a newer version of Vedette \(it has 9999-future/);
  }
});
