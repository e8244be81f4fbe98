import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";
import { issueShape } from "./issue-shape.ts";

const now = Date.UTC(2026, 9, 1, 12, 30);

let api: SeededApi;

beforeAll(async () => {
  api = await seededApi(now);
  const { shop } = api.ids;
  const feedback = (id: number, message: string) => ({
    project: shop,
    id: id.toString(16).padStart(32, "0"),
    at: now - id * 1000,
    payload: { type: "feedback", contexts: { feedback: { message, name: "Ada", contact_email: "ada@example.com" } } },
  });
  await api.ingest([{ project: shop, id: "e".repeat(32), at: now, payload: { message: "an error" } }, feedback(1, "same words"), feedback(2, "same words")]);
});
afterAll(() => api.close());

async function listed(query: string) {
  const { status, json } = await api.get(`/organizations/acme/issues/?query=${encodeURIComponent(query)}`);
  expect(status).toBe(200);
  return z.array(issueShape).parse(json);
}

test("feedback is listed when it is asked for, each with its message", async () => {
  const metadata = { message: "same words", name: "Ada", contact_email: "ada@example.com" };
  const issue = { title: "User Feedback", type: "feedback", issueCategory: "feedback", level: "info", metadata, count: "1", userCount: 1 };
  expect(await listed("issue.category:feedback")).toMatchObject([issue, issue]);
  expect(await listed("is:unresolved issue.type:feedback")).toHaveLength(2);
  expect(await listed("!issue.category:error")).toHaveLength(2);
});

test.for(["", "is:unresolved", "environment:production", "same words", "!level:fatal"])("%j shows none of it", async (query) => {
  expect((await listed(query)).map(({ type }) => type)).not.toContain("feedback");
});

test("one of them is found by its short id", async () => {
  const [issue] = await listed("issue.category:feedback");
  expect(await listed(`issue:${issue?.shortId}`)).toMatchObject([{ id: issue?.id }]);
});

test("a bulk change of all that is listed leaves feedback as it is", async () => {
  await api.call("PUT", "/organizations/acme/issues/?query=is:unresolved", { body: { status: "resolved" } });
  expect(await listed("is:unresolved issue.category:feedback")).toHaveLength(2);
  expect(await listed("is:unresolved")).toHaveLength(0);
});
