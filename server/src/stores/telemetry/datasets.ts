import type { BodyRef } from "../blobs/port.ts";

/**
 * The tables of telemetry besides events: what item types keep as rows. One entry each. Row types, tables, filters and
 * what the API can select are derived from this list; a column added here is added to the partitions of days that lie
 * back, with null (so it must be one that may be null).
 *
 * `hex`: an id, stored as bytes. `attributes`: a JSON object. A question mark: may be null.
 */
export type ColumnKind = keyof Values | `${keyof Values}?`;

interface Values {
  readonly text: string;
  readonly hex: string;
  readonly real: number;
  readonly integer: number;
  readonly boolean: boolean;
  readonly attributes: Attributes;
}

export type Attributes = Readonly<Record<string, AttributeValue>>;
export type AttributeValue = string | number | boolean | null | readonly AttributeValue[];

export interface Dataset {
  readonly columns: Readonly<Record<string, ColumnKind>>;
  /** Rows refer to a body in the blob store, with its length. */
  readonly body: boolean;
  /** One row for each project and value of these columns; the first one stays, a later one is a duplicate. Within the day. */
  readonly unique: readonly string[] | null;
  /** Besides the one on project and timestamp, which each has. All start with the project. */
  readonly indexes: readonly (readonly string[])[];
}

/** What each row has: where it came from, and when it was (epoch milliseconds with fraction), which says its partition. */
interface RowOrigin {
  readonly seq: number;
  /** Among the rows of its record: with `seq` it names the row, and a replay names it the same. */
  readonly position: number;
  readonly projectId: number;
  readonly keyId: number;
  readonly receivedAt: number;
  readonly timestamp: number;
}

export const datasets = {
  /** `timestamp` is the end. Times and durations in milliseconds. The body is the normalized transaction event. */
  transactions: {
    columns: {
      eventId: "hex",
      startTimestamp: "real",
      duration: "real",
      name: "text",
      source: "text?",
      op: "text?",
      status: "text?",
      traceId: "hex?",
      spanId: "hex?",
      parentSpanId: "hex?",
      platform: "text",
      environment: "text?",
      release: "text?",
      dist: "text?",
      userTag: "text?",
      /** `user.id`, `user.email`, `user.username`, `user.name`, `user.ip`. */
      user: "attributes?",
      sdk: "text?",
      replayId: "hex?",
      profileId: "hex?",
      tags: "attributes",
      measurements: "attributes",
    },
    body: true,
    unique: ["eventId"],
    indexes: [["traceId"]],
  },
  /** Of transactions, of span containers and of OTLP. `timestamp` is the start. */
  spans: {
    columns: {
      traceId: "hex",
      spanId: "hex",
      parentSpanId: "hex?",
      segmentId: "hex?",
      isSegment: "boolean",
      eventId: "hex?",
      duration: "real",
      name: "text",
      op: "text?",
      status: "text?",
      origin: "text?",
      kind: "text?",
      segmentName: "text?",
      environment: "text?",
      release: "text?",
      userTag: "text?",
      sdk: "text?",
      platform: "text?",
      replayId: "hex?",
      profileId: "hex?",
      attributes: "attributes",
    },
    body: false,
    unique: null,
    indexes: [["traceId"]],
  },
  logs: {
    columns: {
      traceId: "hex?",
      spanId: "hex?",
      severity: "text",
      severityNumber: "integer",
      message: "text",
      environment: "text?",
      release: "text?",
      attributes: "attributes",
    },
    body: false,
    unique: null,
    indexes: [["traceId"]],
  },
  /** Trace metrics, and what is left of statsd. */
  metrics: {
    columns: {
      name: "text",
      type: "text",
      unit: "text?",
      value: "real",
      traceId: "hex?",
      spanId: "hex?",
      environment: "text?",
      release: "text?",
      attributes: "attributes",
    },
    body: false,
    unique: null,
    indexes: [["name", "timestamp"], ["traceId"]],
  },
  /** What each segment of a replay says about it; `timestamp` is the segment's end. The body is the normalized replay event. */
  replaySegments: {
    columns: {
      replayId: "hex",
      segmentId: "integer",
      startedAt: "real?",
      replayType: "text",
      platform: "text",
      environment: "text?",
      release: "text?",
      dist: "text?",
      userTag: "text?",
      sdk: "text?",
      /** `urls`, `errorIds`, `traceIds`, `user`, `sdk`, `os`, `browser`, `device`, `tags`. */
      facts: "attributes",
    },
    body: true,
    unique: ["replayId", "segmentId"],
    indexes: [["replayId"]],
  },
  /** What was seen in each segment. The body is the list of rrweb events as JSON, or the video. */
  replayRecordings: {
    columns: {
      replayId: "hex",
      segmentId: "integer",
      kind: "text",
      startedAt: "real?",
      endedAt: "real?",
      events: "integer",
      clicks: "integer",
      deadClicks: "integer",
      rageClicks: "integer",
    },
    body: true,
    unique: ["replayId", "segmentId", "kind"],
    indexes: [["replayId"]],
  },
  /** Of one transaction (sample format 1). `timestamp` is the start; the body is the profile as it was sent. */
  profiles: {
    columns: {
      profileId: "hex",
      eventId: "hex?",
      traceId: "hex?",
      transactionName: "text",
      platform: "text",
      environment: "text?",
      release: "text?",
      duration: "real",
      samples: "integer",
      threads: "integer",
    },
    body: true,
    unique: ["profileId"],
    indexes: [["profileId"], ["eventId"], ["transactionName", "timestamp"]],
  },
  /** Of a profiler that runs all the time (sample format 2). `timestamp` is the first sample, `endedAt` the last one. */
  profileChunks: {
    columns: {
      profilerId: "hex",
      chunkId: "hex",
      endedAt: "real",
      platform: "text",
      environment: "text?",
      release: "text?",
      sdk: "text?",
      samples: "integer",
      threads: "integer",
    },
    body: true,
    unique: ["chunkId"],
    indexes: [["profilerId", "timestamp"]],
  },
} as const satisfies Readonly<Record<string, Dataset>>;

