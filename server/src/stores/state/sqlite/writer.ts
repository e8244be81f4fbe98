import { Database } from "../../sqlite/database.ts";
import type { StateWriter } from "../port.ts";
import type { IngestTransaction } from "../port/ingest.ts";
import { diskWrites } from "./disk.ts";
import { SqliteIngestTransaction } from "./ingest.ts";
import { type IngestStatements, prepareIngest } from "./ingest-statements.ts";
import { issueMoveWrites } from "./issue-move-writes.ts";
import { issueWrites } from "./issue-writes.ts";
import { jobWrites } from "./jobs.ts";
import { kyselyOver } from "./kysely.ts";
import { refuseNewer } from "./migrate.ts";
import { organizationWrites, projectWrites } from "./organization-writes.ts";
import { credentialWrites, userWrites } from "./people-writes.ts";
import { ruleVersionWrites } from "./rule-version-writes.ts";
import { monitorWrites } from "./monitor-writes.ts";
import { segmentWrites } from "./open-segments.ts";
import { quotaCounterWrites } from "./quota-counters.ts";
import { tombstoneWrites } from "./tombstones.ts";
import { Transactions, type Write } from "./transactions.ts";

const hourMs = 3_600_000;

/** Opens a migrated database for writing. Several processes may: each waits for the other's transaction to end. */
export async function openStateWriter(file: string): Promise<StateWriter> {
  const database = new Database(file, { readOnly: false, cacheBytes: 16 * 1024 * 1024, busyMs: 10 });
  refuseNewer(database);
  // What is deleted is overwritten: people's addresses and comments are in these tables.
  database.exec("pragma secure_delete = on");
  const db = kyselyOver(database);
  const transactions = new Transactions(database);
  const write: Write = (work) => transactions.run(work);
  let statements: IngestStatements | undefined;
  return {
    ...organizationWrites(db, write),
    ...projectWrites(db, write),
    ...ruleVersionWrites(db, write),
    ...userWrites(db, write),
    ...credentialWrites(db, write),
    ...issueWrites(db, write),
    ...monitorWrites(db, write),
    ...issueMoveWrites(db, write),
    ...tombstoneWrites(db, write),
    ...jobWrites(db, write),
    ...diskWrites(db, write),
    ...quotaCounterWrites(db, write),
    ...segmentWrites(db, write),
    ingest: <T>(work: (transaction: IngestTransaction) => Promise<T>) =>
      write(() => {
        statements ??= prepareIngest(database, db);
        return work(new SqliteIngestTransaction(statements));
      }),
    saveUserReport: (report) =>
      write(async () => {
        statements ??= prepareIngest(database, db);
        const transaction = new SqliteIngestTransaction(statements);
        const [fate = "gone"] = await transaction.saveUserReports([report]);
        const { projectId, keyId, receivedAt } = report;
        const counted = { projectId, keyId, hour: Math.floor(receivedAt / hourMs) * hourMs, category: "feedback", quantity: 1 };
        const outcome =
          fate === "stored" ? { outcome: "accepted", reason: null } : { outcome: "invalid", reason: fate === "gone" ? "project_id" : "duplicate" };
        await transaction.addOutcomes([{ ...counted, ...outcome }]);
        return fate;
      }),
    close: async () => {
      await transactions.idle();
      await db.destroy();
      database.close();
    },
  };
}
