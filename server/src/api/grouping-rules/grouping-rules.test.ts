import { afterAll, beforeAll, expect, test } from "vitest";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";

let api: SeededApi;
const project = "/projects/acme/shop/";

beforeAll(async () => {
  api = await seededApi(Date.UTC(2026, 9, 1, 12, 30));
});
afterAll(() => api.close());

const put = (body: unknown, token?: string) => api.call("PUT", project, { body, ...(token !== undefined && { token }) });

test("rules are saved with the project, shown, and kept as versions that can be restored", async () => {
  const first = await put({ fingerprintingRules: "error.type:A -> one", groupingEnhancements: "path:**/gen/** -app" });
  expect([first.status, first.json]).toMatchObject([200, { fingerprintingRules: "error.type:A -> one", groupingEnhancements: "path:**/gen/** -app" }]);
  api.time.now += 60_000;
  expect((await put({ fingerprintingRules: "error.type:B -> two" })).json).toMatchObject({ groupingEnhancements: "path:**/gen/** -app" });
  // Neither the same rules again nor other settings are a version.
  await put({ fingerprintingRules: "error.type:B -> two", name: "Shop" });
  const versions = await api.get(`${project}grouping-rules/versions/`);
  expect(versions.json).toMatchObject([
    { version: 2, fingerprintingRules: "error.type:B -> two", user: { email: "jane@example.com" }, restoredFrom: null },
    { version: 1, fingerprintingRules: "error.type:A -> one", user: { email: "jane@example.com" }, dateCreated: new Date(api.time.now - 60_000).toISOString() },
  ]);
  expect((await api.call("POST", `${project}grouping-rules/versions/1/restore/`)).json).toMatchObject({ version: 3, restoredFrom: 1 });
  expect((await api.get(project)).json).toMatchObject({ fingerprintingRules: "error.type:A -> one" });
  expect((await api.call("POST", `${project}grouping-rules/versions/9/restore/`)).status).toBe(404);
});

test("a mistake is refused with its line and column, and changes nothing", async () => {
  const before = (await api.get(project)).json;
  const answer = await put({ fingerprintingRules: "error.type:A -> one\n  error.tipe:B -> two", groupingEnhancements: "path:x +ap" });
  expect([answer.status, answer.json]).toEqual([
    400,
    {
      fingerprintingRules: ['Line 2, column 3: there is no matcher "error.tipe"'],
      groupingEnhancements: ["Line 1, column 8: expected a matcher such as path:**/vendor/**"],
    },
  ]);
  expect((await api.get(project)).json).toEqual(before);
  const body = { fingerprintingRules: "error.type:A -> one\n# none\nerror.type:B ->", groupingEnhancements: "path:x -app" };
  expect((await api.call("POST", `${project}grouping-rules/check/`, { body, token: api.tokens.reader })).json).toEqual({
    fingerprintingRules: { rules: 0, mistake: { line: 3, column: 16, message: "expected a fingerprint after the arrow" } },
    groupingEnhancements: { rules: 1, mistake: null },
  });
  for (const token of [api.tokens.reader, api.tokens.bob]) expect((await put({ fingerprintingRules: "" }, token)).status).toBe(403);
});