export type DatasetName = keyof typeof datasets;

type ColumnsOf<D extends DatasetName> = (typeof datasets)[D]["columns"];
type ValueOf<K> = K extends `${infer Base extends keyof Values}?` ? Values[Base] | null : K extends keyof Values ? Values[K] : never;
type CellsOf<D extends DatasetName> = { readonly [C in keyof ColumnsOf<D>]: ValueOf<ColumnsOf<D>[C]> };
type IfBody<D extends DatasetName, Body> = (typeof datasets)[D]["body"] extends true ? Body : unknown;

/** As an item's steps make it; the pipeline adds the origin and puts the body into a block. */
export type RowDraft<D extends DatasetName> = CellsOf<D> & { readonly timestamp: number } & IfBody<D, { readonly body: string | Uint8Array }>;

/** A draft with the name of its table. */
export type TableDraft = { readonly [D in DatasetName]: { readonly dataset: D; readonly row: RowDraft<D> } }[DatasetName];

/** As it is read back. */
export type DatasetRow<D extends DatasetName> = RowOrigin & CellsOf<D> & IfBody<D, { readonly body: BodyRef; readonly bodyBytes: number }>;

/** What stands in a column: ids in hex, attributes as JSON text, booleans as 0 and 1. */
export type Cell = string | number | null;

/** Between processing and the store: the cells in the order of the columns, small to hand from thread to thread. */
export interface PackedRow<Body> extends RowOrigin {
  readonly dataset: DatasetName;
  readonly cells: readonly Cell[];
  /** Null where the dataset has none. */
  readonly body: Body | null;
  readonly bodyBytes: number;
}

export const datasetNames: readonly DatasetName[] = Object.keys(datasets).filter((name): name is DatasetName => Object.hasOwn(datasets, name));

export function columnsOf(dataset: DatasetName): readonly (readonly [name: string, kind: ColumnKind])[] {
  return columnLists[dataset] ?? [];
}

const columnLists = Object.fromEntries(Object.entries<Dataset>(datasets).map(([name, { columns }]) => [name, Object.entries(columns)]));

/** The cells of a draft, in the order of the columns. */
export function packCells({ dataset, row }: TableDraft): readonly Cell[] {
  const values: Readonly<Record<string, unknown>> = row;
  return columnsOf(dataset).map(([name]) => cellOf(values[name]));
}

/** The values by which the dataset tells rows apart, in the order of its `unique`; null where it does not. */
export function uniqueCells({ dataset, cells }: Pick<PackedRow<unknown>, "dataset" | "cells">): readonly Cell[] | null {
  const { unique }: Dataset = datasets[dataset];
  return unique === null ? null : unique.map((name) => cells[columnsOf(dataset).findIndex(([column]) => column === name)] ?? null);
}

function cellOf(value: unknown): Cell {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  return value === null || value === undefined ? null : JSON.stringify(value);
}
