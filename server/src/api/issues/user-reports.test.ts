import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";

const now = Date.UTC(2026, 9, 1, 12, 30);
const [first = "", second = "", third = "", unknown = ""] = ["1", "2", "3", "4"].map((digit) => digit.repeat(32));

let api: SeededApi;

/** An event of its own issue with reports beside it. */
function event(id: string, message: string, reports: readonly object[] = []) {
  return { project: api.ids.shop, id, at: now, payload: { message }, attachments: reports.map((payload) => ({ type: "user_report", payload })) };
}

beforeAll(async () => {
  api = await seededApi(now);
  await api.ingest([
    event(first, "first", [
      { name: "Ada", email: "ada@example.com", comments: "Beside its event" },
      { event_id: second, comments: "Before its event" },
      { event_id: unknown, comments: "Its event never comes" },
    ]),
  ]);
  await api.ingest([event(second, "second")]);
  await api.ingest([
    event(third, "third"),
    event("5".repeat(32), "fifth", [{ event_id: third, name: "Grace", comments: "After its event, in the same batch" }]),
  ]);
});
afterAll(() => api.close());

async function issueOf(title: string) {
  const { json } = await api.get(`/organizations/acme/issues/?query=${title}`);
  const [issue] = z.array(z.looseObject({ id: z.string() })).parse(json);
  if (issue === undefined) throw new Error(`no issue ${title}`);
  return issue.id;
}

test.for([
  ["first", first, "Ada", "ada@example.com", "Beside its event"],
  ["second", second, null, null, "Before its event"],
  ["third", third, "Grace", null, "After its event, in the same batch"],
] as const)("the report about the %s event", async ([title, eventId, name, email, comments]) => {
  const report = {
    id: expect.stringMatching(/^\d+$/),
    eventID: eventId,
    name,
    email,
    comments,
    dateCreated: "2026-10-01T12:30:00.000Z",
    user: null,
    event: { id: eventId, eventID: eventId },
  };
  const issue = `/organizations/acme/issues/${await issueOf(title)}/`;
  expect((await api.get(`${issue}user-reports/`)).json).toEqual([report]);
  expect((await api.get(issue)).json).toMatchObject({ userReportCount: 1 });
  expect((await api.get(`/projects/acme/shop/events/${eventId}/`)).json).toMatchObject({ userReport: report });
});

test("an event that nobody wrote about has none", async () => {
  const issue = `/organizations/acme/issues/${await issueOf("fifth")}/`;
  expect((await api.get(`${issue}user-reports/`)).json).toEqual([]);
  expect((await api.get(issue)).json).toMatchObject({ userReportCount: 0 });
  expect((await api.get(`/projects/acme/shop/events/${"5".repeat(32)}/`)).json).toMatchObject({ userReport: null });
});
