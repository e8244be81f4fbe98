import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { api, cli, newProject, type Project, type Server, startServer, until } from "../server/test/harness.ts";
import { listAt, pick } from "../server/test/json-path.ts";
import { Connection } from "./connection.ts";

const help = `npm run bench:mixed -- [OPTIONS]

Envelopes of every kind at once: events, sessions, span containers of 50, log batches of 100, segments of replays. Everything that
was answered 200 must be stored, counted by the server's own outcomes.

  --seconds N       how long (20)
  --rate N          envelopes a second in all (2000)
  --connections N   (16)
`;

const text = (value: string) => ({ value, type: "string" });
const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
const seconds = (): number => Date.now() / 1000;

interface Made {
  readonly lines: readonly (string | object)[];
  /** What it counts as, in which category. */
  readonly category: string;
  readonly quantity: number;
}

const shared = { "sentry.release": text("shop@1.4.0"), "sentry.environment": text("production"), "sentry.sdk.name": text("sentry.javascript.node") };

function container(type: string, suffix: string, category: string, items: readonly object[]): Made {
  const header = { type, item_count: items.length, content_type: `application/vnd.sentry.items.${suffix}+json` };
  return { lines: [{}, header, { version: 2, items }], category, quantity: items.length };
}

/** How many of a hundred envelopes are of each kind: what a shop with a web page sends. */
const kinds: readonly (readonly [share: number, make: (n: number) => Made])[] = [
  [
    30,
    (n) => {
      const frames = Array.from({ length: 10 }, (_, index) => ({
        filename: `src/cart${index}.ts`,
        function: `step${index}`,
        lineno: index + (n % 5),
        in_app: true,
      }));
      const event = {
        platform: "node",
        timestamp: seconds(),
        exception: { values: [{ type: `Error${n % 20}`, value: `cart ${n} failed`, stacktrace: { frames } }] },
      };
      return { lines: [{ event_id: hex(16) }, { type: "event" }, event], category: "error", quantity: 1 };
    },
  ],
  [
    40,
    (n) => {
      const session = {
        sid: hex(16),
        did: `u-${n % 500}`,
        init: true,
        started: new Date().toISOString(),
        status: "ok",
        attrs: { release: "shop@1.4.0", environment: "production" },
      };
      return { lines: [{}, { type: "session" }, session], category: "session", quantity: 1 };
    },
  ],
  [
    10,
    () => {
      const [trace_id, segment] = [hex(16), hex(8)];
      const spans = Array.from({ length: 50 }, (_, index) => ({
        trace_id,
        span_id: index === 0 ? segment : hex(8),
        ...(index > 0 && { parent_span_id: segment }),
        name: index === 0 ? "GET /cart" : "select * from carts",
        status: "ok",
        is_segment: index === 0,
        start_timestamp: seconds() - 1,
        end_timestamp: seconds() - 0.5,
        attributes: { ...shared, "sentry.op": text("db.query"), "db.system.name": text("postgresql"), "sentry.segment.id": text(segment) },
      }));
      return container("span", "span.v2", "span", spans);
    },
  ],
  [
    10,
    () => {
      const trace_id = hex(16);
      const logs = Array.from({ length: 100 }, (_, index) => ({
        timestamp: seconds(),
        trace_id,
        level: "info",
        body: `cart ${index} was opened`,
        attributes: { ...shared, order: text(`ord_${index}`) },
      }));
      return container("log", "log", "log_item", logs);
    },
  ],
  [
    10,
    () => {
      const replay_id = hex(16);
      const now = seconds();
      const event = {
        type: "replay_event",
        replay_id,
        segment_id: 0,
        replay_type: "session",
        timestamp: now,
        replay_start_timestamp: now - 5,
        platform: "javascript",
        urls: ["https://shop.example/"],
        error_ids: [],
        trace_ids: [],
      };
      const rrweb = JSON.stringify(
        Array.from({ length: 40 }, (_, index) => ({ type: 3, timestamp: Date.now() + index, data: { source: 1, positions: [{ x: index, y: index, id: 7 }] } })),
      );
      const recording = `{"segment_id":0}\n${rrweb}`;
      return {
        lines: [{ event_id: replay_id }, { type: "replay_event" }, event, { type: "replay_recording", length: recording.length }, recording],
        category: "replay",
        quantity: 2,
      };
    },
  ],
];

