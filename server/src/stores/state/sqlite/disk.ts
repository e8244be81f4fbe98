import { type Compilable, type Selectable, sql } from "kysely";
import type { Database } from "../../sqlite/database.ts";
import type { DiskBudget, DiskReads, DiskUsage, DiskWrites } from "../disk.ts";
import { inList } from "./issue-list.ts";
import { Prepared, slot, type StateDb } from "./kysely.ts";
import type { Schema } from "./schema.ts";
import type { Write } from "./transactions.ts";

export function diskReads(db: StateDb): DiskReads {
  return {
    async diskUsage(projectIds) {
      const rows = db.selectFrom("disk_usage").selectAll().where("project_id", "in", inList(projectIds)).where("items", ">", 0);
      return (await rows.orderBy("project_id").orderBy("category").orderBy("day").execute()).map(toUsage);
    },
    async diskBudgets(projectIds) {
      const rows = db.selectFrom("disk_budgets").selectAll().where("project_id", "in", inList(projectIds));
      return (await rows.orderBy("project_id").orderBy("category").execute()).map(toBudget);
    },
    async diskBytes() {
      const bytes = sql<number>`coalesce(sum(bytes), 0)`.as("bytes");
      return (await db.selectFrom("disk_usage").select(bytes).executeTakeFirstOrThrow()).bytes;
    },
  };
}

export function diskWrites(db: StateDb, write: Write): DiskWrites {
  return {
    setDiskBudget: ({ projectId, category, maxBytes, maxDays }) =>
      write(async () => {
        const values = { max_bytes: maxBytes, max_days: maxDays };
        if (maxBytes === null && maxDays === null) {
          await db.deleteFrom("disk_budgets").where("project_id", "=", projectId).where("category", "=", category).execute();
          return;
        }
        const insert = db.insertInto("disk_budgets").values({ project_id: projectId, category, ...values });
        await insert.onConflict((conflict) => conflict.columns(["project_id", "category"]).doUpdateSet(values)).execute();
      }),
    async exceededBudgets(today) {
      const bytes = sql<number>`coalesce(sum(disk_usage.bytes), 0)`;
      const oldest = sql<number | null>`min(disk_usage.day)`;
      const rows = await db
        .selectFrom("disk_budgets")
        .innerJoin("disk_usage", (join) =>
          join.onRef("disk_usage.project_id", "=", "disk_budgets.project_id").onRef("disk_usage.category", "=", "disk_budgets.category"),
        )
        .select(["disk_budgets.project_id", "disk_budgets.category", "max_bytes", "max_days", bytes.as("bytes"), oldest.as("oldest")])
        .where("disk_usage.items", ">", 0)
        .groupBy(["disk_budgets.project_id", "disk_budgets.category"])
        .execute();
      const isOver = ({ max_bytes, max_days, bytes: used, oldest: first }: (typeof rows)[number]): boolean =>
        (max_bytes !== null && used > max_bytes) || (max_days !== null && first !== null && first < today - max_days);
      return rows.filter(isOver).map(toBudget);
    },
    diskBytes: () => diskReads(db).diskBytes(),
    async oldestUsage() {
      const rows = db.selectFrom("disk_usage").selectAll().where("items", ">", 0).orderBy("day").orderBy("project_id").orderBy("category");
      return (await rows.execute()).map(toUsage);
    },
    diskBudgetsOf: (projectId) => diskReads(db).diskBudgets([projectId]),
    async usageOf(projectId, category) {
      const rows = db.selectFrom("disk_usage").selectAll().where("project_id", "=", projectId).where("category", "=", category).where("items", ">", 0);
      return (await rows.orderBy("day").execute()).map(toUsage);
    },
    recount: (category, usage) =>
      write(async () => {
        await db.deleteFrom("disk_usage").where("category", "=", category).execute();
        const rows = usage.map(({ projectId, day, items, bytes }) => ({ project_id: projectId, category, day, items, bytes }));
        for (const row of rows) await db.insertInto("disk_usage").values(row).execute();
      }),
    releaseUsage: (projectId, category, day, items) => write(() => releaseUsage(db, projectId, category, day, items)),
    forgetBefore: (day) =>
      write(async () => {
        await db.deleteFrom("disk_usage").where("day", "<", day).execute();
        await db
          .deleteFrom("jobs")
          .where("finished_at", "<", day * 86_400_000)
          .execute();
      }),
  };
}

/** For transactions that removed something. */
export async function releaseUsage(db: StateDb, projectId: number, category: string, day: number, items: number): Promise<number> {
  const row = await db
    .selectFrom("disk_usage")
    .select(["items", "bytes"])
    .where("project_id", "=", projectId)
    .where("category", "=", category)
    .where("day", "=", day)
    .executeTakeFirst();
  if (row === undefined || row.items === 0) return 0;
  const left = Math.max(row.items - items, 0);
  const bytes = left === 0 ? row.bytes : Math.round((row.bytes * (row.items - left)) / row.items);
  await db
    .updateTable("disk_usage")
    .set({ items: left, bytes: row.bytes - bytes })
    .where("project_id", "=", projectId)
    .where("category", "=", category)
    .where("day", "=", day)
    .execute();
  return bytes;
}

/** The statement of the ingest transaction. */
export function prepareUsage(database: Database, db: StateDb): Prepared<undefined> {
  const query: Compilable = db
    .insertInto("disk_usage")
    .values({ project_id: slot("project"), category: slot("category"), day: slot("day"), items: slot("items"), bytes: slot("bytes") })
    .onConflict((conflict) =>
      conflict
        .columns(["project_id", "category", "day"])
        .doUpdateSet({ items: sql<number>`disk_usage.items + excluded.items`, bytes: sql<number>`disk_usage.bytes + excluded.bytes` }),
    );
  return new Prepared(database, query, () => undefined);
}

function toUsage({ project_id, category, day, items, bytes }: Selectable<Schema["disk_usage"]>): DiskUsage {
  return { projectId: project_id, category, day, items, bytes };
}

function toBudget({ project_id, category, max_bytes, max_days }: Selectable<Schema["disk_budgets"]>): DiskBudget {
  return { projectId: project_id, category, maxBytes: max_bytes, maxDays: max_days };
}
