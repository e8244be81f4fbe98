import { api, eventDetail, until } from "../../../server/test/harness.ts";
import { pick, textAt } from "../../../server/test/json-path.ts";
import { envelopeUrl, eventEnvelope, newEventId, post } from "../../../server/test/load.ts";
import type { Command, Shop, Task } from "../../client.ts";
import { expectEqual, expectRun } from "../../expect.ts";

const settings = ({ server, tokens }: Shop) => ({ HOST: `127.0.0.1:${server.port}`, SENTRY_ACCESS_TOKEN: tokens.user });

async function use(
  shop: Shop,
  command: Command,
  tool: string,
  input: Readonly<Record<string, unknown>>,
  ...wanted: readonly RegExp[]
): Promise<readonly string[]> {
  return expectRun(tool, await command([tool, JSON.stringify({ organizationSlug: shop.project.orgSlug, ...input })], settings(shop)), wanted);
}

/** Sends an event of its own issue; its short id. */
async function newIssue({ server, project }: Shop, value: string): Promise<string> {
  const id = newEventId();
  const frames = [{ filename: "cart.js", function: "pay", lineno: 7, in_app: true }];
  const event = { exception: { values: [{ type: "CartError", value, stacktrace: { frames } }] }, release: "shop@1.4.0", fingerprint: [value] };
  await post(envelopeUrl(server, project), eventEnvelope(id, event));
  const issueId = textAt(await until(`event ${id}`, () => eventDetail(server, project, id)), "groupID");
  return textAt((await api(server, project, `/organizations/${project.orgSlug}/issues/${issueId}/`)).body, "shortId");
}

const readIssue: Task = async (shop, command) => {
  const issue = await newIssue(shop, "cart 77 cannot be paid");
  const url = `${shop.server.url}/organizations/${shop.project.orgSlug}/issues/${issue}/`;
  return [
    ...(await use(
      shop,
      command,
      "get_sentry_resource",
      { resourceType: "issue", resourceId: issue },
      /CartError: cart 77 cannot be paid/,
      /cart\.js:7.*\(pay\)/,
    )),
    ...expectRun("by its address", await command(["get_sentry_resource", JSON.stringify({ url })], settings(shop)), [/CartError: cart 77 cannot be paid/]),
    ...(await use(shop, command, "get_issue_tag_values", { issueId: issue, tagKey: "release" }, /"value": "shop@1\.4\.0",\s+"count": 1/)),
    ...(await use(shop, command, "search_issue_events", { issueId: issue, query: "release:shop@1.4.0" }, /Found 1 error/)),
  ];
};

const changeIssue: Task = async (shop, command) => {
  const issueId = await newIssue(shop, "cart 78 cannot be paid");
  const steps = [
    [{ status: "resolved" }, ["resolved", null]],
    [{ status: "unresolved", assignedTo: `user:${await userId(shop)}` }, ["unresolved", "regressed"]],
    [{ status: "ignored", ignoreMode: "untilOccurrenceCount", ignoreCount: 10 }, ["ignored", "archived_until_condition_met"]],
  ] as const;
  const problems: string[] = [];
  for (const [change, wanted] of steps) {
    problems.push(...(await use(shop, command, "update_issue", { issueId, ...change }, /Updated in/)));
    const { body } = await api(shop.server, shop.project, `/organizations/${shop.project.orgSlug}/issues/${issueId}/`);
    problems.push(...expectEqual(JSON.stringify(change), [pick(body, "status"), pick(body, "substatus")], wanted));
  }
  return problems;
};

