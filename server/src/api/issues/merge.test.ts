import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";
import { issueDetailShape, issueShape } from "./issue-shape.ts";

const start = Date.UTC(2026, 9, 1, 12, 30);
const minute = 60_000;

let api: SeededApi;
let count = 0;

beforeEach(async () => {
  api = await seededApi(start);
  count = 0;
});
afterEach(() => api.close());

function seed(kind: string, more: Readonly<Record<string, unknown>> = {}, project = api.ids.shop) {
  const id = (++count).toString(16).padStart(32, "0");
  const frames = [{ filename: `${kind}.js`, function: kind, in_app: true }];
  return {
    project,
    id,
    at: api.time.now + count * 1000,
    payload: { platform: "node", exception: { values: [{ type: kind, value: "x", stacktrace: { frames } }] }, ...more },
  };
}
const user = (id: number) => ({ user: { id: String(id) } });

async function happen(...seeds: ReturnType<typeof seed>[]): Promise<string[]> {
  const { issues } = await api.ingest(seeds);
  return issues.map(({ issueId }) => String(issueId));
}

const address = (id: string) => `/organizations/acme/issues/${id}/`;
const show = async (id: string) => issueDetailShape.parse((await api.get(address(id))).json);
const mergedShape = z.object({ merge: z.object({ parent: z.string() }) });
const hashesShape = z.array(z.object({ id: z.string(), count: z.string(), latestEvent: z.object({ eventID: z.string() }).nullable() }));
const hashes = async (id: string) => hashesShape.parse((await api.get(`${address(id)}hashes/`)).json);
const events = async (id: string) => z.array(z.object({ eventID: z.string(), groupID: z.string() })).parse((await api.get(`${address(id)}events/`)).json);
const merge = (...ids: string[]) => api.call("PUT", `/organizations/acme/issues/?${ids.map((id) => `id=${id}`).join("&")}`, { body: { merge: 1 } });
const valuesOf = async (id: string, key: string) =>
  z.array(z.object({ value: z.string(), count: z.int() })).parse((await api.get(`${address(id)}tags/${key}/values/`)).json);

/** What the two stores say of an issue must be the same. */
async function expectConsistent(id: string): Promise<void> {
  const issue = await show(id);
  const rows = await events(id);
  const all = await hashes(id);
  expect(rows.every(({ groupID }) => groupID === id)).toBe(true);
  expect([issue.count, all.reduce((sum, hash) => sum + Number(hash.count), 0)]).toEqual([String(rows.length), rows.length]);
  expect(issue.stats["24h"]?.reduce((sum, [, n]) => sum + n, 0)).toBe(rows.length);
}

test("merged: counts, users, tags, history and marks are those of both, at once", async () => {
  const [one = ""] = await happen(seed("A", user(1)), seed("A", user(2)), seed("A", { ...user(2), release: "1.0", tags: { zone: "a" } }));
  const [two = ""] = await happen(seed("B", { ...user(2), tags: { zone: "b" } }), seed("B", { ...user(3), tags: { zone: "b" }, level: "fatal" }));
  await api.call("POST", `${address(two)}notes/`, { body: { text: "the same cause" } });
  const { shortId } = await show(two);
  const answer = await merge(two, one);
  expect([answer.status, answer.json]).toEqual([200, { merge: { parent: one, children: [two] } }]);
  const merged = await show(one);
  expect(merged).toMatchObject({ count: "5", userCount: 3, title: "B: x", level: "fatal", numComments: 1, firstRelease: { version: "1.0" } });
  expect(merged.firstSeen).toBe(new Date(start + 1000).toISOString());
  expect(merged.activity.map(({ type }) => type)).toEqual(["merge", "note", "first_seen"]);
  expect(merged.activity[0]).toMatchObject({ data: { issues: [{ id: two }] }, user: { email: "jane@example.com" } });
  expect(await valuesOf(one, "zone")).toMatchObject([
    { value: "b", count: 2 },
    { value: "a", count: 1 },
  ]);
  await expectConsistent(one);
  // Links to the issue that is gone lead to the one that it became.
  for (const former of [two, shortId]) expect(await show(former)).toMatchObject({ id: one });
  expect(
    z
      .array(issueShape)
      .parse((await api.get("/organizations/acme/issues/?query=")).json)
      .map(({ id }) => id),
  ).toEqual([one]);
  expect(await happen(seed("B"), seed("A"))).toEqual([one]);
  await expectConsistent(one);
});

