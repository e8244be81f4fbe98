import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api, cleanEnvironment, eventDetail, newProject, type Project, projectPath, run, type Server, startServer, until } from "./harness.ts";
import { listAt, parse, pick, recordAt, textAt } from "./json-path.ts";

// The official SDKs, unchanged and from npm, in programs of their own; only the DSN is ours.

const programs = path.join(import.meta.dirname, "programs");
let server: Server;
let project: Project;

beforeAll(async () => {
  server = await startServer();
  project = await newProject(server, "live node");
});
afterAll(() => server?.[Symbol.asyncDispose]());

interface Ran {
  readonly code: number | null;
  /** REST detail of the event whose message or last exception value this is. */
  event(what: string): Promise<unknown>;
}

async function program(sdk: string, module: string, scenario: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const start = module === "esm" ? ["--import", "./instrument.mjs", "start.mjs"] : ["start.cjs"];
  const ran = await run(process.execPath, [...start, scenario], { cwd: programs, env: cleanEnvironment({ SDK: sdk, DSN: project.dsn, ...more }) });
  const sent = ran.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map(parse);
  return {
    code: ran.code,
    event: (what) => {
      const id = textAt(
        sent.find((event) => pick(event, "what") === what),
        "id",
      );
      return until(`event ${id} (${what})`, () => eventDetail(server, project, id));
    },
  };
}

const entry = (event: unknown, type: string): unknown =>
  pick(
    listAt(event, "entries").find((candidate) => pick(candidate, "type") === type),
    "data",
  );
