import type { z } from "zod";
import { readStoredEvent } from "../../issues/stored-event.ts";
import { eventIdIn } from "../../query/direct-hit.ts";
import type { NormalizedEvent } from "../../processing/normalize/event.ts";
import type { Organization, Project } from "../../stores/state/model.ts";
import type { DatasetRow } from "../../stores/telemetry/datasets.ts";
import type { EventRow } from "../../stores/telemetry/port.ts";
import type { ApiContext } from "../context.ts";
import { toRelease } from "../releases/release-shape.ts";
import { eventJson, rawEventJson } from "./event-json.ts";
import type { eventDetailShape } from "./event-shape.ts";

type TransactionRow = DatasetRow<"transactions">;
type Stores = Pick<ApiContext, "stores">;

/** A transaction without a problem is an event that belongs to no issue. */
export async function findTransaction({ stores }: Stores, projects: readonly Project[], text: string): Promise<TransactionRow | undefined> {
  const eventId = eventIdIn(text);
  if (eventId === undefined) return undefined;
  const projectIds = projects.map(({ id }) => id);
  const [row] = await stores.telemetry.rows({ dataset: "transactions", projectIds, where: { eventId }, limit: 1 });
  return row;
}

export async function transactionDetail(
  { stores }: Stores,
  organization: Organization,
  projects: readonly Project[],
  row: TransactionRow,
): Promise<z.input<typeof eventDetailShape>> {
  const [body, release] = await Promise.all([
    readStoredEvent(stores.blobs, row),
    row.release === null ? undefined : stores.state.release(organization.id, row.release),
  ]);
  return {
    ...eventJson(asEvent(row, body), body, { hashes: [], config: "" }),
    ...ofTransaction,
    release: release === undefined ? null : toRelease(release, projects),
    userReport: null,
    sdkUpdates: [],
    resolvedWith: [],
    nextEventID: null,
    previousEventID: null,
  };
}

const ofTransaction = { groupID: null, type: "transaction" } as const;

export async function rawTransactionJson({ stores }: Stores, row: TransactionRow): Promise<Readonly<Record<string, unknown>>> {
  const body = await readStoredEvent(stores.blobs, row);
  return { ...rawEventJson(asEvent(row, body), body), type: "transaction", group_id: null };
}

/** What lists and pages know of an event, told from the transaction. */
function asEvent(row: TransactionRow, body: NormalizedEvent | undefined): EventRow {
  const tags = Object.entries(row.tags).map(([key, value]) => [key, String(value)] as const);
  return {
    seq: row.seq,
    projectId: row.projectId,
    keyId: row.keyId,
    eventId: row.eventId,
    receivedAt: row.receivedAt,
    timestamp: row.timestamp,
    type: "default",
    level: body?.level ?? "info",
    platform: row.platform,
    title: row.name,
    culprit: row.name,
    location: row.name,
    metadata: { title: row.name, location: row.name },
    message: "",
    logger: body?.logger ?? null,
    environment: row.environment,
    release: row.release,
    dist: row.dist,
    transaction: row.name,
    handled: null,
    traceId: row.traceId,
    spanId: row.spanId,
    sdk: row.sdk,
    user: null,
    tags,
    issueId: 0,
    primaryHash: null,
    body: row.body,
    bodyBytes: row.bodyBytes,
  };
}
