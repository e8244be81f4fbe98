import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeedEvent } from "../../test/seeded-api.ts";
import { jobShape } from "../api/jobs/job-shape.ts";
import { assertSound } from "../checks/testing.ts";
import { createTurns } from "../platform/turns.ts";
import { StoreUnavailable } from "../stores/store-unavailable.ts";
import { watchBudgets } from "./evict.ts";
import { createJobRunner } from "./run-jobs.ts";

const now = Date.UTC(2026, 9, 20, 12);
const day = 86_400_000;
const idOf = (n: number): string => n.toString(16).padStart(32, "0");

let api: Awaited<ReturnType<typeof seededApi>>;
beforeEach(async () => {
  api = await seededApi(now);
});
afterEach(async () => {
  try {
    assertSound(api.stores.folder);
  } finally {
    await api.close();
  }
});

const address = (n: number, project = "shop"): string => `/projects/acme/${project}/events/${idOf(n)}/`;
const boom = (n: number, more: Partial<SeedEvent> = {}, payload: object = {}): SeedEvent => ({
  project: api.ids.shop,
  id: idOf(n),
  at: now - n * 1000,
  payload: { exception: { values: [{ type: "Boom", value: "no" }] }, extra: { noise: `${n}`.repeat(200) }, ...payload },
  ...more,
});
const delete202 = async (method: string, where: string, body?: object) => {
  const { status, json } = await api.call(method, where, body === undefined ? {} : { body });
  expect([where, status]).toEqual([where, 202]);
  return jobShape.parse(json);
};
const jobNow = async (id: string) => jobShape.parse((await api.get(`/organizations/acme/jobs/${id}/`)).json);
const fate = async (n: number) =>
  z
    .array(z.object({ stored: z.unknown(), outcomes: z.array(z.object({ reason: z.string().nullable(), detail: z.string().nullable() })) }))
    .parse((await api.get(`/organizations/acme/outcomes/${idOf(n)}/`)).json)[0];
const issues = async () =>
  z.array(z.object({ id: z.string(), count: z.string(), userCount: z.int() })).parse((await api.get("/projects/acme/shop/issues/?query=")).json);

/** Whether the text stands anywhere in the data folder, as it is or in a body. */
async function isOnDisk(text: string): Promise<boolean> {
  const { folder, telemetry, blobs } = api.stores;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (files.some((entry) => readFileSync(path.join(entry.parentPath, entry.name)).includes(text))) return true;
  const rows = await telemetry.events({ projectIds: Object.values(api.ids), filter: [], limit: 10_000 });
  const bodies = await Promise.all(rows.map((row) => blobs.body(row.body)));
  return bodies.some((body) => body !== undefined && Buffer.from(body).includes(text));
}

