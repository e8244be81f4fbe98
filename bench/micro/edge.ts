import { gunzipSync, gzipSync } from "node:zlib";
import { parseEnvelope } from "@vedette/protocol";
import { authenticate } from "../../server/src/ingest/authenticate.ts";
import { envelopeEndpoint } from "../../server/src/ingest/envelope-endpoint.ts";
import { parseRoute } from "../../server/src/ingest/route.ts";
import { encodeFrameHead } from "../../server/src/log/files/frame.ts";
import type { RecordMeta } from "../../server/src/log/port.ts";
import { fill, templates } from "../payloads.ts";

/**
 * What the edge itself costs of the HTTP thread per 5 KB envelope, by step, beside what parsing the same event would. Sockets,
 * HTTP and the disk are left out: `bench/run.ts` compares those with a bare pipe.
 *
 *     node --conditions=@vedette/source bench/micro/edge.ts
 */
const [template] = templates(5 * 1024, 1);
if (template === undefined) throw new Error("no template");
const now = Date.now();
const bodies = Array.from({ length: 64 }, (_, n) => Buffer.from(fill(template, n.toString(16).padStart(32, "0"), now / 1000, `E${n}`)));
const gzipped = bodies.map((body) => gzipSync(body));
const events = bodies.map((body) => {
  const parsed = parseEnvelope(body);
  const payload = parsed.ok ? parsed.envelope.items[0]?.payload : undefined;
  if (payload === undefined) throw new Error("no event in the sample");
  return Buffer.from(payload).toString();
});
const meta: RecordMeta = {
  endpoint: "envelope",
  projectId: 1,
  keyId: 1,
  receivedAt: now,
  eventId: "0".repeat(32),
  clientIp: "203.0.113.7",
  userAgent: "sentry.javascript.node/11.12.0",
  origin: null,
  authClient: "sentry.javascript.node/11.12.0",
};
const target = `/api/1/envelope/?sentry_key=${"0".repeat(32)}&sentry_version=7&sentry_client=sentry.javascript.node%2F11.12.0`;
const none = Buffer.alloc(0);
const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index % list.length];
  if (value === undefined) throw new Error("the list is empty");
  return value;
};

const steps: Readonly<Record<string, (index: number) => unknown>> = {
  "route and authentication": () => {
    const route = parseRoute(target);
    return route === undefined ? undefined : authenticate({}, route.query);
  },
  "framing, limits, event id": (index) =>
    envelopeEndpoint.read(at(bodies, index), {
      contentType: undefined,
      query: "",
      method: "POST",
      path: [],
      headers: {},
      unpackInThread: () => Promise.resolve("busy"),
    }),
  "log frame with checksum": (index) => encodeFrameHead(meta, at(bodies, index)),
  "gunzip, for those who send it": (index) => gunzipSync(at(gzipped, index), { maxOutputLength: 256 * 1024 }),
  "(JSON.parse of the event)": (index) => JSON.parse(at(events, index)),
  "(nothing)": () => none,
};

/** The fastest of many rounds: what the code takes when nothing else is on the core. */
function microseconds(step: (index: number) => unknown): number {
  const each = 1000;
  const rounds = Array.from({ length: 60 }, () => {
    const began = performance.now();
    for (let index = 0; index < each; index++) step(index);
    return ((performance.now() - began) * 1000) / each;
  });
  return Math.min(...rounds);
}

console.log(`${at(bodies, 0).length} bytes, ${at(gzipped, 0).length} gzipped; µs per envelope`);
for (const [name, step] of Object.entries(steps)) console.log(`${name.padEnd(32)} ${microseconds(step).toFixed(2).padStart(7)}`);
