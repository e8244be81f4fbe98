import { expect, it } from "vitest";
import { column } from "../../query/table-query.ts";
import type { StoredRow, TelemetryReader, TelemetryWriter } from "./port.ts";
import { packCells, type RowDraft } from "./datasets.ts";
import { day, midnight } from "./suite-data.ts";

interface Stores {
  readonly writer: TelemetryWriter;
  readonly reader: TelemetryReader;
}

const id = (n: number): string => n.toString(16).padStart(32, "0");

function segment(seq: number, more: Partial<RowDraft<"replayRecordings">> = {}, projectId = 1): StoredRow {
  const { timestamp = midnight + seq, ...cells } = more;
  const row = { replayId: id(1), segmentId: seq, kind: "rrweb", startedAt: null, endedAt: 7.5, events: 3, clicks: 0, deadClicks: 0, rageClicks: 0, ...cells };
  const draft = { ...row, timestamp, body: "" };
  return {
    seq,
    position: 0,
    projectId,
    keyId: 9,
    receivedAt: timestamp + 1,
    timestamp,
    dataset: "replayRecordings",
    cells: packCells({ dataset: "replayRecordings", row: draft }),
    body: { day: 3, segment: 4, ordinal: seq },
    bodyBytes: 11,
  };
}

/** Rows of datasets: what comes back, in which order, and what does not. */
export function telemetryRowSuite(current: () => Stores): void {
  const append = (...rows: readonly StoredRow[]): Promise<void> => current().writer.append({ events: [], attachments: [], rows, outcomes: [] });
  const segments = async (projectIds: readonly number[], more: { readonly order?: "oldest"; readonly limit?: number } = {}): Promise<readonly number[]> =>
    (await current().reader.rows({ dataset: "replayRecordings", projectIds, where: { replayId: id(1) }, limit: 10, ...more })).map((row) => row.segmentId);

  it("gives every cell back as it was", async () => {
    await append(segment(1));
    const [row] = await current().reader.rows({ dataset: "replayRecordings", projectIds: [1], limit: 1 });
    expect(row).toEqual({
      seq: 1,
      position: 0,
      projectId: 1,
      keyId: 9,
      receivedAt: midnight + 2,
      timestamp: midnight + 1,
      replayId: id(1),
      segmentId: 1,
      kind: "rrweb",
      startedAt: null,
      endedAt: 7.5,
      events: 3,
      clicks: 0,
      deadClicks: 0,
      rageClicks: 0,
      body: { day: 3, segment: 4, ordinal: 1 },
      bodyBytes: 11,
    });
  });

  it("goes over the days in order, up to the limit, and keeps projects and other values apart", async () => {
    await append(
      segment(1),
      segment(2, { replayId: id(2) }),
      segment(3, {}, 2),
      segment(4, { timestamp: midnight + day }),
      segment(5, { timestamp: midnight - day }),
    );
    expect(await segments([1])).toEqual([4, 1, 5]);
    expect(await segments([1], { order: "oldest" })).toEqual([5, 1, 4]);
    expect(await segments([1], { limit: 2 })).toEqual([4, 1]);
    expect(await segments([2])).toEqual([3]);
    expect(await segments([])).toEqual([]);
    const some = await current().reader.rows({
      dataset: "replayRecordings",
      projectIds: [1],
      where: { replayId: [id(2), id(3)], segmentId: [1, 2] },
      limit: 10,
    });
    expect(some.map((row) => row.replayId)).toEqual([id(2)]);
  });

  it("keeps the first one of a day where a dataset says so, and applies nothing twice", async () => {
    await append(segment(1), segment(2, { segmentId: 1, events: 99 }));
    await append(segment(1), segment(2, { segmentId: 1, events: 99 }));
    const rows = await current().reader.rows({ dataset: "replayRecordings", projectIds: [1], limit: 10 });
    expect(rows.map((row) => row.events)).toEqual([3]);
  });

  it("removes what matches on one day, in one project, with a receipt until it is settled", async () => {
    await append(segment(1), segment(2, {}, 2), segment(3, { timestamp: midnight + day }), segment(4, { replayId: id(2) }));
    const { writer } = current();
    const where = { kind: "oneOf", of: column("replayId"), values: [id(1)] } as const;
    const { receipt, next } = await writer.removeDayRows({ day: midnight / day, projectId: 1, from: "replayRecordings", where, after: 0, limit: 10 });
    expect([next, receipt]).toMatchObject([null, { category: "replayRecordings", items: [{ projectId: 1, items: 1 }] }]);
    expect([await segments([1]), await segments([2])]).toEqual([[3], [2]]);
    expect(await writer.receipts(midnight / day)).toEqual([receipt]);
    if (receipt !== null) await writer.settle(receipt);
    expect(await writer.receipts(midnight / day)).toEqual([]);
  });
}
