import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { geoDatabase } from "../src/platform/geo/geo-kit.ts";
import { api, cli, eventDetail, newProject, type Project, projectPath, runServe, type Server, startServer, tempFolder, until } from "./harness.ts";
import { pick } from "./json-path.ts";
import { envelopeUrl, eventEnvelope, newEventId, post } from "./load.ts";

// What a project chooses holds for what is sent after the choice was answered, without a restart.

async function send(server: Server, project: Project, event: Readonly<Record<string, unknown>>) {
  const id = newEventId();
  return { id, answer: await post(envelopeUrl(server, project), eventEnvelope(id, event)) };
}

/** The event as it was stored. */
async function stored(server: Server, project: Project, event: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { id } = await send(server, project, event);
  return until("the event", () => eventDetail(server, project, id));
}

/** `stored`, or the reason why it was not. */
async function fateOf(server: Server, project: Project, event: Readonly<Record<string, unknown>>): Promise<string> {
  const { id } = await send(server, project, event);
  return until("the fate", async () => {
    if ((await eventDetail(server, project, id)) !== undefined) return "stored";
    const reason = pick(await cli(server, "outcome", id), "outcomes", 0, "reason");
    return typeof reason === "string" ? reason : undefined;
  });
}

async function put(server: Server, project: Project, below: string, body: unknown): Promise<void> {
  const answer = await api(server, project, `${projectPath(project)}${below}`, { method: "PUT", body: JSON.stringify(body) });
  expect(answer.status).toBeLessThan(300);
}

test("filters, scrubbing and quotas are in force for the next request, from the API and from another process", async () => {
  const database = path.join(tempFolder("geo"), "city.mmdb");
  fs.writeFileSync(database, geoDatabase({ "203.0.113.0/24": { city: { names: { en: "Vienna" } }, country: { iso_code: "AT" } } }));
  await using server = await startServer({ env: { VEDETTE_GEOIP: database } });
  const project = await newProject(server, "rules");
  const local = { message: "hello", extra: { my_pin: "1234", password: "hunter2" }, user: { ip_address: "127.0.0.1" } };

  const first = await stored(server, project, { ...local, user: { ip_address: "203.0.113.9" } });
  expect(pick(first, "user")).toMatchObject({ ip_address: "203.0.113.9", geo: { country_code: "AT", city: "Vienna" } });
  expect(pick(first, "context")).toMatchObject({ my_pin: "1234", password: "[Filtered]" });
  expect(pick(first, "_meta", "context", "password", "")).toMatchObject({ rem: [["@password:filter", "s", 0, 10]], len: 7 });

  await put(server, project, "/filters/localhost/", { active: true });
  expect(await fateOf(server, project, local)).toBe("localhost");
  await put(server, project, "/filters/localhost/", { active: false });
  await put(server, project, "/", { sensitiveFields: ["pin"], scrubIPAddresses: true });
  const scrubbed = await stored(server, project, { ...local, user: { id: "7", ip_address: "203.0.113.9" } });
  expect(pick(scrubbed, "context")).toMatchObject({ my_pin: "[Filtered]" });
  expect(pick(scrubbed, "user")).toMatchObject({ id: "7", ip_address: null, geo: { city: "Vienna" } });

  await cli(server, "project", "settings", project.slug, "--org", project.orgSlug, "--set", "errorMessages=*hello*");
  await until("the other process's choice", async () => (await fateOf(server, project, local)) === "error-message");

  await put(server, project, "/quotas/", [{ id: "off", categories: ["error"], limit: 0, window: 60, reasonCode: "paused" }]);
  const { answer } = await send(server, project, { message: "too much" });
  expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("x-sentry-rate-limits")]).toEqual([429, "60", "60:error:project:paused"]);
});

test("a geo database that cannot be read is told at the start", async () => {
  const { code, output } = await runServe({ VEDETTE_DATA: tempFolder("data"), PORT: "0", VEDETTE_GEOIP: "/nowhere/city.mmdb" });
  expect([code, output]).toEqual([1, expect.stringContaining("/nowhere/city.mmdb")]);
});

test("a quota goes on after a restart where it was", async () => {
  const data = tempFolder("quota");
  const first = await startServer({ data });
  const project = await newProject(first, "quota");
  // The longest there is, since all of it has to be in one window.
  await put(first, project, "/quotas/", [{ id: "three", categories: ["error"], limit: 3, window: 31 * 86_400 }]);
  const statuses = async (server: Server, count: number): Promise<readonly number[]> => {
    const answers: number[] = [];
    for (let n = 0; n < count; n++) answers.push((await send(server, project, { message: "x" })).answer.status);
    return answers;
  };
  expect(await statuses(first, 2)).toEqual([200, 200]);
  await first.stop();
  await using second = await startServer({ data });
  expect(await statuses(second, 2)).toEqual([200, 429]);
});
