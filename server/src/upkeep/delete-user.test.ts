import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { seededApi } from "../../test/seeded-api.ts";
import { jobShape } from "../api/jobs/job-shape.ts";
import { datasetNames } from "../stores/telemetry/datasets.ts";

const now = Date.UTC(2026, 9, 20, 12);
const seconds = now / 1000;
const idOf = (n: number): string => n.toString(16).padStart(32, "0");
const marker = "ann.marker@private.example";

let api: Awaited<ReturnType<typeof seededApi>>;
beforeEach(async () => {
  api = await seededApi(now);
});
afterEach(() => api.close());

const container = (type: string, suffix: string, entry: object) => ({
  type,
  payload: { items: [entry] },
  headers: { item_count: 1, content_type: `application/vnd.sentry.items.${suffix}+json` },
});
const text = (value: string) => ({ value, type: "string" });

interface Person {
  readonly id: string;
  readonly email: string;
}

/** One of everything in which a person can be named. `n`: the ids start there. */
function everythingOf(user: Person, n: number, project: number) {
  const traceId = idOf(n + 50);
  const spanId = idOf(n + 51).slice(16);
  const transaction = {
    type: "transaction",
    transaction: "GET /cart",
    platform: "javascript",
    user,
    start_timestamp: seconds - 1,
    timestamp: seconds,
    contexts: { trace: { trace_id: traceId, span_id: spanId, op: "pageload" }, profile: { profile_id: idOf(n + 60) } },
    spans: [{ trace_id: traceId, span_id: idOf(n + 52).slice(16), parent_span_id: spanId, op: "db", start_timestamp: seconds - 1, timestamp: seconds }],
    extra: { who: user.email },
  };
  const profile = {
    event_id: idOf(n + 60),
    version: "1",
    platform: "javascript",
    timestamp: new Date(now).toISOString(),
    release: "shop@1",
    environment: "prod",
    device: { architecture: "x86" },
    os: { name: "Linux", version: "1" },
    transaction: { id: idOf(n + 2), name: "GET /cart", trace_id: traceId, active_thread_id: "1" },
    profile: {
      frames: [{ function: `of ${user.email}` }],
      stacks: [[0]],
      samples: [
        { stack_id: 0, thread_id: "1", elapsed_since_start_ns: "1" },
        { stack_id: 0, thread_id: "1", elapsed_since_start_ns: "2" },
      ],
      thread_metadata: {},
    },
  };
  const attributes = { "user.id": text(user.id), "user.email": text(user.email) };
  const replay = {
    replay_id: idOf(n + 4),
    segment_id: 0,
    timestamp: seconds,
    replay_start_timestamp: seconds - 5,
    urls: ["https://shop.example/"],
    platform: "javascript",
  };
  const recording = `${JSON.stringify({ segment_id: 0 })}\n${JSON.stringify([{ type: 4, timestamp: now, data: { href: `https://shop.example/?${user.email}` } }])}`;
  const of = (id: number, items: Parameters<typeof api.ingestEnvelopes>[0][number]["items"]) => ({ project, id: idOf(n + id), at: now, items });
  return [
    of(1, [
      { type: "event", payload: { timestamp: seconds, exception: { values: [{ type: "Boom", value: `of ${user.email}` }] }, user, fingerprint: ["boom"] } },
    ]),
    of(2, [
      { type: "transaction", payload: transaction },
      { type: "profile", payload: profile },
      { type: "attachment", payload: `file of ${user.email}`, headers: { filename: "a.txt" } },
    ]),
    of(3, [
      container("log", "log", { timestamp: seconds, level: "info", trace_id: traceId, body: `hello ${user.email}`, attributes }),
      container("trace_metric", "trace-metric", { timestamp: seconds, trace_id: traceId, name: "m", type: "counter", value: 1, attributes }),
      container("span", "span.v2", {
        trace_id: traceId,
        span_id: idOf(n + 53).slice(16),
        name: "click",
        status: "ok",
        is_segment: true,
        start_timestamp: seconds - 1,
        end_timestamp: seconds,
        attributes,
      }),
    ]),
    of(4, [
      { type: "replay_event", payload: { ...replay, type: "replay_event", user } },
      { type: "replay_recording", payload: recording },
    ]),
    of(5, [
      {
        type: "session",
        payload: { sid: idOf(n + 70), did: user.id, init: true, started: new Date(now).toISOString(), status: "ok", attrs: { release: "shop@1" } },
      },
    ]),
    of(6, [{ type: "feedback", payload: { timestamp: seconds, contexts: { feedback: { message: "it broke", contact_email: user.email, name: "A" } } } }]),
    of(7, [{ type: "user_report", payload: { event_id: idOf(n + 90), email: user.email, name: "A", comments: "it broke" } }]),
  ];
}

async function bytesOf(word: string): Promise<readonly string[]> {
  const { folder, telemetry, blobs } = api.stores;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const found = files.filter((entry) => readFileSync(path.join(entry.parentPath, entry.name)).includes(word)).map(({ name }) => name);
  const projectIds = Object.values(api.ids);
  const rows = [
    ...(await telemetry.events({ projectIds, filter: [], limit: 1000 })),
    ...(
      await Promise.all(
        (["transactions", "replaySegments", "replayRecordings", "profiles", "profileChunks"] as const).map((dataset) =>
          telemetry.rows({ dataset, projectIds, limit: 1000 }),
        ),
      )
    ).flat(),
  ];
  for (const row of rows) {
    const body = await blobs.body(row.body);
    if (body !== undefined && Buffer.from(body).includes(word)) found.push(`a body of ${"eventId" in row ? row.eventId : "a row"}`);
  }
  return found;
}

