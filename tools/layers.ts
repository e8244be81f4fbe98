/**
 * Who may import whom, checked by `check-layers.ts`. Paths are prefixes from the root; the first row that matches a
 * file decides. A file may always import from its own row's folder and from the `may` list.
 */
export interface Layer {
  readonly folder: string;
  readonly may: readonly string[];
  /** Packages and `node:` modules that this folder may not use, beyond what its package.json lists. */
  readonly not?: readonly RegExp[];
}

const SERVER = "server/src";
const PORTS = [
  `${SERVER}/stores/state/port.ts`,
  `${SERVER}/stores/state/port`,
  `${SERVER}/stores/state/model.ts`,
  `${SERVER}/stores/telemetry/port.ts`,
  `${SERVER}/stores/state/jobs.ts`,
  `${SERVER}/stores/state/disk.ts`,
  `${SERVER}/stores/state/inspection.ts`,
  `${SERVER}/stores/telemetry/inspection.ts`,
  `${SERVER}/stores/blobs/inspection.ts`,
  `${SERVER}/stores/telemetry/datasets.ts`,
  `${SERVER}/stores/telemetry/removals.ts`,
  `${SERVER}/stores/telemetry/sessions.ts`,
  `${SERVER}/stores/blobs/port.ts`,
  `${SERVER}/stores/uploads/port.ts`,
];
const RECONCILE = `${SERVER}/stores/reconcile.ts`;
const PROTOCOL = "packages/protocol/src";
const BATCH = [`${SERVER}/pipeline/batch.ts`, `${SERVER}/pipeline/facts.ts`];
const BASE = [PROTOCOL, `${SERVER}/platform`, `${SERVER}/config/limits.ts`, `${SERVER}/project-settings`, `${SERVER}/monitors`];
const QUERY = [`${SERVER}/query`, ...PORTS, ...BATCH, ...BASE];
const DOMAIN = [
  `${SERVER}/people`,
  `${SERVER}/projects`,
  `${SERVER}/issues`,
  `${SERVER}/discover`,
  `${SERVER}/traces`,
  `${SERVER}/releases`,
  `${SERVER}/monitors`,
  `${SERVER}/replays`,
  `${SERVER}/profiles`,
  `${SERVER}/deletions`,
  `${SERVER}/auth`,
  `${SERVER}/processing`,
  ...QUERY,
];

const noSql = /^(kysely|pg|@clickhouse\/|node:sqlite$)/;
const noNetwork = /^(undici|node:(http|https|net|tls|http2|dgram)$)/;
const noHttp = [noSql, noNetwork, /^(hono|@hono\/)/];

