import { hash, randomBytes } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { expect, test } from "vitest";
import { api, cli, newProject, projectPath, startServer, tempFolder, until, type Project, type Server } from "./harness.ts";
import { isRecord, listAt, pick, textAt } from "./json-path.ts";
import { envelopeUrl, newEventId, post } from "./load.ts";

const MiB = 1024 * 1024;
const tus = { "tus-resumable": "1.0.0" };
const chunk = { ...tus, "content-type": "application/offset+octet-stream" };

interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly detail: unknown;
}

async function send(server: Server, method: string, address: string, headers: Readonly<Record<string, string>>, body?: Uint8Array<ArrayBuffer>): Promise<Sent> {
  const response = await fetch(server.url + address, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  const json: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, detail: isRecord(json) ? json["detail"] : undefined };
}

const uploadPath = (project: Project): string => `/api/${project.id}/upload/?sentry_key=${project.key}`;

/** An upload of so many bytes, and its address. */
async function begin(server: Server, project: Project, length: number): Promise<string> {
  const { status, headers } = await send(server, "POST", uploadPath(project), { ...tus, "upload-length": String(length) });
  if (status !== 201) throw new Error(`answered ${status}`);
  return headers.get("location") ?? "";
}

const offsetOf = async (server: Server, location: string): Promise<number> => Number((await send(server, "HEAD", location, tus)).headers.get("upload-offset"));

/** The envelope of sentry-native: nothing but the reference, with the id of an event that comes by itself. */
function reference(eventId: string, location: string, length: number, more: object = {}): string {
  const payload = JSON.stringify({ location, content_type: "text/plain", path: "run/core.log" });
  const header = {
    type: "attachment",
    content_type: "application/vnd.sentry.attachment-ref+json",
    filename: "core.log",
    attachment_length: length,
    length: Buffer.byteLength(payload),
    ...more,
  };
  return `${JSON.stringify({ event_id: eventId })}\n${JSON.stringify(header)}\n${payload}\n`;
}

const event = (eventId: string): string => `${JSON.stringify({ event_id: eventId })}\n{"type":"event"}\n{"message":"crash"}`;

const uploadedBytes = (data: string): number => {
  const folder = path.join(data, "uploads");
  const file = readdirSync(folder).find((name) => name.endsWith(".bin"));
  return file === undefined ? 0 : statSync(path.join(folder, file)).size;
};

async function attachments(server: Server, project: Project, eventId: string): Promise<readonly unknown[]> {
  const { status, body } = await api(server, project, `${projectPath(project)}/events/${eventId}/attachments/`);
  return status === 200 && Array.isArray(body) ? body : [];
}

async function outcomes(server: Server, eventId: string): Promise<readonly unknown[]> {
  const found = await cli(server, "outcome", eventId).catch(() => undefined);
  return found === undefined ? [] : (Array.isArray(found) ? found : [found]).flatMap((one) => listAt(one, "outcomes"));
}

async function accepted(server: Server, project: Project): Promise<number> {
  const { body } = await api(
    server,
    project,
    `/organizations/${project.orgSlug}/stats_v2/?groupBy=outcome&category=attachment&field=sum(quantity)&statsPeriod=1d&interval=1h`,
  );
  const group = listAt(body, "groups").find((each) => pick(each, "by", "outcome") === "accepted");
  return Number(pick(group, "totals", "sum(quantity)") ?? 0);
}

test("a large file goes on where kill -9 cut it off, and is stored with its event, before or after that one", async () => {
  const data = tempFolder("uploads");
  const bytes = randomBytes(5 * MiB);
  const eventId = newEventId();
  let server = await startServer({ data });
  const project = await newProject(server, "native");
  const location = await begin(server, project, bytes.length);
  expect((await send(server, "PATCH", location, { ...chunk, "upload-offset": "0" }, bytes.subarray(0, MiB))).headers.get("upload-offset")).toBe(String(MiB));
  // The rest begins to arrive, and the server ends in the middle of it.
  const url = new URL(server.url + location);
  const cutOff = http.request(url, { method: "PATCH", headers: { ...chunk, "upload-offset": String(MiB), "content-length": bytes.length - MiB } });
  const broken = new Promise((resolve) => cutOff.on("error", resolve));
  await new Promise((resolve) => cutOff.write(bytes.subarray(MiB, 3 * MiB), resolve));
  await until("some of it has arrived", () => uploadedBytes(data) > MiB);
  await server.kill("SIGKILL");
  cutOff.destroy();
  await broken;

  server = await startServer({ data });
  const offset = await offsetOf(server, location);
  expect(offset).toBeGreaterThanOrEqual(MiB);
  expect(offset).toBeLessThanOrEqual(3 * MiB);
  const early = newEventId();
  await post(envelopeUrl(server, project), reference(early, location, bytes.length));
  await until("what is not complete is refused", async () => (await outcomes(server, early)).find((one) => pick(one, "reason") === "invalid_placeholder"));
  const last = await send(server, "PATCH", location, { ...chunk, "upload-offset": String(offset) }, bytes.subarray(offset));
  expect([last.status, last.headers.get("upload-offset"), last.headers.get("tus-resumable")]).toEqual([204, String(bytes.length), "1.0.0"]);

  expect((await post(envelopeUrl(server, project), reference(eventId, location, bytes.length))).status).toBe(200);
  expect((await post(envelopeUrl(server, project), event(eventId))).status).toBe(200);
  const [stored] = await until("the file is stored with its event", async () => {
    const found = await attachments(server, project, eventId);
    return found.length > 0 ? found : undefined;
  });
  expect(stored).toMatchObject({ name: "core.log", mimetype: "text/plain", size: bytes.length, sha1: hash("sha1", bytes) });
  const download = await fetch(`${server.url}/api/0${projectPath(project)}/events/${eventId}/attachments/${textAt(stored, "id")}/?download=1`, {
    headers: { authorization: `Bearer ${project.token}` },
  });
  expect(hash("sha1", Buffer.from(await download.arrayBuffer()))).toBe(hash("sha1", bytes));
  expect(await accepted(server, project)).toBe(bytes.length);
  // It is an attachment now, and no upload any more.
  expect((await send(server, "HEAD", location, tus)).status).toBe(410);
  const again = newEventId();
  await post(envelopeUrl(server, project), reference(again, location, bytes.length));
  await until("a second use is refused", async () => (await outcomes(server, again)).find((one) => pick(one, "reason") === "invalid_placeholder"));
  await server.stop();
});