/** A transaction with a query in it, an error in the query, and a log: their trace. */
async function newTrace({ server, project }: Shop): Promise<string> {
  const [transactionId, errorId] = [newEventId(), newEventId()];
  const trace = { trace_id: newEventId(), span_id: newEventId().slice(16), op: "http.server", status: "ok" };
  const query = { ...trace, span_id: newEventId().slice(16), parent_span_id: trace.span_id, op: "db", description: "select * from carts" };
  const now = Date.now() / 1000;
  const [start_timestamp, timestamp] = [now - 1.5, now - 1];
  const transaction = {
    type: "transaction",
    transaction: "GET /carts",
    start_timestamp,
    timestamp,
    contexts: { trace },
    spans: [{ ...query, start_timestamp, timestamp }],
  };
  const log = { timestamp, trace_id: trace.trace_id, level: "warn", body: "cart 79 is slow", attributes: { order: { value: "ord_79", type: "string" } } };
  const lines = [
    { event_id: transactionId },
    { type: "transaction" },
    transaction,
    { type: "log", item_count: 1, content_type: "application/vnd.sentry.items.log+json" },
    { items: [log] },
  ];
  await post(envelopeUrl(server, project), Buffer.from(lines.map((line) => JSON.stringify(line)).join("\n")));
  const exception = { values: [{ type: "QueryError", value: "carts are locked" }] };
  await post(envelopeUrl(server, project), eventEnvelope(errorId, { exception, contexts: { trace: query } }));
  await until(`transaction ${transactionId}`, () => eventDetail(server, project, transactionId));
  await until(`event ${errorId}`, () => eventDetail(server, project, errorId));
  return trace.trace_id;
}

/** Its tool for whole traces wants HTTPS of the address that the organization names, whatever `--insecure-http` says. */
const searchTrace: Task = async (shop, command) => {
  const traceId = await newTrace(shop);
  const search = (input: Readonly<Record<string, unknown>>, ...wanted: readonly RegExp[]) =>
    use(shop, command, "search_events", { projectSlug: shop.project.slug, period: "24h", ...input }, ...wanted);
  return [
    ...(await search({ dataset: "errors", query: `trace:${traceId}` }, /QueryError: carts are locked/)),
    ...(await search({ dataset: "errors", fields: ["issue", "count()"], sort: "-count()", query: "error.type:QueryError" }, /count\(\)\W+1/)),
    ...(await search({ dataset: "spans", query: "span.op:db", sort: "-span.duration" }, /select \* from carts/)),
    ...(await search(
      { dataset: "spans", fields: ["span.op", "count()", "avg(span.duration)"], query: `trace:${traceId}`, sort: "-count()" },
      /http\.server/,
      /avg\(span\.duration\)\W+500/,
    )),
    ...(await search({ dataset: "logs", query: `trace:${traceId}` }, /cart 79 is slow/)),
  ];
};

const userId = async ({ server, tokens }: Shop): Promise<string> => textAt((await api(server, { token: tokens.user }, "/auth/")).body, "id");

export const tasks = {
  "whoami, find_organizations, find_projects, find_teams": async (shop, command) => [
    ...expectRun("whoami", await command(["whoami"], settings(shop)), [new RegExp(shop.userEmail)]),
    ...expectRun("find_organizations", await command(["find_organizations"], settings(shop)), [new RegExp(shop.project.orgSlug), new RegExp(shop.server.url)]),
    ...(await use(shop, command, "find_projects", { query: shop.project.slug.slice(0, 5) }, new RegExp(shop.project.slug))),
    ...(await use(shop, command, "find_teams", {}, new RegExp(shop.project.orgSlug))),
  ],
  "create_project, update_project, create_dsn, find_dsns": async (shop, command) => {
    const projectSlug = "made-by-an-agent";
    return [
      ...(await use(shop, command, "create_project", { teamSlug: shop.project.orgSlug, name: projectSlug, platform: "node" }, /SENTRY_DSN\W+http:/)),
      ...(await use(shop, command, "update_project", { projectSlug, name: "Renamed" }, /Renamed/)),
      ...(await use(shop, command, "create_dsn", { projectSlug, name: "second" }, /second/)),
      ...(await use(shop, command, "find_dsns", { projectSlug }, /second/, new RegExp(`@127.0.0.1:${shop.server.port}/`))),
    ];
  },
  "get_sentry_resource, get_issue_tag_values, search_issue_events": readIssue,
  search_issues: (shop, command) =>
    use(shop, command, "search_issues", { query: "is:unresolved release:shop@1.4.0 cart", projectSlugOrId: shop.project.slug }, /cart 77 cannot be paid/),
  find_releases: (shop, command) => use(shop, command, "find_releases", { projectSlug: shop.project.slug }, /shop@1\.4\.0/),
  "search_events: errors, spans, logs": searchTrace,
  "update_issue: resolve, assign, ignore until": changeIssue,
} as const satisfies Record<string, Task>;
