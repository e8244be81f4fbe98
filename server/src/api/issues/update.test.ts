import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";
import { issueDetailShape, issueShape } from "./issue-shape.ts";

const start = Date.UTC(2026, 9, 1, 12, 30);
const minute = 60_000;
const day = 24 * 60 * minute;

let api: SeededApi;
let shop: number;
let sequence = 0;

/** An event of a kind of its own makes an issue of its own; answers the issue's id. */
async function newIssue(project = shop, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  sequence++;
  return sighting(`Kind${sequence}x`, project, more);
}

async function sighting(type: string, project = shop, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const id = (++eventCount).toString(16).padStart(32, "0");
  const frames = [{ filename: `${type}.js`, function: type, in_app: true }];
  const { issues } = await api.ingest([
    { project, id, at: api.time.now, payload: { platform: "node", exception: { values: [{ type, value: "x", stacktrace: { frames } }] }, ...more } },
  ]);
  return String(issues[0]?.issueId);
}
let eventCount = 0;

beforeAll(async () => {
  api = await seededApi(start);
  shop = api.ids.shop;
});
beforeEach(() => {
  api.time.now += 10 * minute;
});
afterAll(() => api.close());

const address = (id: string) => `/organizations/acme/issues/${id}/`;
const put = (id: string, body: unknown, token?: string) => api.call("PUT", address(id), { body, ...(token !== undefined && { token }) });
const show = async (id: string) => issueDetailShape.parse((await api.get(address(id))).json);
const activities = async (id: string) => (await show(id)).activity.map(({ type, data, user }) => ({ type, data, by: user?.email ?? null }));
const firstSeen = { type: "first_seen", data: { priority: "high" }, by: null };

describe("resolve, archive, reopen", () => {
  test("resolved, and open again when the error comes back", async () => {
    const id = await newIssue();
    const kind = `Kind${sequence}x`;
    const answer = await put(id, { status: "resolved" });
    expect([answer.status, answer.json]).toMatchObject([
      200,
      { id, status: "resolved", substatus: null, statusDetails: {}, inbox: null, permalink: expect.stringContaining("https://") },
    ]);
    expect(await activities(id)).toEqual([{ type: "set_resolved", data: {}, by: "jane@example.com" }, firstSeen]);
    await put(id, { status: "resolved" });
    expect(await activities(id)).toHaveLength(2);
    api.time.now += minute;
    await sighting(kind);
    expect(await show(id)).toMatchObject({ status: "unresolved", substatus: "regressed", inbox: { reason: 2 }, count: "2" });
    expect((await activities(id))[0]).toMatchObject({ type: "set_regression", by: null });
  });

  test("in a release, by name or as latest; in the next release", async () => {
    const early = await newIssue();
    expect(await put(early, { status: "resolved", statusDetails: { inNextRelease: true } })).toMatchObject({
      status: 400,
      json: { statusDetails: ["No release data present in the system to form a basis for 'Next Release'"] },
    });
    const id = await newIssue(shop, { release: "shop@1.0.0" });
    expect((await put(id, { status: "resolved", statusDetails: { inRelease: "shop@9" } })).json).toEqual({
      statusDetails: ["Unable to find a release with the given version."],
    });
    expect((await put(id, { status: "resolved", statusDetails: { inRelease: "latest" } })).json).toMatchObject({
      status: "resolved",
      statusDetails: { inRelease: "shop@1.0.0", actor: { email: "jane@example.com" } },
      firstRelease: { version: "shop@1.0.0", shortVersion: "shop@1.0.0" },
    });
    expect((await activities(id))[0]).toEqual({ type: "set_resolved_in_release", data: { version: "shop@1.0.0" }, by: "jane@example.com" });
    expect((await put(id, { status: "resolvedInNextRelease" })).json).toMatchObject({ status: "resolved", statusDetails: { inNextRelease: true } });
    const blog = await newIssue(api.ids.blog);
    const both = await api.call("PUT", `/organizations/acme/issues/?id=${id}&id=${blog}`, {
      body: { status: "resolved", statusDetails: { inNextRelease: true } },
    });
    expect([both.status, both.json]).toEqual([400, { detail: "Cannot set resolved for multiple projects." }]);
  });

  test("archived for good, for a while, until it happens more often, until it escalates", async () => {
    const forever = await newIssue();
    expect((await put(forever, { status: "muted", snoozeDuration: null })).json).toMatchObject({
      status: "ignored",
      substatus: "archived_forever",
      statusDetails: {},
    });
    expect((await activities(forever))[0]).toMatchObject({ type: "set_ignored" });

    const hour = await newIssue();
    expect((await put(hour, { status: "ignored", ignoreDuration: 60 })).json).toMatchObject({
      substatus: "archived_until_condition_met",
      statusDetails: { ignoreUntil: new Date(api.time.now + 60 * minute).toISOString(), actor: { email: "jane@example.com" } },
    });
    api.time.now += 61 * minute;
    expect(await show(hour)).toMatchObject({ status: "unresolved", substatus: "ongoing", statusDetails: {} });

    const often = await newIssue();
    const kind = `Kind${sequence}x`;
    expect((await put(often, { status: "ignored", statusDetails: { ignoreCount: 2, ignoreWindow: 60 } })).json).toMatchObject({
      statusDetails: { ignoreCount: 2, ignoreWindow: 60 },
    });
    await sighting(kind);
    expect(await show(often)).toMatchObject({ status: "ignored" });
    await sighting(kind);
    expect(await show(often)).toMatchObject({ status: "unresolved" });

    const escalating = await newIssue();
    expect((await put(escalating, { status: "ignored", substatus: "archived_until_escalating", statusDetails: { untilEscalating: true } })).json).toMatchObject(
      {
        substatus: "archived_until_escalating",
        statusDetails: { ignoreUntilEscalating: true },
      },
    );
  });

  test("opened by hand: new for a week, ongoing later, regressed after a resolution", async () => {
    const id = await newIssue();
    await put(id, { status: "ignored" });
    expect((await put(id, { status: "unresolved" })).json).toMatchObject({ status: "unresolved", substatus: "new" });
    api.time.now += 8 * day;
    await put(id, { status: "ignored" });
    expect((await put(id, { status: "unresolved" })).json).toMatchObject({ substatus: "ongoing" });
    await put(id, { status: "resolved" });
    expect((await put(id, { status: "unresolved" })).json).toMatchObject({ substatus: "regressed" });
    expect((await activities(id)).map(({ type }) => type)).toEqual([
      "set_unresolved",
      "set_resolved",
      "set_unresolved",
      "set_ignored",
      "set_unresolved",
      "set_ignored",
      "first_seen",
    ]);
  });

  test.each([
    [{ status: "gone" }, "status"],
    [{ status: "resolved", substatus: "ongoing" }, "substatus"],
    [{ status: "ignored", substatus: "new" }, "substatus"],
    [{ substatus: "new" }, "substatus"],
    [{ status: "ignored", ignoreCount: 0 }, "ignoreCount"],
    [{ status: "ignored", statusDetails: { ignoreCount: 1, ignoreWindow: 20_000 } }, "ignoreWindow"],
    [{ status: "ignored", ignoreUntil: "tomorrow" }, "ignoreUntil"],
    [{ status: "resolved", statusDetails: { inCommit: { commit: "abc", repository: "r" } } }, "statusDetails"],
    [{ assignedTo: "nobody@example.com" }, "assignedTo"],
    [{ assignedTo: `team:99999` }, "assignedTo"],
    [{ priority: "urgent" }, "priority"],
    [{ merge: true }, "merge"],
    [{ isPublic: true }, "isPublic"],
  ])("%j is refused and changes nothing", async (body, field) => {
    const id = await newIssue();
    const { status, json } = await put(id, body);
    expect([status, Object.keys(z.record(z.string(), z.array(z.string())).parse(json))]).toEqual([400, [field]]);
    expect(await activities(id)).toEqual([firstSeen]);
  });
});

