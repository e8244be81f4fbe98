import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addProject, api, cleanEnvironment, issues, newProject, projectPath, root, run, startServer, until, type Project, type Server } from "./harness.ts";
import { listAt, pick, textAt } from "./json-path.ts";

// Real SDKs against a whole server: what they send of an N+1 becomes an issue, however they send it.

let server: Server;
let home: Project;
beforeAll(async () => {
  server = await startServer();
  home = await newProject(server, "performance");
});
afterAll(() => server?.[Symbol.asyncDispose]());

async function read(project: Project, sdk: string, lifecycle: string): Promise<void> {
  const program = path.join(import.meta.dirname, "programs", "bookshop.mjs");
  const ran = await run(process.execPath, ["--conditions=@vedette/source", program, lifecycle], {
    cwd: root,
    env: cleanEnvironment({ SDK: sdk, DSN: project.dsn }),
  });
  expect(ran.stderr).toBe("");
  expect(ran.code).toBe(0);
}

const found = async (project: Project) => (await issues(server, project, "issue.category:performance"))[0];

test.each([
  ["sentry-node-11", "stream"],
  ["sentry-node-11", "static"],
  ["@vedette/node", "static"],
])("%s, %s: an N+1 is an issue, with its spans", async (sdk, lifecycle) => {
  const project = await addProject(server, home.orgSlug, `${sdk.replace("@", "")} ${lifecycle}`);
  await read(project, sdk, lifecycle);
  const issue = await until("the issue", () => found(project));
  expect(issue).toMatchObject({
    title: "N+1 Query",
    culprit: "GET /books",
    type: "transaction",
    level: "info",
    count: "1",
    issueType: "performance_n_plus_one_db_queries",
    metadata: { value: "SELECT * FROM authors WHERE id = $1" },
  });
  const event = await api(server, home, `/organizations/${home.orgSlug}/issues/${textAt(issue, "id")}/events/latest/`);
  expect(event.body).toMatchObject({
    type: "transaction",
    release: { version: "books@1.0.0" },
    occurrence: { type: 1006, evidenceData: { numRepeatingSpans: "9", transactionName: "GET /books", parentSpan: "http.server - GET /books" } },
  });
  const spans = listAt(event.body, "entries").find((entry) => pick(entry, "type") === "spans");
  const offenders = listAt(event.body, "occurrence", "evidenceData", "offenderSpanIds");
  const described = listAt(spans, "data").filter((span) => offenders.includes(pick(span, "span_id")));
  expect(described.map((span) => pick(span, "description"))).toEqual(Array.from({ length: 9 }, () => "SELECT * FROM authors WHERE id = $1"));
  expect((await api(server, home, `/organizations/${home.orgSlug}/issues/${textAt(issue, "id")}/tags/environment/values/`)).body).toMatchObject([
    { value: "proof", count: 1 },
  ]);
});

test("a project that looks for none gets none; the transaction is stored all the same", async () => {
  const project = await addProject(server, home.orgSlug, "switched off");
  const off = await api(server, project, `${projectPath(project)}/performance-issues/configure/`, {
    method: "PUT",
    body: JSON.stringify({ n_plus_one_db_queries_detection_enabled: false }),
  });
  expect(off.status).toBe(200);
  await read(project, "sentry-node-11", "static");
  const query = `/organizations/${home.orgSlug}/events/?dataset=transactions&field=transaction&statsPeriod=1h&project=${project.id}`;
  await until("the transaction", async () => listAt((await api(server, home, query)).body, "data")[0]);
  expect(await found(project)).toBeUndefined();
});