const counts = async () => {
  const { telemetry } = api.stores;
  const projectIds = [api.ids.shop];
  const rows = await Promise.all(datasetNames.map(async (dataset) => [dataset, (await telemetry.rows({ dataset, projectIds, limit: 100 })).length] as const));
  return { ...Object.fromEntries(rows), events: (await telemetry.events({ projectIds, filter: [], limit: 100 })).length };
};

test("what is stored of a person is found by one mark in every kind of data, and is gone from the files", async () => {
  const ann = { id: "u-77", email: marker };
  const bob = { id: "u-88", email: "bob@other.example" };
  await api.ingestEnvelopes([
    ...everythingOf(ann, 0x1000, api.ids.shop),
    ...everythingOf(bob, 0x2000, api.ids.shop),
    ...everythingOf(ann, 0x3000, api.ids.spy),
  ]);
  const { letters } = api.stores;
  const keep = (seq: number, project: number, body: string): unknown =>
    letters.keep(
      {
        seq,
        meta: {
          endpoint: "envelope",
          projectId: project,
          keyId: 1,
          receivedAt: now,
          eventId: null,
          clientIp: null,
          userAgent: null,
          origin: null,
          authClient: null,
        },
        body: Buffer.from(body),
      },
      "a fault",
      now,
    );
  keep(1, api.ids.shop, `{}\n{"type":"event"}\n{"user":{"email":"${marker}"}}`);
  keep(2, api.ids.shop, '{}\n{"type":"event"}\n{"user":{"email":"bob@other.example"}}');
  keep(3, api.ids.spy, `{}\n{"type":"event"}\n{"user":{"email":"${marker}"}}`);
  const before = await counts();
  expect(before).toMatchObject({ events: 4, transactions: 2, spans: 6, logs: 2, metrics: 2, replaySegments: 2, replayRecordings: 2, profiles: 2 });

  const { json } = await api.call("POST", "/organizations/acme/deletions/", { body: { user: { email: marker.toUpperCase() } } });
  const { id } = jobShape.parse(json);
  await api.runJobs();
  const job = jobShape.parse((await api.get(`/organizations/acme/jobs/${id}/`)).json);
  expect(job).toMatchObject({
    status: "done",
    removed: {
      events: 2,
      transactions: 1,
      spans: 3,
      logs: 1,
      metrics: 1,
      replaySegments: 1,
      replayRecordings: 1,
      profiles: 1,
      attachments: 1,
      userReports: 1,
      deadLetters: 1,
    },
  });
  expect(await counts()).toMatchObject({ events: 2, transactions: 1, spans: 3, logs: 1, metrics: 1, replaySegments: 1, replayRecordings: 1, profiles: 1 });
  // The issue that Ann's event came to last tells of Bob's now.
  const issues = z.array(z.object({ title: z.string() })).parse((await api.get("/projects/acme/shop/issues/?query=")).json);
  expect(JSON.stringify(issues)).not.toContain(marker);
  expect(letters.list().map(({ projectId }) => projectId)).toEqual([api.ids.shop, api.ids.spy]);

  // The other organization keeps its data about the same person until it deletes it itself.
  expect(await bytesOf(marker)).not.toEqual([]);
  await api.call("POST", "/organizations/rival/deletions/", { token: api.tokens.eve, body: { user: { email: marker } } });
  await api.runJobs();
  await Promise.all([api.stores.writer.close(), api.stores.telemetryWriter.close()]);
  expect(await bytesOf(marker)).toEqual([]);
  expect(await bytesOf("bob@other.example")).not.toEqual([]);
});

test("sessions are found by the id that they name", async () => {
  const ann = { id: "u-77", email: marker };
  await api.ingestEnvelopes([...everythingOf(ann, 0x1000, api.ids.shop), ...everythingOf({ id: "u-88", email: "b@c.example" }, 0x2000, api.ids.shop)]);
  const users = async () =>
    z
      .object({ groups: z.array(z.object({ totals: z.record(z.string(), z.number()) })) })
      .parse((await api.get("/organizations/acme/sessions/?field=count_unique(user)&field=sum(session)&statsPeriod=1d")).json).groups[0]?.totals;
  expect(await users()).toEqual({ "count_unique(user)": 2, "sum(session)": 2 });
  await api.call("POST", "/organizations/acme/deletions/", { body: { user: { did: "u-77" } } });
  await api.runJobs();
  expect(await users()).toEqual({ "count_unique(user)": 1, "sum(session)": 2 });
});

test.each([
  ["transactions", "user.id:u-77", { transactions: 1, spans: 4, profiles: 1, logs: 2 }],
  ["spans", "span.op:db", { transactions: 2, spans: 4 }],
  ["logs", "message:hello* user.id:u-77", { logs: 1, spans: 6 }],
  ["metrics", "user.id:u-88", { metrics: 1 }],
  ["replays", "user.id:u-77", { replaySegments: 1, replayRecordings: 1, events: 4 }],
])("a search of %s deletes what it finds: %s", async (dataset, query, left) => {
  await api.ingestEnvelopes([
    ...everythingOf({ id: "u-77", email: marker }, 0x1000, api.ids.shop),
    ...everythingOf({ id: "u-88", email: "b@c.example" }, 0x2000, api.ids.shop),
  ]);
  const { status } = await api.call("POST", "/organizations/acme/deletions/", { body: { dataset, query } });
  expect(status).toBe(202);
  await api.runJobs();
  expect(await counts()).toMatchObject(left);
});
