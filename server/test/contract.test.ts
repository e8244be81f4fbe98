import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  api,
  cli,
  cleanEnvironment,
  eventDetail,
  freePort,
  newProject,
  type Project,
  projectPath,
  root,
  run,
  runServe,
  startServer,
  tempFolder,
  until,
} from "./harness.ts";
import { listAt, pick, textAt } from "./json-path.ts";
import { envelopeUrl, eventEnvelope, newEventId, post } from "./load.ts";

// What scripts may rely on: start, environment, first-run output, health, command line, end.

const id32 = expect.stringMatching(/^[0-9a-f]{32}$/);
const digits = expect.stringMatching(/^\d+$/);

/** Everything that the first run prints for the newcomer. */
const announced = (log: string): { readonly links: readonly string[]; readonly dsns: readonly string[] } => ({
  links: log.match(/https?:\/\/\S*(?:sign-?in|login|auth|token|link)\S*/gi) ?? [],
  dsns: log.match(/https?:\/\/[0-9a-f]{32}@[^\s/]+\/\d+/g) ?? [],
});

describe("start and end", () => {
  test("the first run prints the ready line, a sign-in link and a DSN that works; the second prints neither link nor DSN", async () => {
    const data = path.join(tempFolder("first"), "made", "on", "demand");
    await using first = await startServer({ data });
    expect(first.log().match(/^.*Vedette is ready at (\S+)$/m)?.[1]).toBe(first.url);
    const { links, dsns } = announced(first.log());
    expect(links).toHaveLength(1);
    expect(dsns).toHaveLength(1);

    const [link = ""] = links;
    const page = await fetch(link, { redirect: "manual" });
    expect(page.status).toBeLessThan(400);

    const dsn = new URL(dsns[0] ?? "");
    const sent = await post(`${dsn.origin}/api${dsn.pathname}/envelope/?sentry_key=${dsn.username}`, eventEnvelope(newEventId(), { message: "first light" }));
    expect(sent.status).toBe(200);

    expect(await first.stop()).toEqual({ code: 0, signal: null });
    await using second = await startServer({ data });
    expect(second.log()).toContain("Vedette is ready at");
    expect(announced(second.log())).toEqual({ links: [], dsns: [] });
  });

  test("health answers 200 with a JSON body, and nothing listens after the end", async () => {
    await using server = await startServer();
    const health = await fetch(`${server.url}/_health/`);
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ status: "ok" });
    await server.stop();
    await expect(fetch(`${server.url}/_health/`)).rejects.toThrow("fetch failed");
  });

  test("SIGINT ends it as SIGTERM does", async () => {
    await using server = await startServer();
    expect(await server.kill("SIGINT")).toEqual({ code: 0, signal: null });
  });

  test("an event is readable after its 200, listed in its issue, and still there after a restart", async () => {
    const data = tempFolder("restart");
    await using first = await startServer({ data });
    const project = await newProject(first, "restart");
    const id = newEventId();
    const answer = await post(envelopeUrl(first, project), eventEnvelope(id, { message: "kept over a restart" }));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ id });
    await until("the event", () => eventDetail(first, project, id));
    const list = await api(first, project, `${projectPath(project)}/issues/`);
    expect(listAt(list.body).map((issue) => [pick(issue, "title"), pick(issue, "count")])).toEqual([["kept over a restart", "1"]]);
    await first.stop();

    await using second = await startServer({ data });
    expect(pick(await eventDetail(second, project, id), "title")).toBe("kept over a restart");
  });

  test("VEDETTE_URL is what the DSN and the ready line name", async () => {
    await using server = await startServer({ env: { VEDETTE_URL: "https://errors.example.com/" } });
    expect(server.log()).toContain("Vedette is ready at https://errors.example.com");
    expect(server.log()).toMatch(/https:\/\/[0-9a-f]{32}@errors\.example\.com\/\d+$/m);
  });

  test("a port in use is told in one clear line", async () => {
    await using server = await startServer();
    const second = await runServe({ PORT: String(server.port), HOST: "127.0.0.1", VEDETTE_DATA: tempFolder("port") });
    expect(second.code).toBe(1);
    expect(second.output).toContain(String(server.port));
    expect(second.output).not.toMatch(/^\s+at /m);
  });

  test("two servers cannot share a data folder", async () => {
    await using server = await startServer();
    const second = await runServe({ PORT: String(await freePort()), HOST: "127.0.0.1", VEDETTE_DATA: server.data });
    expect(second.code).toBe(1);
    expect(second.output).toContain(server.data);
  });
});

