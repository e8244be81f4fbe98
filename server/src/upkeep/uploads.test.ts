import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { seededApi } from "../../test/seeded-api.ts";
import { limits } from "../config/limits.ts";
import { makeSecret } from "../stores/uploads/files/signature.ts";
import { openUploadStore } from "../stores/uploads/files/store.ts";
import type { StoredUpload, UploadStore } from "../stores/uploads/port.ts";
import { watchBudgets } from "./evict.ts";
import { tendUploads } from "./uploads.ts";

const now = Date.UTC(2026, 9, 20, 12);
const hour = 3_600_000;

let api: Awaited<ReturnType<typeof seededApi>>;
let uploads: UploadStore;
beforeEach(async () => {
  api = await seededApi(now);
  const folder = path.join(api.stores.folder, "uploads");
  makeSecret(folder);
  uploads = openUploadStore(folder);
});
afterEach(() => api.close());

const tend = () => tendUploads({ state: api.stores.writer, telemetry: api.stores.telemetryWriter, uploads }, api.time.now);

async function upload(bytes: number, { project = api.ids.shop, length = bytes, createdAt = now } = {}): Promise<StoredUpload> {
  const created = await uploads.create({ projectId: project, keyId: 1, length, metadata: "", createdAt });
  const append = await uploads.append(created);
  await append.write(Buffer.alloc(bytes));
  await append.keep();
  return created;
}

const left = async () => (await uploads.list()).map(({ id }) => id).toSorted();
const totals = async () => {
  const projectIds = Object.values(api.ids);
  const rows = await api.stores.state.outcomeTotals({ projectIds, from: now - 100 * hour, to: now + 100 * hour, bucketMs: 1000 * hour });
  return rows.map(({ projectId, outcome, reason, quantity }) => ({ projectId, outcome, reason, quantity }));
};

test("an upload that waits is in the account of its project, and out of it when it is gone", async () => {
  const first = await upload(3000, { length: 9000 });
  await upload(500);
  await upload(70, { project: api.ids.spy });
  await tend();
  const account = async () => (await api.get("/organizations/acme/disk/")).json;
  expect(await account()).toMatchObject({
    categories: expect.arrayContaining(["uploads"]),
    usage: [{ projectId: String(api.ids.shop), category: "uploads", items: 2, bytes: 3500, days: [{ day: "2026-10-20" }] }],
  });
  expect(await api.stores.state.diskBytes()).toBe(3570);
  await uploads.remove(first.id);
  await tend();
  expect(await account()).toMatchObject({ usage: [{ items: 1, bytes: 500 }] });
});

test("one that nothing refers to for too long is removed, and has an outcome", async () => {
  await upload(2, { length: 10 });
  await upload(5);
  api.time.now = now + (limits.uploadHours - 1) * hour;
  await tend();
  expect(await totals()).toEqual([]);
  api.time.now = now + (limits.uploadHours + 1) * hour;
  await tend();
  expect([await left(), await totals()]).toEqual([[], [{ projectId: api.ids.shop, outcome: "invalid", reason: "upload_expired", quantity: 7 }]]);
  const { json } = await api.get("/organizations/acme/outcomes/?statsPeriod=7d");
  for (const detail of ["2 of 10 bytes arrived within 24 hours.", "No envelope referred to it within 24 hours."])
    expect(JSON.stringify(json)).toContain(detail);
  expect((await api.get("/organizations/acme/disk/")).json).toMatchObject({ usage: [] });
});

test("above the budget of its project the oldest go, and nobody else's", async () => {
  await upload(600_000, { createdAt: now - 3 * hour });
  const [middle, newest] = [await upload(600_000, { createdAt: now - 2 * hour }), await upload(300_000, { createdAt: now - hour })];
  const foreign = await upload(900_000, { project: api.ids.spy, createdAt: now - 4 * hour });
  await api.call("PUT", "/projects/acme/shop/disk-budgets/uploads/", { body: { maxBytes: 1_000_000, maxDays: null } });
  await tend();
  expect(await watchBudgets({ state: api.stores.writer }, now, null)).toHaveLength(1);
  await api.runJobs();
  expect(await left()).toEqual([newest.id, middle.id, foreign.id].toSorted());
  expect(await totals()).toEqual([{ projectId: api.ids.shop, outcome: "rate_limited", reason: "disk_budget", quantity: 600_000 }]);
  // The instance's budget takes the oldest of all.
  expect(await watchBudgets({ state: api.stores.writer }, now, 1_000_000)).toEqual([]);
  await api.runJobs();
  expect(await api.stores.state.diskBytes()).toBeLessThanOrEqual(900_000);
});

test("what is announced and has not arrived is promised", async () => {
  await upload(10, { length: 1000 });
  expect(await uploads.promisedBytes(now)).toBe(990);
  await uploads.create({ projectId: 1, keyId: 1, length: 50, metadata: "", createdAt: now });
  const deferred = await uploads.create({ projectId: 1, keyId: 1, length: null, metadata: "", createdAt: now });
  expect(await uploads.promisedBytes(now + 1)).toBe(1040);
  await uploads.setLength(deferred, 7);
  expect(await uploads.promisedBytes(now + 1)).toBe(1047);
  await uploads.remove(deferred.id);
  expect(await uploads.promisedBytes(now + 20_000)).toBe(1040);
});