describe("people", () => {
  test("assigned to a person in every spelling, to a team, to nobody", async () => {
    const id = await newIssue();
    const { bob } = api.users;
    for (const assignedTo of [`user:${bob.id}`, String(bob.id), "BOB@example.com", "Bob", bob.id]) {
      expect((await put(id, { assignedTo })).json).toMatchObject({ assignedTo: { type: "user", id: String(bob.id), name: "Bob", email: "bob@example.com" } });
    }
    expect((await activities(id))[0]).toMatchObject({ type: "assigned", data: { assignee: String(bob.id), assigneeType: "user", assigneeName: "Bob" } });
    expect((await put(id, { assignedTo: `user:${api.users.eve.id}` })).status).toBe(400);
    const { teams } = z.object({ teams: z.array(z.object({ id: z.string(), slug: z.string() })) }).parse((await api.get("/projects/acme/shop/")).json);
    const [team] = teams;
    expect((await put(id, { assignedTo: `team:${team?.id}` })).json).toMatchObject({ assignedTo: { type: "team", id: team?.id, name: team?.slug } });
    expect((await activities(id))[0]).toMatchObject({ data: { assigneeType: "team", assigneeName: "Backend" } });
    expect((await put(id, { assignedTo: "" })).json).toMatchObject({ assignedTo: null });
    expect((await activities(id)).map(({ type }) => type)).toEqual(["unassigned", "assigned", "assigned", "first_seen"]);
    expect((await api.get("/organizations/acme/issues/?query=assigned:bob@example.com")).json).toEqual([]);
  });

  test("seen and bookmarked are one's own; reviewed and priority are everybody's", async () => {
    const id = await newIssue();
    expect((await put(id, { hasSeen: true, isBookmarked: true, inbox: false, priority: "low" })).json).toMatchObject({
      hasSeen: true,
      isBookmarked: true,
      inbox: null,
      priority: "low",
      priorityLockedAt: new Date(api.time.now).toISOString(),
      seenBy: [{ email: "jane@example.com", lastSeen: new Date(api.time.now).toISOString() }],
    });
    expect((await api.get(address(id), api.tokens.bob)).json).toMatchObject({ hasSeen: false, isBookmarked: false, inbox: null, priority: "low" });
    const bookmarked = z.array(issueShape).parse((await api.get("/organizations/acme/issues/?query=bookmarks:me")).json);
    expect(bookmarked.map((issue) => issue.id)).toEqual([id]);
    expect((await activities(id)).map(({ type }) => type).toSorted()).toEqual(["first_seen", "mark_reviewed", "set_priority"]);
  });

  test("notes belong to who wrote them", async () => {
    const id = await newIssue();
    const created = await api.call("POST", `${address(id)}notes/`, { body: { text: "Looks like the cart" } });
    expect([created.status, created.json]).toMatchObject([201, { type: "note", data: { text: "Looks like the cart" }, user: { email: "jane@example.com" } }]);
    const note = `${address(id)}notes/${z.object({ id: z.string() }).parse(created.json).id}/`;
    expect((await api.call("PUT", note, { body: { text: "mine" }, token: api.tokens.bob })).status).toBe(404);
    expect((await api.call("PUT", note, { body: { text: "The cart it is" } })).json).toMatchObject({ data: { text: "The cart it is" } });
    expect((await api.get(`${address(id)}notes/`)).json).toMatchObject([{ data: { text: "The cart it is" } }]);
    expect((await api.get(`${address(id)}activities/`)).json).toMatchObject({ activity: [{ type: "note" }, { type: "first_seen", id: "0" }] });
    expect(await show(id)).toMatchObject({ numComments: 1 });
    expect((await api.call("POST", `${address(id)}notes/`, { body: { text: " " } })).json).toEqual({ text: ["This field may not be blank."] });
    expect((await api.call("DELETE", note)).status).toBe(204);
    expect((await api.call("DELETE", note)).status).toBe(404);
    expect(await show(id)).toMatchObject({ numComments: 0 });
  });
});