test("merged issues can be merged again, and what cannot be merged is refused", async () => {
  const [one = ""] = await happen(seed("A"), seed("A"), seed("A"));
  const [two = ""] = await happen(seed("B"), seed("B"));
  const [three = ""] = await happen(seed("C"));
  await merge(two, three);
  expect((await merge(one, two)).json).toEqual({ merge: { parent: one, children: [two] } });
  expect(await show(three)).toMatchObject({ id: one, count: "6" });
  await expectConsistent(one);
  const [other = ""] = await happen(seed("D", {}, api.ids.blog));
  expect((await merge(one)).status).toBe(400);
  expect(await merge(one, other)).toMatchObject({ status: 400, json: { detail: "Merging across multiple projects is not supported" } });
  const query = `?id=${one}&id=${other}`;
  expect((await api.call("PUT", `/organizations/acme/issues/${query}`, { body: { merge: true }, token: api.tokens.reader })).status).toBe(403);
  expect((await api.call("PUT", `/organizations/rival/issues/${query}`, { body: { merge: true }, token: api.tokens.eve })).status).toBe(204);
});

test("unmerged: a hash leaves with its events, users and counts, and leads the next ones there", async () => {
  const [one = ""] = await happen(seed("A", user(1)), seed("A", user(2)));
  const [two = ""] = await happen(seed("B", { ...user(2), release: "2.0" }), seed("B", user(3)), seed("B", user(4)));
  await merge(one, two);
  const merged = await hashes(two);
  expect(merged.map(({ count, latestEvent }) => [count, latestEvent?.eventID.slice(-1)])).toEqual([
    ["3", "5"],
    ["2", "2"],
  ]);
  const leaving = merged[1]?.id ?? "";
  for (const [ids, reason] of [
    [merged.map(({ id }) => id), "At least one hash has to stay in the issue."],
    [["f".repeat(32)], "Not all of these hashes belong to the issue."],
  ] as const) {
    const refused = await api.call("PUT", `${address(two)}hashes/?${ids.map((id) => `id=${id}`).join("&")}`);
    expect([refused.status, refused.json]).toEqual([400, { id: [reason] }]);
  }
  api.time.now += minute;
  const answer = await api.call("DELETE", `${address(two)}hashes/?id=${leaving}`);
  const { id: made } = z.object({ id: z.string() }).parse(answer.json);
  expect(answer.status).toBe(202);
  expect(await show(made)).toMatchObject({ count: "2", userCount: 2, title: "A: x", firstRelease: null, status: "unresolved" });
  expect(await show(two)).toMatchObject({ count: "3", userCount: 3, title: "B: x", firstRelease: { version: "2.0" } });
  for (const id of [made, two]) await expectConsistent(id);
  expect((await show(made)).activity.map(({ type }) => type)).toEqual(["unmerge_destination", "first_seen"]);
  expect((await show(two)).activity[0]).toMatchObject({ type: "unmerge_source", data: { fingerprints: [leaving], destination: { id: made } } });
  expect(await happen(seed("A"))).toEqual([made]);
  expect(await happen(seed("B"))).toEqual([two]);
  for (const id of [made, two]) await expectConsistent(id);
});

test("while events arrive, nothing is lost and nothing counted twice", async () => {
  const [one = ""] = await happen(seed("A"));
  await happen(seed("B"));
  const arriving = (async () => {
    for (let round = 0; round < 60; round++) await happen(seed("A", user(round % 7)), seed("B", user(round % 5)), seed("C"));
  })();
  const idsOf = async () => z.array(issueShape).parse((await api.get("/organizations/acme/issues/?query=&limit=100")).json);
  const statuses: number[] = [];
  for (let round = 0; round < 6; round++) {
    const issues = await idsOf();
    const answer = await merge(...issues.map(({ id }) => id));
    const parent = answer.status === 400 ? (issues[0]?.id ?? "") : mergedShape.parse(answer.json).merge.parent;
    const [first, second] = (await hashes(parent)).filter((hash) => hash.count !== "0");
    const leaving = round % 2 === 0 ? first : second;
    if (leaving !== undefined && second !== undefined) statuses.push((await api.call("PUT", `${address(parent)}hashes/?id=${leaving.id}`)).status);
  }
  await arriving;
  expect(new Set(statuses)).toEqual(new Set([202]));
  const issues = await idsOf();
  expect(issues.reduce((sum, issue) => sum + Number(issue.count), 0)).toBe(count);
  for (const { id, count: seen } of issues) {
    const all = await hashes(id);
    expect(all.reduce((sum, hash) => sum + Number(hash.count), 0)).toBe(Number(seen));
    const { stats, userCount } = await show(id);
    expect(stats["24h"]?.reduce((sum, [, n]) => sum + n, 0)).toBe(Number(seen));
    expect((await valuesOf(id, "user")).length).toBe(userCount);
  }
  expect((await show(one)).id).toBeDefined();
});
