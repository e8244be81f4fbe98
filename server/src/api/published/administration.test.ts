import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../testing-app.ts";
import { startApp } from "../testing-app.ts";
import { deviations } from "./deviations.ts";

let app: TestApp;
let token = "";
let key = "";

beforeAll(async () => {
  app = await startApp();
  const acme = await app.organization("Acme");
  const { project } = await app.project(acme, "Web");
  await app.organization("Other");
  await app.user("member@example.com", { organization: acme, role: "owner" });
  token = await app.token(acme);
  await app.stores.writer.createTeam({ organizationId: acme.id, slug: "spare", name: "Spare" });
  key = (await app.stores.writer.createKey({ projectId: project.id, name: "Spare", rateLimit: { count: 1, window: 60 } })).publicKey;
  const at = app.time.now;
  await app.stores.writer.ingest((transaction) =>
    transaction.assignIssues([
      {
        projectId: project.id,
        hashes: ["a".repeat(32)],
        count: 1,
        firstSeen: at,
        lastSeen: at,
        users: [],
        environments: ["production"],
        releases: ["shop@1.0.0"],
        anyUnhandled: false,
        latest: {
          eventId: "b".repeat(32),
          type: "error",
          level: "error",
          platform: "node",
          title: "Error",
          culprit: "",
          location: null,
          metadata: {},
          logger: null,
          receivedAt: at,
        },
      },
    ]),
  );
});
afterAll(() => app.close());

const organization = "/organizations/acme/";
const project = "/projects/acme/web/";

/** In this order: what is deleted comes last. */
it.each<[operation: string, path: () => string, body?: unknown]>([
  ["GET /api/0/organizations/", () => "/organizations/"],
  ["GET /api/0/organizations/{}/", () => organization],
  ["PUT /api/0/organizations/{}/", () => organization, { name: "Acme" }],
  ["GET /api/0/organizations/{}/environments/", () => `${organization}environments/`],
  ["GET /api/0/organizations/{}/members/", () => `${organization}members/`],
  ["GET /api/0/organizations/{}/projects/", () => `${organization}projects/`],
  ["POST /api/0/organizations/{}/projects/", () => `${organization}projects/`, { name: "Another" }],
  ["GET /api/0/organizations/{}/releases/", () => `${organization}releases/`],
  ["GET /api/0/organizations/{}/releases/{}/", () => `${organization}releases/shop@1.0.0/`],
  ["GET /api/0/organizations/{}/teams/", () => `${organization}teams/`],
  ["POST /api/0/organizations/{}/teams/", () => `${organization}teams/`, { slug: "new-team" }],
  ["GET /api/0/teams/{}/{}/projects/", () => "/teams/acme/acme/projects/"],
  ["POST /api/0/teams/{}/{}/projects/", () => "/teams/acme/acme/projects/", { name: "Third", platform: "python", default_rules: true }],
  ["GET /api/0/projects/{}/{}/", () => project],
  ["PUT /api/0/projects/{}/{}/", () => project, { resolveAge: 720 }],
  ["GET /api/0/projects/{}/{}/environments/", () => `${project}environments/`],
  ["GET /api/0/projects/{}/{}/releases/", () => `${project}releases/`],
  ["GET /api/0/projects/{}/{}/teams/", () => `${project}teams/`],
  ["POST /api/0/projects/{}/{}/teams/{}/", () => `${project}teams/spare/`, {}],
  ["DELETE /api/0/projects/{}/{}/teams/{}/", () => `${project}teams/spare/`],
  ["GET /api/0/projects/{}/{}/keys/", () => `${project}keys/`],
  ["POST /api/0/projects/{}/{}/keys/", () => `${project}keys/`, { name: "New", rateLimit: { count: 1000, window: 3600 } }],
  ["GET /api/0/projects/{}/{}/keys/{}/", () => `${project}keys/${key}/`],
  ["PUT /api/0/projects/{}/{}/keys/{}/", () => `${project}keys/${key}/`, { name: "Renamed" }],
  ["DELETE /api/0/projects/{}/{}/keys/{}/", () => `${project}keys/${key}/`],
  ["DELETE /api/0/projects/{}/{}/", () => project],
])("%s answers as Sentry's published document says", async (operation, path, body) => {
  const { status, json } = await app.send(path(), { method: operation.split(" ")[0] ?? "", token, ...(body === undefined ? {} : { body }) });
  expect(deviations(operation, status, json)).toEqual([]);
  // An empty list would agree with anything.
  expect(json).not.toEqual([]);
});

it("sees an answer that deviates", () => {
  expect(deviations("GET /api/0/organizations/{}/environments/", 200, [{ id: 1 }])).toEqual(["0.id: expected string, is number", "0.name: missing"]);
  expect(deviations("GET /api/0/organizations/{}/environments/", 204, undefined)).toEqual(["status 204 instead of 200"]);
  expect(deviations("GET /api/0/organizations/{}/", 200, {}).length).toBeGreaterThan(10);
});