describe("many at once", () => {
  test("by ids: only what changed comes back, and foreign ids are nobody's", async () => {
    const [a, b, foreign] = [await newIssue(), await newIssue(), await newIssue(api.ids.spy)];
    const answer = await api.call("PUT", `/organizations/acme/issues/?id=${a}&id=${b}&id=${foreign}`, { body: { status: "resolved" } });
    expect([answer.status, answer.json]).toEqual([200, { status: "resolved", statusDetails: {}, substatus: null, inbox: null }]);
    expect((await api.get(`/organizations/rival/issues/${foreign}/`, api.tokens.eve)).json).toMatchObject({ status: "unresolved" });
    const nothing = await api.call("PUT", `/organizations/acme/issues/?id=${foreign}`, { body: { status: "resolved" } });
    expect([nothing.status, nothing.json]).toEqual([204, undefined]);
    expect((await api.call("PUT", "/organizations/acme/issues/?id=x", { body: { status: "resolved" } })).status).toBe(400);
  });

  test("by query or status, as sentry-cli does", async () => {
    const id = await newIssue(api.ids.blog, { tags: { wave: "third" } });
    expect((await api.call("PUT", "/projects/acme/blog/issues/?query=wave:third", { body: { status: "resolved", snoozeDuration: null } })).json).toMatchObject({
      status: "resolved",
    });
    expect(await show(id)).toMatchObject({ status: "resolved" });
    await api.call("PUT", "/projects/acme/blog/issues/?status=resolved", { body: { status: "unresolved" } });
    expect(await show(id)).toMatchObject({ status: "unresolved", substatus: "regressed" });
    expect((await api.call("PUT", "/projects/acme/blog/issues/?query=wave:fourth", { body: { status: "resolved" } })).status).toBe(204);
  });

  test("deleted issues are gone with their events", async () => {
    const [a, b, kept] = [await newIssue(), await newIssue(), await newIssue()];
    const events = z.array(z.object({ eventID: z.string() })).parse((await api.get(`${address(a)}events/`)).json);
    expect((await api.call("DELETE", address(a))).status).toBe(202);
    expect((await api.call("DELETE", `/projects/acme/shop/issues/?id=${b}`)).status).toBe(204);
    for (const gone of [address(a), address(b), `/projects/acme/shop/events/${events[0]?.eventID}/`])
      expect([gone, (await api.get(gone)).status]).toEqual([gone, 404]);
    expect((await api.get(address(kept))).status).toBe(200);
    await api.runJobs();
    expect((await api.get(`/projects/acme/shop/events/${events[0]?.eventID}/`)).status).toBe(404);
  });

  test("reading is not writing, writing is not deleting", async () => {
    const id = await newIssue();
    const reader = { token: api.tokens.reader };
    for (const [method, where] of [
      ["PUT", address(id)],
      ["DELETE", address(id)],
      ["PUT", "/organizations/acme/issues/"],
      ["DELETE", "/projects/acme/shop/issues/"],
      ["POST", `${address(id)}notes/`],
    ] as const) {
      const { status, json } = await api.call(method, where, method === "DELETE" ? reader : { ...reader, body: { status: "resolved", text: "x" } });
      expect([method, where, status, Object.keys(z.record(z.string(), z.string()).parse(json))]).toEqual([method, where, 403, ["detail"]]);
    }
    expect(await show(id)).toMatchObject({ status: "unresolved" });
  });
});
