import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";
import { deviations } from "./deviations.ts";

const now = Date.UTC(2026, 9, 1, 12, 30);
const event = "a".repeat(32);
let api: SeededApi;
let issue = "";
let attachment = "";

beforeAll(async () => {
  api = await seededApi(now);
  const payload = {
    platform: "node",
    level: "error",
    release: "shop@1.0.0",
    environment: "production",
    user: { id: "1", email: "ann@example.com" },
    tags: { region: "eu" },
    sdk: { name: "sentry.javascript.node", version: "11.12.0" },
    exception: {
      values: [
        {
          type: "CartError",
          value: "no sku",
          mechanism: { type: "generic", handled: false },
          stacktrace: { frames: [{ filename: "cart.js", function: "add", in_app: true, lineno: 1 }] },
        },
      ],
    },
  };
  const { issues } = await api.ingest([
    {
      project: api.ids.shop,
      id: event,
      at: now,
      payload,
      attachments: [{ type: "attachment", payload: "log", headers: { filename: "app.log", content_type: "text/plain" } }],
    },
    { project: api.ids.shop, id: "b".repeat(32), at: now, payload: { message: "another" } },
  ]);
  issue = String(issues[0]?.issueId);
  const files = z.array(z.object({ id: z.string() })).parse((await api.get(`/projects/acme/shop/events/${event}/attachments/`)).json);
  attachment = files[0]?.id ?? "";
});
afterAll(() => api.close());

const organization = "/organizations/acme/";
const project = "/projects/acme/shop/";
const one = () => `${organization}issues/${issue}/`;

/** Where we deviate on purpose, and why. */
const waivers: readonly (readonly [at: RegExp, reason: string])[] = [
  [/(^|\.)derivedData\./, "progress of Sentry's paid analysis, which there is none of"],
  [/^\d+\.owners: expected an object$/, "clients want a list or null, which is what Sentry sends"],
  [/^(inbox|substatus): .*is null$/, "Sentry sends null after resolving, the document knows no null here"],
  [/^isPublic: missing$/, "a bulk update answers what it changed, as Sentry does"],
];

/** In this order: what is deleted comes last. */
it.each<[operation: string, path: () => string, body?: unknown]>([
  ["GET /api/0/organizations/{}/issues/", () => `${organization}issues/?query=`],
  ["PUT /api/0/organizations/{}/issues/", () => `${organization}issues/?id=${issue}`, { status: "resolved", statusDetails: { inRelease: "latest" } }],
  ["GET /api/0/projects/{}/{}/issues/", () => `${project}issues/?query=`],
  ["PUT /api/0/projects/{}/{}/issues/", () => `${project}issues/?id=${issue}`, { status: "unresolved", hasSeen: true }],
  ["GET /api/0/organizations/{}/issues/{}/", one],
  ["PUT /api/0/organizations/{}/issues/{}/", one, { status: "ignored", ignoreDuration: 30, assignedTo: "jane@example.com" }],
  ["GET /api/0/organizations/{}/issues/{}/events/", () => `${one()}events/`],
  ["GET /api/0/organizations/{}/issues/{}/events/{}/", () => `${one()}events/latest/`],
  ["GET /api/0/organizations/{}/issues/{}/hashes/", () => `${one()}hashes/`],
  ["GET /api/0/organizations/{}/issues/{}/tags/{}/", () => `${one()}tags/region/`],
  ["GET /api/0/organizations/{}/issues/{}/tags/{}/values/", () => `${one()}tags/region/values/`],
  ["GET /api/0/organizations/{}/shortids/{}/", () => `${organization}shortids/SHOP-1/`],
  ["GET /api/0/organizations/{}/eventids/{}/", () => `${organization}eventids/${event}/`],
  ["GET /api/0/organizations/{}/tags/", () => `${organization}tags/`],
  ["GET /api/0/organizations/{}/stats_v2/", () => `${organization}stats_v2/?groupBy=outcome&field=sum(quantity)&statsPeriod=1d`],
  ["GET /api/0/projects/{}/{}/events/", () => `${project}events/`],
  ["GET /api/0/projects/{}/{}/events/{}/", () => `${project}events/${event}/`],
  ["GET /api/0/projects/{}/{}/events/{}/attachments/", () => `${project}events/${event}/attachments/`],
  ["GET /api/0/projects/{}/{}/events/{}/attachments/{}/", () => `${project}events/${event}/attachments/${attachment}/`],
  ["GET /api/0/projects/{}/{}/stats/", () => `${project}stats/`],
  ["GET /api/0/projects/{}/{}/tags/{}/values/", () => `${project}tags/region/values/`],
  ["DELETE /api/0/organizations/{}/issues/{}/", one],
  ["DELETE /api/0/projects/{}/{}/issues/", () => `${project}issues/?query=another`],
  ["DELETE /api/0/organizations/{}/issues/", () => `${organization}issues/?id=1`],
])("%s answers as Sentry's published document says", async (operation, path, body) => {
  const { status, json } = await api.call(operation.split(" ")[0] ?? "", path(), body === undefined ? {} : { body });
  expect(deviations(operation, status, json).filter((deviation) => !waivers.some(([at]) => at.test(deviation)))).toEqual([]);
  // An empty list would agree with anything.
  expect(json).not.toEqual([]);
});
