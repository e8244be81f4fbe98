import { sql } from "kysely";
import type { QuotaCounter } from "../model.ts";
import type { StateDb } from "./kysely.ts";
import type { Write } from "./transactions.ts";

const rowsAtOnce = 500;

export function quotaCounterReads(db: StateDb) {
  return {
    async quotaCounters(now: number): Promise<readonly QuotaCounter[]> {
      const rows = await db
        .selectFrom("quota_counters")
        .selectAll()
        .where("ends_at", ">", now / 1000)
        .execute();
      return rows.map(({ counter, number, ends_at: endsAt, count }) => ({ counter, number, endsAt, count }));
    },
  };
}

export function quotaCounterWrites(db: StateDb, write: Write) {
  return {
    saveQuotaCounters: (counters: readonly QuotaCounter[], now: number) =>
      write(async () => {
        await db
          .deleteFrom("quota_counters")
          .where("ends_at", "<=", now / 1000)
          .execute();
        for (let at = 0; at < counters.length; at += rowsAtOnce) {
          const rows = counters.slice(at, at + rowsAtOnce).map(({ counter, number, endsAt, count }) => ({ counter, number, ends_at: endsAt, count }));
          const excluded = { number: sql<number>`excluded.number`, ends_at: sql<number>`excluded.ends_at`, count: sql<number>`excluded.count` };
          await db
            .insertInto("quota_counters")
            .values(rows)
            .onConflict((conflict) => conflict.column("counter").doUpdateSet(excluded))
            .execute();
        }
      }),
  };
}