describe("settings", () => {
  test.each([
    ["PORT", "many", /0 to 65535/],
    ["PORT", "70000", /0 to 65535/],
    ["VEDETTE_URL", "errors.example.com", /https?:\/\//],
    ["VEDETTE_RETENTION_DAYS", "0", /1 to 3650/],
    ["VEDETTE_LOG_LEVEL", "loud", /debug, info, warn, error, silent/],
    ["VEDETTE_TRUST_PROXY", "maybe", /true, false/],
    ["VEDETTE_STATE_URL", "mysql://db/vedette", /postgres/],
    ["VEDETTE_RETENTION", "30", /VEDETTE_RETENTION_DAYS/],
  ])("%s=%s is refused with its name, its value or what is allowed", async (name, value, allowed) => {
    const { code, output } = await runServe({ PORT: "0", HOST: "127.0.0.1", VEDETTE_DATA: tempFolder("settings"), [name]: value });
    expect(code).toBe(1);
    expect(output).toContain(name);
    expect(output).toMatch(allowed);
    expect(output).not.toMatch(/^\s+at /m);
  });
});

describe("command line", () => {
  /** Every listed command once; gives what they printed. */
  async function everyCommand(server: { data: string; port: number }, name: string): Promise<Readonly<Record<string, unknown>>> {
    const org = await cli(server, "org", "create", `${name} org`);
    const slug = textAt(org, "slug");
    const project = await cli(server, "project", "create", `${name} web`, "--org", slug, "--platform", "javascript");
    const token = await cli(server, "token", "create", "--org", slug, "--scope", "org:read", "--scope", "event:read");
    const user = await cli(server, "user", "create", "--email", `${name}@example.com`, "--org", slug, "--role", "member");
    return { org, project, token, user, stats: await cli(server, "stats") };
  }

  const shapes = (name: string): Readonly<Record<string, unknown>> => ({
    org: { id: digits, slug: `${name}-org`, name: `${name} org` },
    project: expect.objectContaining({
      id: digits,
      slug: `${name}-web`,
      organization: `${name}-org`,
      publicKey: id32,
      dsn: expect.stringMatching(/^https?:\/\/[0-9a-f]{32}@.+\/\d+$/),
    }),
    token: expect.objectContaining({ token: expect.stringMatching(/^\S{20,}$/) }),
    user: expect.objectContaining({ email: `${name}@example.com` }),
    stats: expect.objectContaining({ accepted: expect.any(Number), processed: expect.any(Number), lag: expect.any(Number), bytes: expect.any(Number) }),
  });

  test("every command works while the server runs and while it does not, on the same data", async () => {
    const data = tempFolder("cli");
    const port = await freePort();
    expect(await everyCommand({ data, port }, "before")).toEqual(shapes("before"));

    await using server = await startServer({ data, port });
    const printed = await everyCommand(server, "during");
    expect(printed).toEqual(shapes("during"));

    const dsn = textAt(printed, "project", "dsn");
    const sent = await cli(server, "send-event", "--dsn", dsn);
    const eventId = textAt(sent, "eventId");
    const project: Project = {
      orgSlug: "during-org",
      slug: "during-web",
      id: textAt(printed, "project", "id"),
      key: textAt(printed, "project", "publicKey"),
      dsn,
      token: textAt(printed, "token", "token"),
    };
    await until("the sent event", () => eventDetail(server, project, eventId));
    const outcome = await cli(server, "outcome", eventId);
    expect(outcome).toMatchObject({ eventId, found: true, stored: { project: "during-org/during-web" } });
    const stats = await cli(server, "stats");
    expect([pick(stats, "accepted"), pick(stats, "processed")]).toEqual([1, 1]);

    await server.stop();
    expect(await everyCommand({ data, port }, "after")).toEqual(shapes("after"));
    expect(await cli({ data, port }, "outcome", eventId)).toEqual(outcome);
    expect(pick(await cli({ data, port }, "stats"), "processed")).toBe(1);
  });

  test("a project made while the server runs takes events at once", async () => {
    await using server = await startServer();
    const project = await newProject(server, "fresh");
    expect((await post(envelopeUrl(server, project), eventEnvelope(newEventId(), { message: "hello" }))).status).toBe(200);
  });

  test("mistakes are told in a line and end with a code that is not 0", async () => {
    const data = tempFolder("mistakes");
    const vedette = (...args: string[]) =>
      run(process.execPath, [path.join(root, "server/bin/vedette.mjs"), ...args], { env: cleanEnvironment({ VEDETTE_DATA: data }) });
    const nothingThere = await vedette("org", "list");
    expect(nothingThere).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("holds no data of Vedette. Name the server's folder") as unknown,
    });
    expect(fs.readdirSync(data)).toEqual([]);
    expect((await vedette("org", "create", "somebody")).code).toBe(0);
    const unknownOrg = await vedette("project", "create", "web", "--org", "nobody");
    expect(unknownOrg.code).not.toBe(0);
    expect(unknownOrg.stderr).toContain("nobody");
    const unknownScope = await vedette("token", "create", "--org", "nobody", "--scope", "everything");
    expect(unknownScope.code).not.toBe(0);
    const unknownCommand = await vedette("dance");
    expect(unknownCommand.code).not.toBe(0);
    const nowhere = await vedette("send-event", "--dsn", `http://${"0".repeat(32)}@127.0.0.1:${await freePort()}/1`);
    expect(nowhere.code).not.toBe(0);
    for (const { stderr } of [unknownOrg, unknownScope, unknownCommand, nowhere]) {
      expect(stderr.trim()).not.toBe("");
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  test("help lists every command", async () => {
    const { stdout, code } = await run(process.execPath, [path.join(root, "server/bin/vedette.mjs"), "--help"]);
    expect(code).toBe(0);
    for (const command of ["serve", "org", "project", "token", "user", "send-event", "outcome", "stats"]) expect(stdout).toContain(command);
  });
});

test("the data folder is not readable by other users", async () => {
  await using server = await startServer({ data: path.join(tempFolder("mode"), "data") });
  await newProject(server, "mode");
  expect(fs.statSync(server.data).mode & 0o007).toBe(0);
});
