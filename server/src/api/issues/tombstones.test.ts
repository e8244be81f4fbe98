import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";

let api: SeededApi;
let count = 0;
const start = Date.UTC(2026, 9, 1, 12, 30);

beforeAll(async () => {
  api = await seededApi(start);
});
afterAll(() => api.close());

function seed(type: string) {
  const id = (++count).toString(16).padStart(32, "0");
  return { project: api.ids.shop, id, at: start + count, payload: { platform: "node", exception: { values: [{ type, value: "x" }] } } };
}

test("a discarded issue is deleted, and its events are dropped with an outcome until the tombstone is removed", async () => {
  const { issues } = await api.ingest([seed("Noise"), seed("Real")]);
  const [noise] = issues.map(({ issueId }) => issueId);
  const path = `/projects/acme/shop/issues/?id=${noise}`;
  expect((await api.call("PUT", path, { body: { discard: true }, token: api.tokens.reader })).status).toBe(403);
  expect((await api.call("PUT", path, { body: { discard: true } })).status).toBe(204);
  expect((await api.get(`/organizations/acme/issues/${noise}/`)).status).toBe(404);
  const dropped = seed("Noise");
  expect((await api.ingest([dropped, seed("Real")])).issues).toMatchObject([{ isNew: false }]);
  expect((await api.get(`/projects/acme/shop/events/${dropped.id}/`)).status).toBe(404);
  const tombstones = z
    .array(z.object({ id: z.string(), title: z.string(), timesSeen: z.int() }))
    .parse((await api.get("/projects/acme/shop/tombstones/")).json);
  expect(tombstones).toMatchObject([{ title: "Noise: x", timesSeen: 1 }]);
  expect((await api.call("DELETE", `/projects/acme/blog/tombstones/${tombstones[0]?.id}/`)).status).toBe(404);
  expect((await api.call("DELETE", `/projects/acme/shop/tombstones/${tombstones[0]?.id}/`)).status).toBe(204);
  expect((await api.ingest([seed("Noise")])).issues).toMatchObject([{ isNew: true }]);
});