const tagsOf = (event: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(listAt(event, "tags").map((tag) => [textAt(tag, "key"), pick(tag, "value")]));
const lastFrame = (event: unknown, exception = -1): unknown => pick(entry(event, "exception"), "values", exception, "stacktrace", "frames", -1);

describe.each(["sentry-node-11", "sentry-node-8"])("%s", (sdk) => {
  describe.each(["esm", "cjs"])("%s", (module) => {
    test("captured exception with its cause, scope data, breadcrumbs and attachment", async () => {
      const ran = await program(sdk, module, "captured");
      expect(ran.code).toBe(0);
      const event = await ran.event("checkout failed");

      const values = listAt(entry(event, "exception"), "values");
      expect(values.map((value) => [pick(value, "type"), pick(value, "value")])).toEqual([
        ["RangeError", "quantity -1 out of range"],
        ["CheckoutError", "checkout failed"],
      ]);
      expect(pick(lastFrame(event, 0), "function")).toBe("priceOf");
      expect(pick(lastFrame(event, 0), "inApp")).toBe(true);
      const context = listAt(lastFrame(event, 0), "context").map((line) => String(pick(line, 1)));
      expect(context.join("\n")).toContain("out of range");

      expect(recordAt(event, "user")).toMatchObject({ id: "u-42", email: "ada@example.com", username: "ada" });
      expect(tagsOf(event)).toMatchObject({
        tenant: "acme",
        retries: "3",
        dark: "True",
        level: "warning",
        environment: "proof",
        release: "shop@1.4.0",
        server_name: "till-1",
      });
      expect(recordAt(event, "contexts", "cart")).toMatchObject({ items: 2, total: 19.9 });
      expect(recordAt(event, "context")).toMatchObject({ attempt: 2 });
      const crumbs = listAt(entry(event, "breadcrumbs"), "values").map((crumb) => [pick(crumb, "category"), pick(crumb, "message")]);
      expect(crumbs).toEqual(
        expect.arrayContaining([
          ["auth", "signed in"],
          ["cart", "added A-1"],
        ]),
      );

      const attachments = await api(server, project, `${projectPath(project)}/events/${textAt(event, "eventID")}/attachments/`);
      expect(listAt(attachments.body)).toEqual([expect.objectContaining({ name: "order.txt", mimetype: "text/plain", size: 23 })]);
    });

    test("message", async () => {
      const event = await (await program(sdk, module, "captured")).event("stock is low");
      // Version 11 sends a stack with it; the title of such an event is its function (`protocol.md` §17.4).
      expect(pick(event, "message")).toBe("stock is low");
      expect(tagsOf(event)).toMatchObject({ level: "info" });
    });

    test("uncaught exception ends the program and is reported as unhandled", async () => {
      const ran = await program(sdk, module, "uncaught");
      expect(ran.code).toBe(1);
      const event = await ran.event("checkout failed");
      // Version 8 says so of the cause only.
      expect(listAt(entry(event, "exception"), "values").map((value) => pick(value, "mechanism", "handled"))).toContain(false);
    });

    test("unhandled rejection", async () => {
      const event = await (await program(sdk, module, "rejection")).event("nobody waits for me");
      expect(pick(entry(event, "exception"), "values", -1, "type")).toBe("TypeError");
      expect(pick(entry(event, "exception"), "values", -1, "mechanism", "handled")).toBe(false);
    });

    test("request data of a node:http server", async () => {
      const ran = await program(sdk, module, "request");
      expect(ran.code).toBe(0);
      const request = recordAt(entry(await ran.event("request failed"), "request"));
      expect(request["method"]).toBe("POST");
      expect(request["url"]).toMatch(/\/orders\/7$/);
      expect(request["query"]).toEqual([["page", "2"]]);
      expect(request["headers"]).toEqual(expect.arrayContaining([["X-Tenant", "acme"]]));
    });
  });

  test("the same error of two runs is one issue", async () => {
    const ids = await Promise.all([1, 2].map(async () => textAt(await (await program(sdk, "cjs", "captured")).event("checkout failed"), "groupID")));
    expect(new Set(ids).size).toBe(1);
  });
});

// Version 8 sends sessions of requests only.
test("jobs: check-ins, an issue of the one that fails until it is well again, and a session of each run", async () => {
  const RELEASE = "jobs@11";
  const sdk = "sentry-node-11";
  const monitor = async (slug: string): Promise<unknown> => (await api(server, project, `${projectPath(project)}/monitors/${slug}/`)).body;
  const failure = async (): Promise<unknown> => {
    const query = encodeURIComponent('"Monitor failure: clean-up"');
    const list = listAt((await api(server, project, `${projectPath(project)}/issues/?query=${query}`)).body);
    return list.find((issue) => pick(issue, "status") === "unresolved");
  };
  expect((await program(sdk, "cjs", "jobs", { RELEASE, FAILS: "yes" })).code).toBe(0);
  expect(pick(await until("an issue of the failure", failure), "level")).toBe("error");
  expect(await monitor("backup")).toMatchObject({
    config: { schedule: "0 3 * * *", timezone: "Europe/Vienna", max_runtime: 10 },
    environments: [{ name: "proof", status: "ok", lastStatus: "ok" }],
  });
  expect(await monitor("clean-up")).toMatchObject({ environments: [{ status: "error", lastStatus: "error" }] });

  expect((await program(sdk, "cjs", "jobs", { RELEASE })).code).toBe(0);
  await until("the issue is resolved", async () => ((await failure()) === undefined ? true : undefined));
  expect(await monitor("clean-up")).toMatchObject({ environments: [{ status: "ok", activeIncident: null }] });

  const path = `/organizations/${project.orgSlug}/sessions/?field=sum(session)&groupBy=session.status&statsPeriod=1d&query=release:${RELEASE}`;
  const totals = async () => {
    const groups = listAt((await api(server, project, path)).body, "groups");
    return Object.fromEntries(groups.map((group) => [textAt(group, "by", "session.status"), pick(group, "totals", "sum(session)")]));
  };
  const counted = await until("two sessions", async () => {
    const found = await totals();
    return found["healthy"] === 1 && found["errored"] === 1 ? found : undefined;
  });
  expect(counted).toMatchObject({ healthy: 1, errored: 1, crashed: 0 });
});