describe("deleting", () => {
  test("one event takes its body, files and counts along, and leaves a note", async () => {
    // What happened days ago and arrives now has its row there and its files here.
    const file = { type: "attachment", payload: "file of one", headers: { filename: "a" } };
    const large = { type: "attachment", payload: "large file of one ".repeat(70_000), headers: { filename: "b" } };
    await api.ingest([boom(1, { attachments: [file, large] }, { timestamp: (now - 3 * day) / 1000 }), boom(2)]);
    const row = await api.stores.telemetry.event([api.ids.shop], idOf(1));
    const { id } = await delete202("DELETE", address(1));
    expect(await jobNow(id)).toMatchObject({ kind: "deleteEvents", status: "waiting", done: 0 });
    await api.runJobs();
    expect(await jobNow(id)).toMatchObject({ status: "done", done: 1, bytes: expect.toSatisfy((bytes: number) => bytes > 500) });
    expect((await api.get(address(1))).status).toBe(404);
    expect((await api.get(address(2))).status).toBe(200);
    expect(await issues()).toMatchObject([{ count: "1" }]);
    expect(row && (await api.stores.blobs.body(row.body))).toBeUndefined();
    expect(await isOnDisk("file of one")).toBe(false);
    expect(await isOnDisk("large file of one")).toBe(false);
    expect(await fate(1)).toMatchObject({ stored: null, outcomes: expect.arrayContaining([expect.objectContaining({ reason: "deleted" })]) });
    await delete202("DELETE", address(2));
    await api.runJobs();
    expect(await issues()).toEqual([]);
  });

  test("what a search finds leaves the rest alone, in other organizations too", async () => {
    await api.ingest([
      ...Array.from({ length: 450 }, (_, n) => boom(n + 1, {}, { environment: n % 3 === 0 ? "staging" : "production" })),
      boom(900, { project: api.ids.spy }, { environment: "staging" }),
    ]);
    const { id } = await delete202("POST", "/organizations/acme/deletions/", { query: "environment:staging" });
    await api.runJobs();
    expect(await jobNow(id)).toMatchObject({ status: "done", done: 150, what: "environment:staging" });
    const left = await api.stores.telemetry.events({ projectIds: Object.values(api.ids), filter: [], limit: 1000 });
    expect([left.length, left.filter(({ environment }) => environment === "staging").map(({ projectId }) => projectId)]).toEqual([301, [api.ids.spy]]);
    expect(await issues()).toMatchObject([{ count: "300" }]);
    const tags = await api.stores.telemetry.issueTags({ projectIds: [api.ids.shop] });
    expect(tags.find(({ key }) => key === "environment")?.topValues).toMatchObject([{ value: "production", count: 300 }]);
    const totals = await api.stores.telemetry.issueTotals({ projectIds: [api.ids.shop], range: { from: now - day, to: now + day } });
    expect(totals).toMatchObject([{ count: 300 }]);
  });

  test("a user is gone from every project of the organization, by any of their marks", async () => {
    const user = { id: "u-77", email: "ann@private.example", ip_address: "203.0.113.77" };
    await api.ingest([
      boom(1, {}, { user, extra: { who: "ann@private.example" } }),
      boom(2, { project: api.ids.blog }, { user: { email: "ann@private.example" } }),
      boom(3, {}, { user: { id: "other" } }),
    ]);
    await api.ingestEnvelopes([
      {
        project: api.ids.shop,
        id: idOf(9),
        at: now,
        items: [{ type: "user_report", payload: { event_id: idOf(3), email: "Ann@private.example", name: "Ann", comments: "it broke" } }],
      },
    ]);
    expect(await isOnDisk("ann@private.example")).toBe(true);
    const { id } = await delete202("POST", "/organizations/acme/deletions/", { user: { email: "ann@private.example" } });
    await api.runJobs();
    // The job itself names the person; it is told without.
    expect(await jobNow(id)).toMatchObject({ status: "done", done: 3, removed: { events: 2, userReports: 1 }, what: "user.email" });
    for (const [n, project] of [
      [1, "shop"],
      [2, "blog"],
    ] as const)
      expect((await api.get(address(n, project))).status).toBe(404);
    expect(await issues()).toMatchObject([{ count: "1", userCount: 1 }]);
    const { writer, telemetryWriter } = api.stores;
    await Promise.all([writer.close(), telemetryWriter.close()]);
    expect(await isOnDisk("nn@private.example")).toBe(false);
  });

  test("issues are gone at once, their events in steps that commits go between", async () => {
    await api.ingest(Array.from({ length: 900 }, (_, n) => boom(n + 1, {}, { user: { id: `u${n}` } })));
    const [issue] = await issues();
    expect((await api.call("DELETE", `/organizations/acme/issues/${issue?.id ?? ""}/`)).status).toBe(202);
    expect([await issues(), (await api.get(address(5))).status]).toEqual([[], 404]);
    const running = api.runJobs();
    await api.ingest([boom(2000)]);
    const [waiting] = z.array(jobShape).parse((await api.get("/organizations/acme/jobs/")).json);
    expect(waiting).toMatchObject({ kind: "deleteIssues", status: "waiting", total: 900 });
    expect(waiting?.done).toBeLessThan(900);
    await running;
    expect(await jobNow(waiting?.id ?? "")).toMatchObject({ status: "done", done: 900 });
    expect(await issues()).toMatchObject([{ count: "1" }]);
    expect(await api.stores.telemetry.events({ projectIds: [api.ids.shop], filter: [], limit: 10 })).toHaveLength(1);
    expect(await api.stores.writer.forgetUsersOfIssue(Number(issue?.id), 10)).toBe(0);
  });

  test("a job that was interrupted goes on where it was, bodies included", async () => {
    await api.ingest(Array.from({ length: 500 }, (_, n) => boom(n + 1, {}, { environment: "staging" })));
    const [row] = await api.stores.telemetry.events({ projectIds: [api.ids.shop], filter: [], limit: 1 });
    const { id } = await delete202("POST", "/organizations/acme/deletions/", { query: "environment:staging" });
    const { writer, telemetryWriter: telemetry, blobWriter, letters, uploads, clock } = api.stores;
    const broken = { deleteObject: () => Promise.resolve(), wipe: () => Promise.reject(new StoreUnavailable("the disk is full")) };
    await expect(createJobRunner({ state: writer, telemetry, blobs: broken, letters, uploads }, clock, createTurns()).runAll()).rejects.toThrow(
      "the disk is full",
    );
    expect(row && (await api.stores.blobs.body(row.body))).toBeDefined();
    expect(await jobNow(id)).toMatchObject({ status: "waiting", done: 500 });
    await createJobRunner({ state: writer, telemetry, blobs: blobWriter, letters, uploads }, clock, createTurns()).runAll();
    expect(row && (await api.stores.blobs.body(row.body))).toBeUndefined();
    expect(await jobNow(id)).toMatchObject({ status: "done", done: 500 });
  });

  test("takes the right to delete, and says what it needs", async () => {
    const { reader } = api.tokens;
    expect((await api.call("POST", "/organizations/acme/deletions/", { token: reader, body: { query: "a:b" } })).status).toBe(403);
    for (const body of [{}, { query: "a:b", user: { id: "1" } }, { user: {} }, { query: "(" }, { query: "a:b", project: ["spy"] }])
      expect([body, (await api.call("POST", "/organizations/acme/deletions/", { body })).status]).toEqual([body, 400]);
    expect((await api.get("/organizations/acme/jobs/1/")).status).toBe(404);
  });
});

