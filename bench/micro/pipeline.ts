import { constants, zstdCompressSync } from "node:zlib";
import type { LogRecord } from "../../server/src/log/port.ts";
import { deriveEvent } from "../../server/src/processing/derive/derive-event.ts";
import { groupEvent } from "../../server/src/processing/grouping/grouping.ts";
import { isObject } from "../../server/src/processing/json/json.ts";
import { decodeJson } from "../../server/src/processing/json/decode.ts";
import { normalizeEvent } from "../../server/src/processing/normalize/normalize-event.ts";
import { filterReason } from "../../server/src/processing/filters/filter-reason.ts";
import { eventSubject } from "../../server/src/processing/filters/subject.ts";
import { scrubEvent } from "../../server/src/processing/scrubbing/scrub-event.ts";
import { defaultProjectSettings as defaults } from "../../server/src/project-settings/project-settings.ts";
import { processBatch } from "../../server/src/pipeline/process-batch.ts";

/**
 * CPU of one processing thread per event, whole and by step, beside what parsing the same JSON costs.
 *
 *     node --conditions=@vedette/source bench/micro/pipeline.ts
 */
const receivedAt = Date.now();
const utf8 = new TextEncoder();
const batchSize = 128;

const frames = Array.from({ length: 12 }, (_, i) => ({
  filename: `src/mod${i}/file${i}.ts`,
  function: `fn${i}`,
  lineno: i * 3,
  colno: 9,
  in_app: i % 3 === 0,
  context_line: `  return compute(${i}, other.value[${i}]);`,
  pre_context: ["  const a = 1;", `  // ${i}`],
  post_context: ["}", ""],
}));

/** About 5 KB: a Node error with 12 frames and 12 breadcrumbs. */
function sample(n: number): { readonly id: string; readonly json: string } {
  const id = n.toString(16).padStart(32, "0");
  const event = {
    event_id: id,
    timestamp: receivedAt / 1000,
    platform: "node",
    level: "error",
    environment: "production",
    release: `web@1.${n % 7}.0`,
    user: { id: String(n % 1000) },
    tags: { browser: `Firefox ${n % 9}`, region: `r${n % 5}` },
    exception: {
      values: [
        {
          type: `Hot${n % 20}Error`,
          value: `x${n} is undefined`,
          stacktrace: { frames: [...frames.slice(0, 11), { ...frames[11], function: `hot${n % 20}` }] },
        },
      ],
    },
    breadcrumbs: {
      values: Array.from({ length: 12 }, (_, i) => ({
        timestamp: receivedAt / 1000,
        category: "http",
        message: `GET /items/${n}/${i}`,
        data: { status_code: 200 },
      })),
    },
  };
  return { id, json: JSON.stringify(event) };
}

const samples = Array.from({ length: batchSize }, (_, i) => sample(i));
const payloads = samples.map(({ json }) => utf8.encode(json));
const records: readonly LogRecord[] = samples.map(({ id, json }, i) => ({
  seq: i + 1,
  body: utf8.encode(`{"event_id":"${id}"}\n{"type":"event"}\n${json}\n`),
  meta: { endpoint: "envelope", projectId: 1, keyId: 1, receivedAt, eventId: id, clientIp: "203.0.113.9", userAgent: null, origin: null, authClient: null },
}));

/** Microseconds of CPU per event, garbage collection and compiler included. */
function measure(work: () => unknown, seconds = 1.5): number {
  for (const end = performance.now() + 500; performance.now() < end;) work();
  let events = 0;
  const before = process.cpuUsage();
  for (const end = performance.now() + seconds * 1000; performance.now() < end; events += batchSize) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / events;
}

const context = { eventId: "a".repeat(32), receivedAt, sentAt: null, clientIp: null, authClient: null, replayId: null };
const parsed = payloads.map((bytes) => decodeJson(bytes)).map((decoded) => ("value" in decoded && isObject(decoded.value) ? decoded.value : {}));
const normalized = parsed.map((payload) => normalizeEvent(payload, context));
const bodies = normalized.map((event) => Buffer.from(JSON.stringify(event)));

const decoder = new TextDecoder();
const parse = measure(() => payloads.map((bytes) => JSON.parse(decoder.decode(bytes))));
const steps = {
  "JSON.parse (for comparison)": parse,
  decode: measure(() => payloads.map((bytes) => decodeJson(bytes))),
  normalize: measure(() => parsed.map((payload) => normalizeEvent(payload, context))),
  "filter, defaults": measure(() => normalized.map((event) => filterReason(eventSubject(event, null), defaults.filters))),
  "scrub, defaults": measure(() => normalized.map((event) => scrubEvent(event, defaults.scrubbing))),
  derive: measure(() => normalized.map((event) => deriveEvent(event))),
  group: measure(() => normalized.map((event) => groupEvent(event))),
  serialize: measure(() => normalized.map((event) => Buffer.from(JSON.stringify(event)))),
};
const whole = measure(() => processBatch({ firstSeq: 1, lastSeq: batchSize }, records), 3);

console.log(`${payloads[0]?.length} bytes per event, ${batchSize} events per batch`);
for (const [step, micros] of Object.entries(steps)) console.log(`${step.padEnd(28)} ${micros.toFixed(1)} µs`);
for (const level of [1, 2, 3]) {
  const raw = [Buffer.concat(bodies.slice(0, 64)), Buffer.concat(bodies.slice(64))];
  const compressed = (): Buffer[] => raw.map((block) => zstdCompressSync(block, { params: { [constants.ZSTD_c_compressionLevel]: level } }));
  const ratio = raw.reduce((sum, block) => sum + block.length, 0) / compressed().reduce((sum, block) => sum + block.length, 0);
  console.log(`zstd level ${level} in blocks of 64  ${measure(compressed).toFixed(1)} µs, ${ratio.toFixed(1)}x smaller`);
}
console.log(`processBatch                 ${whole.toFixed(1)} µs per event, ${(whole / parse).toFixed(1)}x JSON.parse`);
