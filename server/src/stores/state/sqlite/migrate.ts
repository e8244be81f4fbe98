import { Database } from "../../sqlite/database.ts";
import { text } from "../../sqlite/row.ts";
import { initial } from "./migrations/0001-initial.ts";
import { snoozesAndNewIssues } from "./migrations/0002-snoozes-and-new-issues.ts";
import { userReports } from "./migrations/0003-user-reports.ts";
import { settings } from "./migrations/0004-settings.ts";
import { grouping } from "./migrations/0005-grouping.ts";
import { releaseHealth } from "./migrations/0006-release-health.ts";
import { jobsAndDisk } from "./migrations/0008-jobs-and-disk.ts";
import { loaderOptions } from "./migrations/0009-loader-options.ts";
import { removedByKind } from "./migrations/0010-removed-by-kind.ts";
import { quotaCounters } from "./migrations/0011-quota-counters.ts";
import { openSegments } from "./migrations/0012-open-segments.ts";
import { monitors } from "./migrations/0007-monitors.ts";

/** In order. A new migration is a file in `migrations/` and a line here. */
export const migrations = {
  "0001-initial": initial,
  "0002-snoozes-and-new-issues": snoozesAndNewIssues,
  "0003-user-reports": userReports,
  "0004-settings": settings,
  "0005-grouping": grouping,
  "0006-release-health": releaseHealth,
  "0007-monitors": monitors,
  "0008-jobs-and-disk": jobsAndDisk,
  "0009-loader-options": loaderOptions,
  "0010-removed-by-kind": removedByKind,
  "0011-quota-counters": quotaCounters,
  "0012-open-segments": openSegments,
} as const satisfies Record<string, string>;

/**
 * Brings the database up to `upTo`, by default this version of the program; makes it when it is missing. Each migration
 * is a transaction of its own: a failed one leaves the database at the one before. Several processes may call it at once.
 */
export function migrateState(file: string, upTo: keyof typeof migrations | null = null): Promise<{ readonly applied: readonly string[] }> {
  return new Promise((resolve) => {
    const database = new Database(file, { readOnly: false, cacheBytes: 1024 * 1024 });
    try {
      database.exec("create table if not exists migrations (id text primary key, applied_at integer not null) strict");
      resolve({ applied: applyMissing(database, upTo) });
    } finally {
      database.close();
    }
  });
}

function applyMissing(database: Database, upTo: string | null): string[] {
  refuseNewer(database);
  const applied: string[] = [];
  for (const [id, sql] of Object.entries(migrations)) {
    if (upTo !== null && id > upTo) break;
    database.transaction(() => {
      // Inside the transaction: another process may have been faster.
      if (database.get("select 1 from migrations where id = ?", id) !== undefined) return;
      database.exec(sql);
      database.run("insert into migrations values (?, ?)", id, Date.now());
      applied.push(id);
    });
  }
  return applied;
}

/** Closes the database and throws when it was made by a newer program. */
export function refuseNewer(database: Database): void {
  const unknown = database
    .all("select id from migrations order by id")
    .map((row) => text(row, "id"))
    .filter((id) => !Object.hasOwn(migrations, id));
  if (unknown.length === 0) return;
  database.close();
  throw new NewerDatabase(database.file, unknown);
}

class NewerDatabase extends Error {
  override readonly name = "NewerDatabase";
  constructor(file: string, unknown: readonly string[]) {
    super(`${file} was used by a newer version of Vedette (it has ${unknown.join(", ")}, which this version does not know). Start the newer version again.`);
  }
}
