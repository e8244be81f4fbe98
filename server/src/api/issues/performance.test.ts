import { hash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";
import { eventDetailShape } from "../events/event-shape.ts";
import { issueDetailShape, issueShape } from "./issue-shape.ts";

const start = Date.UTC(2026, 9, 1, 12, 30);
const root = "c".repeat(16);
const trace = { trace_id: "ab".repeat(16), span_id: root, op: "http.server", status: "ok" };
const author = 'SELECT "name" FROM "authors" WHERE "id" = %s';

let api: SeededApi;
let count = 0;
beforeEach(async () => {
  api = await seededApi(start);
  api.time.now = start + 3_600_000;
  count = 0;
});
afterEach(() => api.close());

interface Query {
  readonly description: string;
  readonly seconds: number;
}

/** A transaction with these queries one after the other. */
function transaction(queries: readonly Query[], more: Readonly<Record<string, unknown>> = {}) {
  const id = (++count).toString(16).padStart(32, "0");
  const at = start + count * 1000;
  const from = at / 1000 - 5;
  let next = from;
  const spans = queries.map(({ description, seconds }, i) => {
    const start_timestamp = next;
    next += seconds;
    const span_id = (i + 1).toString(16).padStart(16, "0");
    return { span_id, trace_id: trace.trace_id, parent_span_id: root, op: "db", description, start_timestamp, timestamp: next };
  });
  const payload = {
    type: "transaction",
    transaction: "GET /books",
    platform: "python",
    start_timestamp: from,
    timestamp: at / 1000,
    contexts: { trace },
    spans,
  };
  return { project: api.ids.shop, id, at, payload: { ...payload, ...more } };
}

const first: Query = { description: 'SELECT * FROM "books"', seconds: 0.02 };
const repeated = (n = 8) => [first, ...Array.from({ length: n }, (): Query => ({ description: author, seconds: 0.02 }))];
const slow: Query = { description: 'SELECT count(*) FROM "orders" WHERE "state" = %s', seconds: 0.7 };

const issues = async (query: string) => z.array(issueShape).parse((await api.get(`/organizations/acme/issues/?query=${encodeURIComponent(query)}`)).json);
const titles = async (query: string) => (await issues(query)).map(({ title }) => title).toSorted();
const address = (id: string) => `/organizations/acme/issues/${id}/`;
const eventOf = async (id: string, which: string) => eventDetailShape.parse((await api.get(`${address(id)}events/${which}/`)).json);
const only = async (): Promise<z.infer<typeof issueShape>> => {
  const [issue, ...others] = await issues("issue.category:performance");
  expect(others).toEqual([]);
  if (issue === undefined) throw new Error("no issue of performance");
  return issue;
};

test("a transaction with a problem is an issue: listed, counted and described", async () => {
  const facts = await api.ingest([
    transaction(repeated(), { user: { id: "1" }, release: "shop@1", environment: "production" }),
    transaction(repeated(9), { user: { id: "2" }, release: "shop@2", environment: "staging" }),
    transaction([first]),
  ]);
  expect(facts.issues).toHaveLength(1);
  const issue = await only();
  expect(issue).toMatchObject({
    shortId: "SHOP-1",
    title: "N+1 Query",
    culprit: "GET /books",
    level: "info",
    type: "transaction",
    issueType: "performance_n_plus_one_db_queries",
    issueCategory: "performance",
    metadata: { title: "N+1 Query", value: author },
    count: "2",
    userCount: 2,
    status: "unresolved",
    substatus: "new",
    priority: "low",
  });
  expect(issueDetailShape.parse((await api.get(address(issue.id))).json)).toMatchObject({
    firstRelease: { version: "shop@1" },
    lastRelease: { version: "shop@2" },
    firstSeen: "2026-10-01T12:30:01.000Z",
    lastSeen: "2026-10-01T12:30:02.000Z",
  });
});

test("found by category, family, type, text, environment and release; errors are no part of it", async () => {
  await api.ingest([
    transaction(repeated(), { environment: "production", release: "shop@1" }),
    transaction([slow]),
    { project: api.ids.shop, id: "f".repeat(32), at: start, payload: { platform: "node", exception: { values: [{ type: "Boom", value: "x" }] } } },
  ]);
  expect(await titles("")).toEqual(["Boom: x", "N+1 Query", "Slow DB Query"]);
  expect(await titles("issue.category:performance")).toEqual(["N+1 Query", "Slow DB Query"]);
  expect(await titles("issue.category:db_query")).toEqual(["N+1 Query", "Slow DB Query"]);
  expect(await titles("issue.category:frontend")).toEqual([]);
  expect(await titles("issue.category:error")).toEqual(["Boom: x"]);
  expect(await titles("!issue.category:performance")).toEqual(["Boom: x"]);
  expect(await titles("issue.type:performance_slow_db_query")).toEqual(["Slow DB Query"]);
  expect(await titles("issue.type:[performance_slow_db_query, performance_n_plus_one_db_queries]")).toEqual(["N+1 Query", "Slow DB Query"]);
  expect(await titles("issue.category:performance authors")).toEqual(["N+1 Query"]);
  expect(await titles('issue.category:performance transaction:"GET /books" release:shop@1')).toEqual(["N+1 Query"]);
  const inEnvironment = (await api.get("/organizations/acme/issues/?query=issue.category:performance&environment=production")).json;
  expect(
    z
      .array(issueShape)
      .parse(inEnvironment)
      .map(({ title }) => title),
  ).toEqual(["N+1 Query"]);
});

test("its event is the transaction, with the evidence beside it", async () => {
  const sent = transaction(repeated(6));
  await api.ingest([sent]);
  const { id } = await only();
  const event = await eventOf(id, "latest");
  expect(event).toMatchObject({ eventID: sent.id, groupID: id, type: "transaction", title: "N+1 Query", startTimestamp: sent.payload.start_timestamp });
  expect(event.entries.find(({ type }) => type === "spans")?.data).toHaveLength(7);
  const fingerprint = event.perfProblem?.fingerprint ?? "";
  expect(fingerprint).toMatch(/^1-1006-[\da-f]{40}$/);
  expect(event.fingerprints).toEqual([hash("md5", fingerprint, "hex")]);
  expect(event.occurrence).toMatchObject({
    id: sent.id,
    eventId: sent.id,
    projectId: api.ids.shop,
    fingerprint: [hash("md5", fingerprint, "hex")],
    issueTitle: "N+1 Query",
    subtitle: author,
    type: 1006,
    culprit: "GET /books",
    evidenceData: { parentSpanIds: [root], causeSpanIds: ["0000000000000001"], numRepeatingSpans: "6", transactionName: "GET /books", op: "db" },
  });
  expect(event.occurrence?.evidenceDisplay[0]).toEqual({ name: "Repeating Spans", value: `db - ${author}`, important: true });
  expect(event.occurrence?.evidenceData["offenderSpanIds"]).toHaveLength(6);
  expect((await api.get(`/projects/acme/shop/events/${sent.id}/`)).json).toMatchObject({ groupID: id, type: "transaction", occurrence: { type: 1006 } });
  expect((await api.get(`/projects/acme/shop/events/${sent.id}/json/`)).json).toMatchObject({ event_id: sent.id, type: "transaction" });
  expect((await api.get(`/organizations/acme/eventids/${sent.id}/`)).json).toMatchObject({ groupId: id });
  expect((await api.get(`/projects/acme/shop/events/${sent.id}/grouping-info/`)).json).toMatchObject({
    hashes: [hash("md5", fingerprint, "hex")],
    variants: [{ name: "performance_problem", contributes: true, fingerprint: [fingerprint] }],
  });
});

test("the transaction is counted once, and stays one: in its table, its spans, and for whoever asks what became of it", async () => {
  const sent = transaction([...repeated(), slow]);
  await api.ingest([sent]);
  expect(await titles("issue.category:performance")).toEqual(["N+1 Query", "Slow DB Query"]);
  const range = { from: start - 7_200_000, to: start + 7_200_000 };
  const totals = await api.stores.state.outcomeTotals({ projectIds: [api.ids.shop], ...range, bucketMs: 3_600_000 });
  expect(Object.fromEntries(totals.map(({ category, quantity }) => [category, quantity]))).toEqual({ transaction: 1, span: sent.payload.spans.length + 1 });
  const fate = (await api.get(`/projects/acme/shop/events/${sent.id}/fate/`)).json;
  expect(fate).toMatchObject({ stored: { shortId: "SHOP-1" }, outcomes: [] });
  const discover = await api.get("/organizations/acme/events/?dataset=errors&field=title&field=count()&statsPeriod=90d");
  expect(discover.json).toMatchObject({ data: [] });
});

test("a transaction with two problems is in two issues, and found in both by its own id", async () => {
  const sent = transaction([...repeated(), slow]);
  await api.ingest([sent]);
  const [nPlusOne, slowQuery] = await Promise.all([issues("issue.type:performance_n_plus_one_db_queries"), issues("issue.type:performance_slow_db_query")]);
  const [one = "", two = ""] = [nPlusOne[0]?.id, slowQuery[0]?.id];
  expect((await eventOf(one, sent.id)).eventID).toBe(sent.id);
  const other = await eventOf(two, sent.id);
  expect(other).toMatchObject({ groupID: two, occurrence: { type: 1001, eventId: sent.id }, title: "Slow DB Query" });
  expect(other.eventID).not.toBe(sent.id);
  expect((await eventOf(two, other.eventID)).occurrence?.type).toBe(1001);
});

test("in its trace it is a problem of the span that it was found in, and no error", async () => {
  await api.ingest([transaction(repeated())]);
  const { id } = await only();
  const spans = z.array(z.object({ event_id: z.string(), errors: z.array(z.unknown()), occurrences: z.array(z.unknown()) }));
  const [found] = spans.parse((await api.get(`/organizations/acme/trace/${trace.trace_id}/`)).json);
  expect(found).toMatchObject({
    event_id: root,
    errors: [],
    occurrences: [{ event_type: "occurrence", issue_id: Number(id), short_id: "SHOP-1", issue_type: 1006 }],
  });
  expect((await api.get(`/organizations/acme/trace-meta/${trace.trace_id}/`)).json).toMatchObject({
    errorsCount: 0,
    performanceIssuesCount: 1,
    spansCount: 10,
  });
});

test("the same transaction again changes nothing", async () => {
  const sent = transaction(repeated());
  await api.ingest([sent]);
  await api.ingest([sent]);
  expect(await only()).toMatchObject({ count: "1" });
});

test("resolved, it comes back with the next occurrence; archived it stays; discarded it is dropped", async () => {
  await api.ingest([transaction(repeated())]);
  const { id } = await only();
  await api.call("PUT", address(id), { body: { status: "resolved" } });
  count = 3700;
  expect((await api.ingest([transaction(repeated())])).issues).toMatchObject([{ isRegression: true }]);
  expect((await api.get(address(id))).json).toMatchObject({ status: "unresolved", substatus: "regressed", count: "2" });
  await api.call("PUT", address(id), { body: { status: "ignored" } });
  await api.ingest([transaction(repeated())]);
  expect((await api.get(address(id))).json).toMatchObject({ status: "ignored", count: "3" });
  expect((await api.call("PUT", `/projects/acme/shop/issues/?id=${id}`, { body: { discard: true } })).status).toBe(204);
  const dropped = transaction(repeated());
  expect((await api.ingest([dropped])).issues).toEqual([]);
  // The transaction itself is kept.
  expect((await api.get(`/projects/acme/shop/events/${dropped.id}/`)).json).toMatchObject({ groupID: null, type: "transaction" });
});

test("merged and taken apart again like errors; deleted, its transactions stay", async () => {
  const [a, b] = [transaction(repeated()), transaction(repeated(), { transaction: "GET /shelves" })];
  await api.ingest([a, b]);
  const [one = "", two = ""] = (await issues("issue.category:performance")).map(({ id }) => id);
  await api.call("PUT", `/organizations/acme/issues/?id=${one}&id=${two}`, { body: { merge: 1 } });
  const merged = await only();
  expect(merged.count).toBe("2");
  const hashes = z.array(z.object({ id: z.string() })).parse((await api.get(`${address(merged.id)}hashes/`)).json);
  expect(hashes).toHaveLength(2);
  expect((await api.call("PUT", `${address(merged.id)}hashes/?id=${hashes[0]?.id}`)).status).toBe(202);
  expect((await issues("issue.category:performance")).map(({ count: n }) => n)).toEqual(["1", "1"]);
  for (const { id } of await issues("issue.category:performance")) expect((await api.call("DELETE", address(id))).status).toBe(202);
  await api.runJobs();
  expect(await issues("issue.category:performance")).toEqual([]);
  expect((await api.get(`/projects/acme/shop/events/${a.id}/`)).json).toMatchObject({ groupID: null, type: "transaction", occurrence: null });
});

test("grouping rules do not concern it", async () => {
  await api.ingest([transaction(repeated())]);
  const { id } = await only();
  const tried = await api.call("POST", "/projects/acme/shop/grouping-rules/try/", {
    body: { fingerprintingRules: "level:info -> all-of-it", groupingEnhancements: "" },
  });
  expect(tried.json).toMatchObject({ events: 1, moved: 0 });
  expect((await only()).id).toBe(id);
});

test("another organization sees nothing of it", async () => {
  const sent = transaction(repeated());
  await api.ingest([sent]);
  const { id } = await only();
  for (const path of [
    address(id),
    `${address(id)}events/${sent.id}/`,
    `/projects/acme/shop/events/${sent.id}/`,
    "/projects/acme/shop/performance-issues/configure/",
  ])
    expect((await api.get(path, api.tokens.eve)).status).toBe(404);
});

test("settings: defaults, what is set, what is refused, and back", async () => {
  const path = "/projects/acme/shop/performance-issues/configure/";
  const read = async () => z.record(z.string(), z.unknown()).parse((await api.get(path)).json);
  expect(await read()).toMatchObject({ n_plus_one_db_queries_detection_enabled: true, n_plus_one_db_count: 5, slow_db_query_duration_threshold: 500 });
  const change = { slow_db_queries_detection_enabled: false, n_plus_one_db_count: 9 };
  expect((await api.call("PUT", path, { body: change })).json).toMatchObject(change);
  expect((await api.call("PUT", path, { body: { n_plus_one_db_duration_threshold: 80 } })).json).toMatchObject({
    ...change,
    n_plus_one_db_duration_threshold: 80,
  });
  const settings = await api.stores.state.projectSettings();
  expect(settings.get(api.ids.shop)?.performance).toMatchObject({ ...change, n_plus_one_db_duration_threshold: 80 });
  for (const body of [{ n_plus_one_db_count: 1 }, { n_plus_one_db_count: "5" }, { slow_db_queries_detection_enabled: 1 }, { unheard_of: true }])
    expect((await api.call("PUT", path, { body })).status).toBe(400);
  expect((await api.call("PUT", path, { body: change, token: api.tokens.reader })).status).toBe(403);
  expect((await api.call("DELETE", path)).json).toMatchObject({ slow_db_queries_detection_enabled: true, n_plus_one_db_count: 5 });
  const described = z.array(z.object({ name: z.string() })).parse((await api.get("/projects/acme/shop/performance-issues/settings/")).json);
  expect(described.map(({ name }) => name)).toEqual(Object.keys(await read()));
});