export const layers: readonly Layer[] = [
  { folder: PROTOCOL, may: [], not: [/./] },
  { folder: "packages/core/src", may: [PROTOCOL], not: [/^node:/] },
  { folder: "packages/node/src", may: ["packages/core/src", PROTOCOL, "packages/node/src"] },
  { folder: "packages/strapi/src", may: ["packages/node/src"] },
  { folder: "packages/browser/src", may: ["packages/core/src", PROTOCOL], not: [/^node:/] },
  { folder: "packages/react/src", may: ["packages/browser/src", "packages/core/src"], not: [/^node:/] },
  { folder: "packages/testing/src", may: ["packages/core/src", PROTOCOL] },
  { folder: "packages/api-client/src", may: [], not: [/^node:/] },
  { folder: "web/src", may: ["packages/api-client/src"], not: [/^node:/, /^@vedette\/(?!api-client)/] },

  { folder: `${SERVER}/main`, may: [SERVER, PROTOCOL, "server/package.json"] },
  { folder: `${SERVER}/config/settings`, may: [], not: [noSql, noNetwork] },
  { folder: `${SERVER}/config`, may: [], not: [/./] },
  { folder: `${SERVER}/project-settings`, may: [PROTOCOL], not: [/./] },
  { folder: `${SERVER}/platform/outbound-http`, may: BASE, not: [noSql] },
  { folder: `${SERVER}/platform`, may: [PROTOCOL], not: noHttp },
  {
    folder: `${SERVER}/processing`,
    may: [PROTOCOL, `${SERVER}/config/limits.ts`, `${SERVER}/project-settings`, `${SERVER}/stores/telemetry/datasets.ts`],
    not: [/^node:(?!crypto$)/, /^(?!node:|@vedette\/protocol)/],
  },
  {
    folder: `${SERVER}/items`,
    may: [`${SERVER}/processing`, `${SERVER}/pipeline/managed.ts`, ...BATCH, ...BASE, `${SERVER}/log/port.ts`, ...PORTS],
    not: noHttp,
  },
  {
    folder: `${SERVER}/pipeline`,
    may: [`${SERVER}/stores/store-unavailable.ts`, `${SERVER}/items`, `${SERVER}/processing`, `${SERVER}/log/port.ts`, ...PORTS, ...BASE],
    not: noHttp,
  },
  { folder: `${SERVER}/log/files`, may: [`${SERVER}/log`, ...BASE], not: noHttp },
  { folder: `${SERVER}/log`, may: BASE, not: noHttp },
  {
    folder: `${SERVER}/ingest`,
    may: [
      `${SERVER}/log/port.ts`,
      `${SERVER}/stores/state/model.ts`,
      `${SERVER}/stores/uploads/port.ts`,
      `${SERVER}/stores/store-unavailable.ts`,
      ...BASE,
      `${SERVER}/config/settings.ts`,
    ],
    not: [noSql, /^(hono|@hono\/)/],
  },
  { folder: `${SERVER}/query`, may: [...PORTS, ...BATCH, ...BASE], not: noHttp },
  { folder: `${SERVER}/stores/sqlite`, may: [`${SERVER}/stores/store-unavailable.ts`, `${SERVER}/query/model.ts`, ...BASE], not: [noNetwork] },
  { folder: `${SERVER}/stores/state/sqlite`, may: [...QUERY, `${SERVER}/stores`], not: [noNetwork] },
  { folder: `${SERVER}/stores/telemetry/sqlite`, may: [...QUERY, `${SERVER}/stores`], not: [noNetwork] },
  { folder: `${SERVER}/stores/blobs/files`, may: [`${SERVER}/stores/blobs`, `${SERVER}/stores/store-unavailable.ts`, ...BASE], not: noHttp },
  { folder: `${SERVER}/stores/uploads/files`, may: [`${SERVER}/stores/uploads`, `${SERVER}/stores/store-unavailable.ts`, ...BASE], not: noHttp },
  { folder: `${SERVER}/stores`, may: QUERY, not: noHttp },
  { folder: `${SERVER}/upkeep`, may: [`${SERVER}/stores/store-unavailable.ts`, RECONCILE, `${SERVER}/log/port.ts`, ...QUERY], not: noHttp },
  { folder: `${SERVER}/people`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/projects`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/monitors`, may: [PROTOCOL], not: [/^(?!@vedette\/protocol$|croner$)/] },
  { folder: `${SERVER}/releases`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/issues`, may: [RECONCILE, ...DOMAIN], not: noHttp },
  { folder: `${SERVER}/replays`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/profiles`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/discover`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/deletions`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/traces`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/auth`, may: DOMAIN, not: [noSql, noNetwork] },
  { folder: `${SERVER}/live`, may: DOMAIN, not: noHttp },
  { folder: `${SERVER}/embed`, may: [`${SERVER}/ingest/allowed-origin.ts`, `${SERVER}/api/events/user-report-json.ts`, ...DOMAIN], not: [noSql, noNetwork] },
  { folder: `${SERVER}/api`, may: [`${SERVER}/live`, ...DOMAIN], not: [noSql, noNetwork] },
  { folder: `${SERVER}/checks`, may: [`${SERVER}/log/port.ts`, ...PORTS], not: noHttp },
  { folder: `${SERVER}/cli`, may: [...DOMAIN, `${SERVER}/checks`, `${SERVER}/config`, `${SERVER}/log/port.ts`], not: [noSql, noNetwork, /^(hono|@hono\/)/] },
];

/** Files that nothing but tests, benchmarks and tools imports may import anything. */
export const freeFolders: readonly string[] = ["server/test", "web/test", "bench", "conformance", "examples", "tools"];

/** The only place that may read the environment, and the only ones that may start listening or connecting. */
export const environmentReaders: readonly string[] = [
  `${SERVER}/config`,
  `${SERVER}/main`,
  "packages/node/src/boot",
  "packages/node/src/transport/proxy.ts",
  ...freeFolders,
];
