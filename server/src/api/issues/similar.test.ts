import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";

let api: SeededApi;
const start = Date.UTC(2026, 9, 1, 12, 30);
let count = 0;

function seed(functions: readonly string[], project = api.ids.shop) {
  const id = (++count).toString(16).padStart(32, "0");
  const frames = functions.map((name) => ({ filename: `${name}.js`, function: name, in_app: true }));
  return { project, id, at: start + count, payload: { platform: "node", exception: { values: [{ type: "E", value: "x", stacktrace: { frames } }] } } };
}
const names = Array.from({ length: 16 }, (_, i) => `step${i}`);
const similar = async (id: number | undefined) =>
  z.array(z.tuple([z.object({ id: z.string() }), z.object({ grouping: z.number() })])).parse((await api.get(`/organizations/acme/issues/${id}/similar/`)).json);

beforeAll(async () => {
  api = await seededApi(start);
});
afterAll(() => api.close());

test("near duplicates are found in the project, and no longer once they are merged", async () => {
  const { issues } = await api.ingest([seed(names), seed(names.with(3, "changed")), seed(["else", "where"]), seed(names.with(4, "changed"), api.ids.blog)]);
  const [one, near, other] = issues.map(({ issueId }) => issueId);
  expect((await similar(one)).map(([{ id }]) => id)).toEqual([String(near)]);
  expect((await similar(near))[0]?.[1].grouping).toBeGreaterThan(0.6);
  expect(await similar(other)).toEqual([]);
  await api.call("PUT", `/projects/acme/shop/issues/?id=${one}&id=${near}`, { body: { merge: true } });
  expect(await similar(one)).toEqual([]);
  const more = await api.ingest([seed(names.with(9, "changed"))]);
  expect((await similar(more.issues[0]?.issueId)).map(([{ id }]) => id)).toEqual([String(one)]);
});
