/**
 * The issue list and looking events up at a million events, over HTTP, while events come in. The rows are written straight into
 * the stores, as a commit would: 90 days, 20,000 issues of which few are hot, four environments, a release a day.
 *
 *   npm run bench:issues -- [events]
 */
import path from "node:path";
import { folders } from "../server/src/main/folders.ts";
import { migrateState, openStateReader, openStateWriter } from "../server/src/stores/state/sqlite/adapter.ts";
import { openTelemetryWriter } from "../server/src/stores/telemetry/sqlite/adapter.ts";
import type { AssignRequest } from "../server/src/stores/state/port/ingest.ts";
import type { EventRow } from "../server/src/stores/telemetry/port.ts";
import { api, cli, startServer, tempFolder } from "../server/test/harness.ts";
import { pick, textAt } from "../server/test/json-path.ts";
import { randomNumbers } from "./payloads.ts";

const total = Number(process.argv[2] ?? 1_000_000);
const issues = 20_000;
const days = 90;
const dayMs = 86_400_000;
const batchSize = 1000;
const rounds = 60;
const data = tempFolder("million");

function eventId(n: number): string {
  return n.toString(16).padStart(32, "0");
}

function row(n: number, random: () => number, start: number): Omit<EventRow, "issueId"> & { readonly hash: string } {
  const timestamp = start + (n / total) * days * dayMs;
  // A few issues have most of the events.
  const issue = Math.floor(random() ** 3 * issues);
  const tag = `id:${Math.floor(random() * 5000)}`;
  const environment = ["production", "production", "staging", "test"][n % 4] ?? "production";
  const release = `shop@1.${Math.floor((n / total) * days)}.0`;
  return {
    hash: issue.toString(16).padStart(32, "0"),
    seq: n,
    projectId: 1,
    eventId: eventId(n),
    timestamp,
    receivedAt: timestamp,
    keyId: 1,
    type: "error",
    level: n % 9 === 0 ? "warning" : "error",
    platform: "node",
    title: `Error${issue}: value ${issue % 97} is not allowed`,
    culprit: `work(module${issue % 300})`,
    location: "src/work.ts",
    metadata: { type: `Error${issue}`, value: `value ${issue % 97} is not allowed`, filename: "src/work.ts", function: "work" },
    message: "",
    logger: null,
    environment,
    release,
    dist: null,
    transaction: `GET /items/${issue % 40}`,
    handled: n % 3 > 0,
    traceId: null,
    spanId: null,
    sdk: "sentry.javascript.node",
    user: { tag, id: tag.slice(3), email: null, username: null, ip: null },
    tags: [
      ["browser.name", "Firefox"],
      ["environment", environment],
      ["region", `r${n % 7}`],
      ["release", release],
      ["server_name", `web-${n % 12}`],
    ],
    body: { day: Math.floor(timestamp / dayMs), segment: 0, ordinal: n },
    bodyBytes: 5000,
    primaryHash: null,
  };
}

async function fill(): Promise<void> {
  const at = folders(data);
  const state = await openStateWriter(at.state);
  const telemetry = await openTelemetryWriter(at.telemetry);
  const random = randomNumbers(7);
  const start = Date.now() - days * dayMs + dayMs / 2;
  for (let from = 1; from <= total; from += batchSize) {
    const rows = Array.from({ length: Math.min(batchSize, total - from + 1) }, (_, index) => row(from + index, random, start));
    const groups = [...Map.groupBy(rows, ({ hash }) => hash).values()];
    await state.ingest(async (transaction) => {
      const assigned = await transaction.assignIssues(groups.map(request));
      const ids = new Map(groups.map((group, index) => [group[0]?.hash, assigned[index]?.issueId ?? 0]));
      const events = rows.map(({ hash, ...event }) => ({ ...event, issueId: ids.get(hash) ?? 0 }));
      await telemetry.append({ events, attachments: [], rows: [], outcomes: [] });
    });
  }
  await Promise.all([state.close(), telemetry.close()]);
}

