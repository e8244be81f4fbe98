import { afterAll, beforeAll, expect, test } from "vitest";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";

let api: SeededApi;
const start = Date.UTC(2026, 9, 1, 12, 30);
const id = (n: number) => n.toString(16).padStart(32, "0");
const compare = async (one: number, other: number) => api.get(`/projects/acme/shop/events/${id(one)}/grouping-info/${id(other)}/`);

beforeAll(async () => {
  api = await seededApi(start);
  const event = (n: number, type: string, project = api.ids.shop) => {
    const frames = [{ filename: "cart.js", function: "total", in_app: true }];
    return { project, id: id(n), at: start + n, payload: { platform: "node", exception: { values: [{ type, value: `no ${n}`, stacktrace: { frames } }] } } };
  };
  await api.ingest([event(1, "A"), event(2, "A"), event(3, "B"), event(4, "A", api.ids.blog)]);
});
afterAll(() => api.close());

test("two events side by side, with the reason why they are together or apart", async () => {
  expect((await compare(1, 2)).json).toMatchObject({
    together: true,
    reason: expect.stringMatching(/^Both have the hash [\da-f]{32} by what counts in "app"\.$/),
    variants: [
      {
        name: "app",
        parts: [
          { path: ["exception", "type"], left: "A", right: "A" },
          { path: ["exception", "stacktrace", "frame"], left: "cart.js · total" },
        ],
      },
    ],
  });
  expect((await compare(1, 3)).json).toMatchObject({
    together: false,
    shared: [],
    reason: "They have no hash in common: they differ by type.",
    left: { title: "A: no 1", issue: { title: "A: no 2" } },
    right: { issue: { shortId: "SHOP-2" }, grouping: { storedHash: expect.stringMatching(/^[\da-f]{32}$/) } },
  });
  expect((await compare(1, 4)).status).toBe(404);
});

test("merged and changed rules are told as such", async () => {
  const { json } = await api.get("/organizations/acme/issues/?query=");
  const ids = Array.isArray(json) ? json.map((issue: { id: string }) => `id=${issue.id}`) : [];
  await api.call("PUT", `/projects/acme/shop/issues/?${ids.join("&")}`, { body: { merge: true } });
  expect((await compare(1, 3)).json).toMatchObject({ together: true, reason: expect.stringContaining("issues were merged") });
  await api.call("PUT", "/projects/acme/shop/", { body: { fingerprintingRules: "error.type:A -> {{ value }}" } });
  expect((await compare(1, 2)).json).toMatchObject({
    together: true,
    shared: [],
    reason: expect.stringContaining("By the rules of today they would be apart."),
  });
  expect((await api.get(`/projects/acme/shop/events/${id(1)}/grouping-info/`)).json).toMatchObject({
    rule: { origin: "project", text: "error.type:A -> {{ value }}", line: 1 },
  });
});