interface Sent {
  answered: number;
  refused: number;
  readonly accepted: Map<string, number>;
  readonly latencies: number[];
}

async function load(server: Server, project: Project, rate: number, forSeconds: number, connections: number): Promise<Sent> {
  const sent: Sent = { answered: 0, refused: 0, accepted: new Map(), latencies: [] };
  const head = `POST /api/${project.id}/envelope/?sentry_key=${project.key} HTTP/1.1\r\n`;
  const startedAt = performance.now();
  const end = startedAt + forSeconds * 1000;
  let next = 0;
  const run = async (): Promise<void> => {
    const connection = new Connection("127.0.0.1", server.port);
    for (;;) {
      const n = next++;
      const due = startedAt + (n * 1000) / rate;
      if (due >= end) break;
      const early = due - performance.now();
      if (early > 1) await delay(early);
      await send(connection, n);
    }
    connection.close();
  };
  const send = async (connection: Connection, n: number): Promise<void> => {
    const made = pickKind(n)(n);
    const body = made.lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
    const before = performance.now();
    const { status } = await connection.request(head, body);
    sent.latencies.push(performance.now() - before);
    if (status === 200) {
      sent.answered++;
      sent.accepted.set(made.category, (sent.accepted.get(made.category) ?? 0) + made.quantity);
    } else sent.refused++;
  };
  await Promise.all(Array.from({ length: connections }, run));
  return sent;
}

/** Kinds take turns, spread over a hundred envelopes. */
function pickKind(n: number): (n: number) => Made {
  let place = (n * 37) % 100;
  for (const [share, make] of kinds) {
    if (place < share) return make;
    place -= share;
  }
  throw new Error("shares add up to a hundred");
}

async function stored(server: Server, project: Project): Promise<ReadonlyMap<string, number>> {
  const path = `/organizations/${project.orgSlug}/stats_v2/?groupBy=category&groupBy=outcome&field=sum(quantity)&statsPeriod=1d&interval=1h`;
  const { body } = await api(server, project, path);
  const groups = listAt(body, "groups").filter((group) => pick(group, "by", "outcome") === "accepted");
  return new Map(groups.map((group) => [String(pick(group, "by", "category")), Number(pick(group, "totals", "sum(quantity)"))]));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seconds: { type: "string" }, rate: { type: "string" }, connections: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  const [rate, forSeconds, connections] = [Number(values.rate ?? 2000), Number(values.seconds ?? 20), Number(values.connections ?? 16)];
  await using server = await startServer({ env: { VEDETTE_LOG_LEVEL: "warn" } });
  const project = await newProject(server, "mixed");
  const cpuBefore = server.cpuSeconds();
  const startedAt = performance.now();
  const sent = await load(server, project, rate, forSeconds, connections);
  const sending = (performance.now() - startedAt) / 1000;
  await until("everything is processed", async () => (pick(await cli(server, "stats"), "lag") === 0 ? true : undefined), 600_000, 250);
  const whole = (performance.now() - startedAt) / 1000;
  const kept = await stored(server, project);
  const latencies = sent.latencies.toSorted((a, b) => a - b);
  const at = (share: number): string => `${(latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1)} ms`;
  const rows = [...sent.accepted].map(([category, quantity]) => `  ${category.padEnd(10)} sent ${quantity}, stored ${kept.get(category) ?? 0}`);
  const lost = [...sent.accepted].filter(([category, quantity]) => kept.get(category) !== quantity);
  process.stdout.write(
    [
      `${sent.answered} envelopes answered 200 in ${sending.toFixed(1)} s (${Math.round(sent.answered / sending)} a second), ${sent.refused} refused; p50 ${at(0.5)}, p99 ${at(0.99)}`,
      `all processed after ${whole.toFixed(1)} s; server CPU ${(((server.cpuSeconds() - cpuBefore) * 1e6) / Math.max(sent.answered, 1)).toFixed(0)} µs an envelope; peak ${Math.round(server.peakRssMb())} MB`,
      ...rows,
      lost.length === 0 ? "nothing was lost" : `LOST: ${lost.map(([category]) => category).join(", ")}`,
      "",
    ].join("\n"),
  );
  if (lost.length > 0) process.exitCode = 1;
}

await main();