describe("a budget", () => {
  const setBudget = (category: string, body: object) => api.call("PUT", `/projects/acme/shop/disk-budgets/${category}/`, { body });
  const bytesOf = async (category: string) => {
    const shape = z.object({ usage: z.array(z.object({ category: z.string(), bytes: z.int(), items: z.int() })) });
    return shape.parse((await api.get("/organizations/acme/disk/?project=shop")).json).usage.find((usage) => usage.category === category);
  };
  const evict = async (maxBytes: number | null = null): Promise<void> => {
    await watchBudgets({ state: api.stores.writer }, now, maxBytes);
    await api.runJobs();
  };

  test("is kept by taking dull events first: first, last, releases and a spread stay, and counts stay what they were", async () => {
    for (let age = 0; age < 3; age++)
      await api.ingest(
        Array.from({ length: 1000 }, (_, n) => boom(age * 1000 + n + 1, { at: now - age * day - n * 20_000 }, { release: n === 500 ? "rare@1" : "usual@1" })),
      );
    const before = await bytesOf("events");
    expect(before?.items).toBe(3000);
    expect((await setBudget("events", { maxBytes: 1_000_000, maxDays: null })).status).toBe(200);
    expect(before?.bytes).toBeGreaterThan(1_500_000);
    await evict();
    const after = await bytesOf("events");
    expect(after?.bytes).toBeLessThanOrEqual(1_000_000);
    expect(after?.bytes).toBeGreaterThan(500_000);
    const rows = await api.stores.telemetry.events({ projectIds: [api.ids.shop], filter: [], limit: 5000 });
    const ofDay = (age: number) => rows.filter(({ timestamp }) => Math.floor(timestamp / day) === Math.floor((now - age * day) / day));
    expect(ofDay(0).length).toBeGreaterThan(500);
    const oldest = ofDay(2);
    expect(oldest.length).toBeLessThan(30);
    expect(oldest.map(({ release }) => release)).toContain("rare@1");
    expect(oldest.map(({ eventId }) => eventId)).toEqual(expect.arrayContaining([idOf(2001)]));
    expect(await issues()).toMatchObject([{ count: "3000" }]);
    expect(await fate(2500 + 7)).toMatchObject({ stored: null, outcomes: [{ reason: "evicted" }] });
    const [job] = z.array(jobShape).parse((await api.get("/organizations/acme/jobs/")).json);
    expect(job).toMatchObject({ kind: "evict", status: "done", what: "events", done: 3000 - rows.length });
  });

  test("of days removes what is older, also files and rows of datasets", async () => {
    await api.ingest(
      [0, 1, 2, 3].map((age) =>
        boom(age + 1, { at: now - age * day, attachments: [{ type: "attachment", payload: randomBytes(5000), headers: { filename: "a" } }] }),
      ),
    );
    expect(await bytesOf("attachments")).toMatchObject({ bytes: expect.closeTo(20_000, -3), items: 4 });
    for (const category of ["events", "attachments"]) await setBudget(category, { maxBytes: null, maxDays: 1 });
    await evict();
    expect([(await bytesOf("attachments"))?.bytes, (await bytesOf("events"))?.items]).toEqual([expect.closeTo(10_000, -3), 2]);
    const rows = await api.stores.telemetry.events({ projectIds: [api.ids.shop], filter: [], limit: 10 });
    expect(rows.map(({ eventId }) => eventId)).toEqual([idOf(1), idOf(2)]);
  });

  test("of the instance takes the oldest of all projects, and says so", async () => {
    for (const [index, project] of [api.ids.shop, api.ids.blog, api.ids.spy].entries())
      await api.ingest(
        Array.from({ length: 300 }, (_, n) => boom((index + 1) * 1000 + n, { project, at: now - index * day - n * 1000 }, { fingerprint: [`${n % 100}`] })),
      );
    const bytes = await api.stores.state.diskBytes();
    expect((await api.get("/organizations/acme/disk/")).json).toMatchObject({ instance: null });
    await evict(bytes * 2);
    expect(await api.stores.state.diskBytes()).toBe(bytes);
    await evict(bytes / 2);
    expect(await api.stores.state.diskBytes()).toBeLessThan(bytes / 2);
    const left = async (projectId: number) => (await api.stores.telemetry.events({ projectIds: [projectId], filter: [], limit: 1000 })).length;
    expect(await left(api.ids.shop)).toBe(300);
    expect(await left(api.ids.blog)).toBeLessThan(300);
    expect(await left(api.ids.spy)).toBe(0);
  });

  test("is refused where it makes no sense, and gone when it has no limits", async () => {
    expect((await setBudget("nonsense", { maxBytes: null, maxDays: 3 })).status).toBe(404);
    expect((await setBudget("events", { maxBytes: 5, maxDays: null })).status).toBe(400);
    await setBudget("events", { maxBytes: null, maxDays: 3 });
    await setBudget("events", { maxBytes: null, maxDays: null });
    expect((await api.get("/organizations/acme/disk/")).json).toMatchObject({ budgets: [], categories: expect.arrayContaining(["events", "attachments"]) });
  });

  test("is judged by an account that is near what the files take", async () => {
    await api.ingest(Array.from({ length: 2000 }, (_, n) => boom(n + 1, {}, { user: { id: `u${n % 50}` }, tags: { a: `${n % 9}`, b: "c" } })));
    const [rows, bodies] = [await api.stores.telemetry.usage(), await api.stores.blobs.usage()];
    const taken = rows.bytes + bodies.bodies;
    expect((await bytesOf("events"))?.bytes).toBeGreaterThan(taken * 0.4);
    expect((await bytesOf("events"))?.bytes).toBeLessThan(taken * 1.6);
  });
});
