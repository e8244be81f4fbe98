import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { LogRecord } from "../log/port.ts";
import { processBatch } from "./process-batch.ts";
import { batchOf, expectAccounted, metaOf } from "./record-kit.ts";

/** What official SDKs really send (fixtures/sdk-requests/README.md). Their facts are checked through the REST API; here it is the fates that count. */
const folder = new URL("../../test/fixtures/sdk-requests/", import.meta.url);

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
}

function records(sdk: string): readonly LogRecord[] {
  const out: LogRecord[] = [];
  for (const name of readdirSync(new URL(`${sdk}/`, folder))) {
    if (!name.endsWith(".request.json")) continue;
    const request: RecordedRequest = JSON.parse(readFileSync(new URL(`${sdk}/${name}`, folder), "utf8"));
    const endpoint = /\/(envelope|store)\/$/.exec(request.path)?.[1];
    if (request.method !== "POST" || (endpoint !== "envelope" && endpoint !== "store")) continue;
    const sent = readFileSync(new URL(`${sdk}/${name.replace(".request.json", ".body")}`, folder));
    const isGzip = request.headers.some(([header, value]) => header.toLowerCase() === "content-encoding" && value === "gzip");
    const seq = out.length + 1;
    out.push({ seq, meta: metaOf(seq, { endpoint, receivedAt: 1_795_295_783_796 }), body: isGzip ? gunzipSync(sent) : sent });
  }
  return out;
}

describe("recorded requests", () => {
  const sdks = readdirSync(folder).filter((name) => /-\d/.test(name));

  test.for(sdks)("of %s are processed without a fault", (sdk) => {
    const all = records(sdk);
    const batch = processBatch(batchOf(all), all);
    expectAccounted(all, batch);
    expect(batch.outcomes.filter(({ outcome }) => outcome === "invalid")).toEqual([]);
    for (const event of batch.events) {
      expect(event.title).not.toBe("");
      expect(event.tags.length).toBeGreaterThan(0);
    }
  });

  test("hold hundreds of events", () => {
    const events = sdks.flatMap((sdk) => {
      const all = records(sdk);
      return processBatch(batchOf(all), all).events;
    });
    expect(events.length).toBeGreaterThan(400);
  });
});
