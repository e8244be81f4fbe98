import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { envelopeParts, scenarios, sdkFolders } from "../recorded-requests.ts";

/** A body that a client could have sent, and where to. */
export interface Seed {
  /** Behind `/api/{project}/`; `KEY` stands for the key. */
  readonly address: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** One item of a recorded envelope, to be changed by its members. */
export interface ItemSeed {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly payload: Buffer;
}

const folder = path.join(import.meta.dirname, "corpus");

const addresses: Readonly<Record<string, Pick<Seed, "address" | "contentType">>> = {
  envelope: { address: "envelope/?sentry_key=KEY", contentType: "application/x-sentry-envelope" },
  store: { address: "store/?sentry_key=KEY", contentType: "application/json" },
  security: { address: "security/?sentry_key=KEY", contentType: "application/reports+json" },
  nel: { address: "nel/?sentry_key=KEY", contentType: "application/reports+json" },
  minidump: { address: "minidump/?sentry_key=KEY", contentType: "application/x-dmp" },
  upload: { address: "minidump/?sentry_key=KEY", contentType: "multipart/form-data; boundary=fuzz" },
  files: { address: `events/${"a".repeat(32)}/attachments/?sentry_key=KEY`, contentType: "multipart/form-data; boundary=fuzz" },
  unreal: { address: "unreal/KEY/?UserID=x", contentType: "application/octet-stream" },
  cron: { address: "cron/nightly/?sentry_key=KEY", contentType: "application/json" },
  traces: { address: "integration/otlp/v1/traces?sentry_key=KEY", contentType: "application/x-protobuf" },
  logs: { address: "integration/otlp/v1/logs?sentry_key=KEY", contentType: "application/json" },
};

/**
 * The corpus of this folder: one file for each body, `<address>-<name>`, unreal ones without their compression. What once broke
 * something is added here and stays.
 */
export function corpus(): readonly Seed[] {
  return fs.readdirSync(folder).map((name) => {
    const kind = name.split("-", 1)[0] ?? "";
    const at = addresses[kind];
    if (at === undefined) throw new Error(`corpus/${name}: its name must start with one of ${Object.keys(addresses).join(", ")}`);
    return { ...at, body: fs.readFileSync(path.join(folder, name)) };
  });
}

/** Requests of official SDKs, whole and by their items. */
export function recordedSeeds(): { readonly envelopes: readonly Buffer[]; readonly items: readonly ItemSeed[] } {
  const envelopes: Buffer[] = [];
  const items = new Map<string, ItemSeed[]>();
  for (const recording of sdkFolders().flatMap((name) => scenarios(name).flatMap((scenario) => scenario.recordings))) {
    const parts = envelopeParts(recording);
    if (parts === undefined) continue;
    envelopes.push(parts.body);
    for (const item of parts.items) {
      const type = String(item.headers["type"]);
      const list = items.get(type) ?? [];
      // As many of each type: sessions are three quarters of what was recorded.
      if (list.length < 25 && item.payload.length < 64 * 1024) items.set(type, [...list, item]);
    }
  }
  return { envelopes: envelopes.filter((body) => body.length < 64 * 1024), items: [...items.values()].flat() };
}

/** Unreal's container is compressed as a whole: bytes are changed before that. */
export function asSent(seed: Seed, body: Buffer): Buffer {
  return seed.address.startsWith("unreal/") ? zlib.deflateSync(body, { level: 1 }) : body;
}
