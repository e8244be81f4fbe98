import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";
import { issueDetailShape, issueShape } from "../issues/issue-shape.ts";

const start = Date.UTC(2026, 9, 1, 12, 30);
const project = "/projects/acme/shop/";
const rulesPath = `${project}grouping-rules/`;
const none = { fingerprintingRules: "", groupingEnhancements: "" };

let api: SeededApi;
let count = 0;

function seed(kind: string, tenant: string) {
  const id = (++count).toString(16).padStart(32, "0");
  const frames = [{ filename: `${kind}.js`, function: kind, in_app: true }];
  const payload = { platform: "node", tags: { tenant }, user: { id: tenant }, exception: { values: [{ type: kind, value: "x", stacktrace: { frames } }] } };
  return { project: api.ids.shop, id, at: start + count * 1000, payload };
}
async function happen(...seeds: ReturnType<typeof seed>[]): Promise<string> {
  const { issues } = await api.ingest(seeds);
  return String(issues[0]?.issueId);
}
const show = async (id: string) => issueDetailShape.parse((await api.get(`/organizations/acme/issues/${id}/`)).json);
const counts = async () =>
  Object.fromEntries(
    z
      .array(issueShape)
      .parse((await api.get("/organizations/acme/issues/?query=")).json)
      .map(({ id, count: seen, userCount }) => [id, [seen, userCount]]),
  );
const tried = async (rules: Partial<typeof none>) => (await api.call("POST", `${rulesPath}try/`, { body: { ...none, ...rules } })).json;

let cart: string;
let stock: string;
let pay: string;

beforeAll(async () => {
  api = await seededApi(start);
  cart = await happen(seed("Cart", "a"), seed("Cart", "a"), seed("Cart", "b"));
  stock = await happen(seed("Stock", "a"), seed("Stock", "b"));
  pay = await happen(seed("Pay", "c"));
});
afterAll(() => api.close());

test("rules are tried on what has happened: what would merge, split and stay, with the rule and an example", async () => {
  expect(await tried({})).toMatchObject({ events: 6, unreadable: 0, moved: 0, issues: { stay: 3, merge: 0, split: 0, new: 0 }, changes: [], matches: [] });
  expect(await tried({ fingerprintingRules: "# both\nerror.type:{Cart,Stock} -> warehouse" })).toMatchObject({
    moved: 2,
    issues: { stay: 1, merge: 2, split: 0, new: 0 },
    changes: [
      { into: { id: cart }, events: 2, from: [{ issue: { id: stock, title: "Stock: x" }, events: 2, exampleEventId: expect.stringMatching(/^0+5$/) }] },
    ],
    matches: [{ line: 2, text: "error.type:{Cart,Stock} -> warehouse", events: 5 }],
  });
  expect(await tried({ fingerprintingRules: "error.type:Cart -> cart {{ tags.tenant }}" })).toMatchObject({
    moved: 1,
    issues: { stay: 2, merge: 0, split: 1, new: 1 },
    changes: [{ into: null, title: "Cart: x", events: 1, from: [{ issue: { id: cart } }] }],
  });
  // Without its frames the type alone is left, as before.
  expect(await tried({ groupingEnhancements: "function:* -group" })).toMatchObject({ moved: 0, issues: { stay: 3 } });
  expect(await counts()).toMatchObject({ [cart]: ["3", 2] });
  const wrong = await api.call("POST", `${rulesPath}try/`, { body: { ...none, fingerprintingRules: "oops" } });
  expect([wrong.status, Object.keys(z.record(z.string(), z.unknown()).parse(wrong.json))]).toEqual([400, ["fingerprintingRules"]]);
});

test("recent events can follow the rules, and come back", async () => {
  const rules = "error.type:{Cart,Stock} -> warehouse\nerror.type:Pay -> pay";
  await api.call("PUT", project, { body: { fingerprintingRules: rules } });
  const before = await counts();
  // Saved rules move nothing by themselves.
  expect(before).toEqual({ [cart]: ["3", 2], [stock]: ["2", 2], [pay]: ["1", 1] });
  const done = await api.call("POST", `${rulesPath}regroups/`);
  expect([done.status, done.json]).toMatchObject([201, { events: 2, ruleVersion: 1, newIssues: [], user: { email: "jane@example.com" }, dateUndone: null }]);
  expect(await counts()).toEqual({ [cart]: ["5", 2], [pay]: ["1", 1] });
  expect(await show(cart)).toMatchObject({
    title: "Stock: x",
    activity: [{ type: "reprocess", data: { eventCount: 2, oldGroupId: stock, newGroupId: cart } }, {}],
  });
  const { id } = z.object({ id: z.string() }).parse(done.json);
  expect((await api.call("DELETE", `${rulesPath}regroups/${id}/`)).json).toMatchObject({ dateUndone: expect.any(String) });
  expect(await counts()).toEqual(before);
  expect(await show(cart)).toMatchObject({ title: "Cart: x" });
  expect((await api.call("DELETE", `${rulesPath}regroups/${id}/`)).status).toBe(404);
  expect((await api.get(`${rulesPath}regroups/`)).json).toMatchObject([{ id, events: 2 }]);
});

test("what a regroup has made goes when it is undone, unless something has happened there since", async () => {
  await api.call("PUT", project, { body: { fingerprintingRules: "error.type:Cart -> cart {{ tags.tenant }}" } });
  const regroup = async () => z.object({ id: z.string(), newIssues: z.array(z.string()) }).parse((await api.call("POST", `${rulesPath}regroups/`)).json);
  const first = await regroup();
  const [made = ""] = first.newIssues;
  expect(await counts()).toMatchObject({ [cart]: ["2", 1], [made]: ["1", 1] });
  await api.call("DELETE", `${rulesPath}regroups/${first.id}/`);
  expect(await counts()).toEqual({ [cart]: ["3", 2], [stock]: ["2", 2], [pay]: ["1", 1] });
  expect((await api.get(`/organizations/acme/issues/${made}/`)).status).toBe(404);
  const second = await regroup();
  const [again = ""] = second.newIssues;
  expect(again).not.toBe(made);
  await api.call("POST", `/organizations/acme/issues/${again}/notes/`, { body: { text: "keep this" } });
  await api.call("DELETE", `${rulesPath}regroups/${second.id}/`);
  expect(await show(again)).toMatchObject({ count: "0" });
  expect(await counts()).not.toHaveProperty(again);
});