function request(events: readonly ReturnType<typeof row>[]): AssignRequest {
  const [first] = events;
  const latest = events.at(-1);
  if (first === undefined || latest === undefined) throw new Error("a group without events");
  return {
    projectId: 1,
    hashes: [first.hash],
    count: events.length,
    firstSeen: first.timestamp,
    lastSeen: latest.timestamp,
    users: [...new Set(events.map(({ user }) => user?.tag ?? ""))],
    environments: [...new Set(events.map(({ environment }) => environment ?? ""))],
    releases: [...new Set(events.map(({ release }) => release ?? ""))],
    anyUnhandled: true,
    latest,
  };
}

async function main(): Promise<void> {
  // The first organization and project, whose ids the rows have.
  await migrateState(path.join(data, "state.db"));
  await cli({ data }, "org", "create", "Acme");
  const project = await cli({ data }, "project", "create", "shop", "--org", "acme");
  const scopes = ["org:read", "project:admin", "event:admin"].flatMap((scope) => ["--scope", scope]);
  const token = textAt(await cli({ data }, "token", "create", "--org", "acme", ...scopes), "token");
  const began = performance.now();
  await fill();
  process.stdout.write(`${total} events written in ${Math.round((performance.now() - began) / 1000)} s\n`);
  await using server = await startServer({ data, env: { VEDETTE_RETENTION_DAYS: "100" } });
  const reader = await openStateReader(folders(data).state);
  process.stdout.write(`${(await reader.counts()).issues} issues\n`);
  await reader.close();
  let sending = true;
  const ingest = send(server.url, textAt(project, "publicKey"), () => sending);
  const list = "/organizations/acme/issues/?project=1&limit=25";
  const looks: readonly (readonly [what: string, path: (n: number) => string])[] = [
    ["list, unresolved, last seen, 14 days", () => `${list}&query=is:unresolved&statsPeriod=14d`],
    ["list, first seen", () => `${list}&query=is:unresolved&sort=new&statsPeriod=14d`],
    ["list, most events, 24 hours", () => `${list}&query=is:unresolved&sort=freq&statsPeriod=24h`],
    ["list, most events, 14 days", () => `${list}&query=is:unresolved&sort=freq&statsPeriod=14d`],
    ["list, most users, 14 days", () => `${list}&query=is:unresolved&sort=user&statsPeriod=14d`],
    ["list, one environment, 14 days", () => `${list}&query=is:unresolved&environment=staging&statsPeriod=14d`],
    ["list, text, 14 days", () => `${list}&query=is:unresolved+%22not+allowed%22&statsPeriod=14d`],
    ["list, a tag, 14 days", () => `${list}&query=is:unresolved+region:r3&statsPeriod=14d`],
    ["event by id, any day", (n) => `/projects/acme/shop/events/${eventId(1 + ((n * 7919) % total))}/fate/`],
    ["event by id, unknown", (n) => `/projects/acme/shop/events/${"f".repeat(24)}${n.toString(16).padStart(8, "0")}/fate/`],
  ];
  for (const [what, address] of looks) {
    const times: number[] = [];
    for (let n = 0; n < rounds; n++) {
      const before = performance.now();
      const answer = await api(server, { token }, address(n));
      times.push(performance.now() - before);
      if (answer.status >= 500) throw new Error(`${what}: ${answer.status} ${JSON.stringify(pick(answer.body, "detail"))}`);
    }
    times.sort((a, b) => a - b);
    const percentile = (p: number): string => (times[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0).toFixed(1);
    process.stdout.write(`${what.padEnd(40)} p50 ${percentile(0.5).padStart(7)} ms   p95 ${percentile(0.95).padStart(7)} ms\n`);
  }
  sending = false;
  process.stdout.write(`${await ingest} events came in meanwhile\n`);
}

/** About a hundred events a second. */
async function send(url: string, key: string, isOn: () => boolean): Promise<number> {
  let sent = 0;
  while (isOn()) {
    const event = { platform: "node", timestamp: Date.now() / 1000, exception: { values: [{ type: `Live${sent % 50}`, value: "now" }] } };
    await fetch(`${url}/api/1/store/?sentry_key=${key}&sentry_version=7`, { method: "POST", body: JSON.stringify(event) }).then((answer) => answer.text());
    sent++;
    await new Promise((resolve) => setTimeout(resolve, 8));
  }
  return sent;
}

await main();
