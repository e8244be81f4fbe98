import { afterAll, beforeAll, expect, test } from "vitest";
import { cleanEnvironment, cli, eventDetail, newProject, root, run, startServer, type Project, type Server } from "./harness.ts";
import { listAt, pick, textAt } from "./json-path.ts";

let server: Server;
let project: Project;
beforeAll(async () => {
  server = await startServer();
  project = await newProject(server, "doctor");
});
afterAll(() => server[Symbol.asyncDispose]());

const doctor = (...args: string[]): ReturnType<typeof run> =>
  run(process.execPath, ["server/bin/vedette.mjs", "doctor", ...args], { cwd: root, env: cleanEnvironment() });

test("one of each is sent, and the server says what became of it", async () => {
  const answer = await cli(server, "doctor", "--dsn", project.dsn, "--token", project.token);
  expect(pick(answer, "project")).toEqual({ organization: project.orgSlug, project: project.slug });
  const probes = listAt(answer, "probes");
  expect(probes.map((probe) => pick(probe, "name"))).toEqual(["error", "message", "transaction", "check-in", "session", "log", "metric", "span", "feedback"]);
  for (const probe of probes) expect(probe).toMatchObject({ status: 200, ok: true, fate: expect.stringMatching(/^(stored|counted as accepted)/) });
  expect(await eventDetail(server, project, textAt(probes[0], "eventId"))).toMatchObject({ title: "DoctorError: Sent by vedette doctor" });
});

test("without a token it says what it cannot ask", async () => {
  const { code, stdout } = await doctor("--dsn", project.dsn);
  expect(code).toBe(0);
  expect(stdout).toContain("--token (org:read, project:read, event:read)");
  expect(stdout).toMatch(/error +[0-9a-f]{32} +200 +answered; unknown without a token/);
});

test("a wrong key fails, saying how each was answered", async () => {
  const wrong = ["--dsn", project.dsn.replace(project.key, "f".repeat(32))];
  const { code, stdout } = await doctor(...wrong);
  expect(code).toBe(1);
  expect(stdout).toContain("9 of 9 did not arrive");
  const json = await doctor(...wrong, "--json");
  expect(json.code).toBe(1);
  expect(listAt(JSON.parse(json.stdout), "probes")).toHaveLength(9);
});
