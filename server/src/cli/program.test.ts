import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { parseEnvelope } from "@vedette/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashSecret } from "../auth/tokens.ts";
import { verifyPassword } from "../auth/passwords.ts";
import { readSettings } from "../config/settings.ts";
import { openDeadLetters } from "../log/files/dead-letters.ts";
import { inspectLog } from "../log/files/inspect.ts";
import { inspectFolder } from "../main/inspect-folder.ts";
import { systemClock } from "../platform/clock.ts";
import { openBlobReader } from "../stores/blobs/files/adapter.ts";
import { migrateState, openStateReader, openStateWriter } from "../stores/state/sqlite/adapter.ts";
import { openWaitingUploads } from "../stores/uploads/files/waiting.ts";
import { openTelemetryReader } from "../stores/telemetry/sqlite/adapter.ts";
import type { CliStores } from "./define-command.ts";
import { createProgram } from "./program.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-cli-"));
const environment = { VEDETTE_DATA: folder, PORT: "9123", HOST: "0.0.0.0" };

async function openStores(): Promise<CliStores> {
  const file = path.join(folder, "state.db");
  await migrateState(file);
  const [state, writer] = [await openStateReader(file), await openStateWriter(file)];
  const [telemetry, blobs] = [await openTelemetryReader(path.join(folder, "telemetry")), await openBlobReader(path.join(folder, "blobs"))];
  const close = async () => {
    for (const store of [state, writer, telemetry, blobs]) await store.close();
  };
  return {
    state,
    writer,
    telemetry,
    blobs,
    log: () => inspectLog(path.join(folder, "log")),
    deadLetters: openDeadLetters(path.join(folder, "dead-letters")),
    uploads: openWaitingUploads(path.join(folder, "uploads")),
    close,
  };
}

async function vedette(words: readonly string[], options: { readonly stdin?: string; readonly env?: Readonly<Record<string, string>> } = {}) {
  const out: string[] = [];
  const errors: string[] = [];
  let served = 0;
  const code = await createProgram({
    settings: () => readSettings({ ...environment, ...options.env }),
    openStores,
    inspectFolder: async (settings) => inspectFolder(settings),
    serve: async () => void (served += 1),
    stdin: async () => options.stdin ?? "",
    print: (text) => out.push(text),
    printError: (text) => errors.push(text),
    clock: systemClock,
    version: "1.2.3",
  }).run(words);
  return { code, out, errors, served };
}

async function json(...words: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, errors } = await vedette([...words, "--json"]);
  expect([code, errors, out.length]).toEqual([0, [], 1]);
  return JSON.parse(out[0] ?? "");
}

const openedFor = async <T>(read: (stores: CliStores) => Promise<T>): Promise<T> => {
  const stores = await openStores();
  try {
    return await read(stores);
  } finally {
    await stores.close();
  }
};

beforeAll(async () => {
  await json("org", "create", "Acme Shop");
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe("making things", () => {
  it("starts with what every other command needs", async () => {
    expect(await json("org", "list")).toEqual([{ id: "1", slug: "acme-shop", name: "Acme Shop" }]);
  });

  it("makes slugs unique, and refuses one that is given and taken", async () => {
    expect(await json("org", "create", "Acme Shop")).toMatchObject({ slug: "acme-shop-2" });
    expect((await vedette(["org", "create", "Other", "--slug", "acme-shop"])).errors).toEqual(["vedette: There is an organization acme-shop already"]);
    expect((await vedette(["org", "create", "Other", "--slug", "123"])).errors[0]).toMatch(/^vedette: --slug: Enter a valid slug/);
  });

  it("gives a project a key whose DSN is below the public URL", async () => {
    const made = await json("project", "create", "Web", "--org", "acme-shop", "--platform", "node");
    expect(made).toEqual({
      id: "1",
      slug: "web",
      organization: "acme-shop",
      dsn: `http://${String(made["publicKey"])}@localhost:9123/1`,
      publicKey: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    });
    const { out } = await vedette(["project", "list", "--json"], { env: { VEDETTE_URL: "https://errors.example/" } });
    expect(JSON.parse(out[0] ?? "")).toMatchObject([
      { id: "1", organization: "acme-shop", platform: "node", dsn: `https://${String(made["publicKey"])}@errors.example/1` },
    ]);
  });

  it("makes organization tokens that carry server and organization, and keeps only their hash", async () => {
    const { token } = await json("token", "create", "--org", "1", "--scope", "project:read", "--scope", "event:write");
    const [, facts = "", random = ""] = /^sntrys_([^_]+)_([^_]+)$/.exec(String(token)) ?? [];
    expect(JSON.parse(Buffer.from(facts, "base64").toString())).toEqual({
      iat: expect.any(Number) as unknown,
      url: "http://localhost:9123",
      region_url: "http://localhost:9123",
      org: "acme-shop",
    });
    expect(random).toMatch(/^[A-Za-z0-9+/]{43}$/);
    expect(await openedFor(({ state }) => state.token(hashSecret(String(token))))).toMatchObject({
      organizationId: 1,
      userId: null,
      scopes: ["project:read", "event:write"],
      hint: random.slice(-4),
    });
    for (const file of fs.readdirSync(folder).filter((name) => name.startsWith("state.db")))
      expect(fs.readFileSync(path.join(folder, file)).includes(random)).toBe(false);
  });

  it("makes the first user administrator, with a link or a password", async () => {
    const first = await json("user", "create", "--email", "ada@example.com", "--org", "acme-shop", "--role", "owner");
    expect(first).toMatchObject({
      email: "ada@example.com",
      isAdmin: true,
      organization: "acme-shop",
      role: "owner",
      signInUrl: expect.stringMatching(/^http:\/\/localhost:9123\/sign-in#link=[\w-]{43}$/) as unknown,
    });
    const second = await vedette(["user", "create", "--email", "bob@example.com", "--password-stdin", "--json"], { stdin: "correct horse\n" });
    expect(JSON.parse(second.out[0] ?? "")).toMatchObject({ isAdmin: false, signInUrl: null });
    const hash = await openedFor(async ({ state }) => state.passwordHash((await state.userByEmail("BOB@example.com"))?.id ?? 0));
    expect(await verifyPassword("correct horse", hash ?? "")).toBe(true);
    expect((await vedette(["user", "create", "--email", "bob@example.com"])).errors).toEqual(["vedette: There is a user bob@example.com already"]);
    expect((await vedette(["user", "create", "--email", "eve@example.com", "--password-stdin"], { stdin: "short" })).errors).toEqual([
      "vedette: The password does not do. At least 8 and at most 256 characters.",
    ]);
    expect(await json("user", "link", "bob@example.com")).toMatchObject({ signInUrl: expect.stringMatching(/#link=/) as unknown });
  });
});

describe("asking", () => {
  it("counts", async () => {
    expect(await json("stats")).toEqual({
      accepted: 0,
      processed: 0,
      lag: 0,
      bytes: 0,
      disk: { log: 0, telemetry: 0, bodies: 0, attachments: 0, uploads: 0 },
      organizations: 2,
      projects: 1,
      users: 2,
      issues: 0,
    });
    expect((await vedette(["stats"])).out[0]).toMatch(/^accepted +0\nprocessed +0\n/);
  });

  it("checks the folder that other commands work on", async () => {
    expect(await json("check")).toEqual({ ok: true, isServed: false, findings: [] });
    expect((await vedette(["check", "--quick"])).out).toEqual(["Nothing is wrong with log, databases, counters and the presence of bodies."]);
    expect(await vedette(["check"], { env: { VEDETTE_DATA: path.join(folder, "nothing") } })).toMatchObject({
      code: 1,
      errors: [expect.stringContaining("holds no data of Vedette") as unknown],
    });
  });

  it("sets budgets only of what is stored, and none that nothing fits into", async () => {
    const budget = (category: string, ...more: readonly string[]) => vedette(["disk", "budget", category, "--org", "1", "--project", "web", ...more]);
    expect(await budget("spans", "--max-bytes", "2000000", "--max-days", "none")).toMatchObject({
      code: 0,
      out: ["web spans: 2.0 MB, the instance's retention"],
    });
    expect((await budget("nonsense", "--max-bytes", "2000000")).errors[0]).toMatch(/^vedette: <category>: choose from events, attachments, uploads, /);
    expect((await budget("spans", "--max-bytes", "5")).errors).toEqual(["vedette: --max-bytes: at least 1000000 bytes, or none at all"]);
    expect((await budget("spans", "--max-bytes", "much")).errors).toEqual(["vedette: --max-bytes: a whole number, or none"]);
    expect((await vedette(["quota", "set", "few", "--org", "1"])).errors).toEqual(["vedette: <limit>: must be a number"]);
  });

  it("says that nothing is known of an event", async () => {
    const eventId = "a".repeat(32);
    expect(await json("outcome", eventId)).toEqual({ eventId, found: false, stored: null, outcomes: [], waiting: 0 });
    expect((await vedette(["outcome", "nonsense"])).errors).toEqual(["vedette: nonsense is no event id; those are 32 hex digits"]);
  });
});

describe("send-event", () => {
  const received: { url: string | undefined; auth: unknown; body: Buffer }[] = [];
  let status = 200;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ url: request.url, auth: request.headers["x-sentry-auth"], body: Buffer.concat(chunks) });
      response.writeHead(status).end('{"detail":"the answer"}');
    });
  });
  let host = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    host = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  });
  afterAll(() => server.close());

  it("posts an envelope with one event and prints its id", async () => {
    const { eventId } = await json("send-event", "--dsn", `http://abc@${host}/7`, "--message", "it broke", "--release", "shop@1");
    const [request] = received;
    expect([request?.url, request?.auth]).toEqual(["/api/7/envelope/", expect.stringMatching(/^Sentry .*sentry_key=abc/)]);
    const parsed = parseEnvelope(request?.body ?? Buffer.alloc(0));
    const [item] = parsed.ok ? parsed.envelope.items : [];
    expect(JSON.parse(Buffer.from(item?.payload ?? []).toString())).toMatchObject({
      event_id: eventId,
      logentry: { formatted: "it broke" },
      release: "shop@1",
      level: "error",
    });
  });

  it("fails with what the server answered, or why it did not", async () => {
    status = 403;
    expect(await vedette(["send-event", "--dsn", `http://abc@${host}/7`])).toMatchObject({
      code: 1,
      errors: ['vedette: The server answered 403: {"detail":"the answer"}'],
    });
    expect((await vedette(["send-event", "--dsn", "http://abc@127.0.0.1:1/7"])).errors[0]).toMatch(/^vedette: 127\.0\.0\.1:1 cannot be reached: /);
    expect((await vedette(["send-event", "--dsn", "nonsense"])).errors[0]).toMatch(/^vedette: nonsense is no DSN/);
  });
});

describe("the program itself", () => {
  it("serves", async () => {
    expect(await vedette(["serve"])).toEqual({ code: 0, out: [], errors: [], served: 1 });
  });

  it("answers mistakes with one line and exit code 1, as JSON if asked", async () => {
    expect(await vedette(["frobnicate"])).toMatchObject({ code: 1, out: [], errors: ["vedette: unknown command 'frobnicate'"] });
    expect(await vedette(["project", "create", "X", "--json"])).toMatchObject({
      code: 1,
      out: [],
      errors: ['{"error":"required option \'--org <value>\' not specified"}'],
    });
    expect(await vedette(["project", "create", "X", "--org", "nope"])).toMatchObject({
      code: 1,
      errors: ["vedette: There is no organization nope. There are: acme-shop, acme-shop-2"],
    });
    expect((await vedette(["stats"], { env: { PORT: "many" } })).errors).toHaveLength(1);
  });

  it("explains itself, also with bad settings", async () => {
    const help = await vedette(["--help"], { env: { PORT: "many" } });
    expect([help.code, help.errors]).toEqual([0, []]);
    for (const word of ["serve", "org", "project", "token", "user", "send-event", "outcome", "stats"]) expect(help.out.join("")).toContain(`  ${word} `);
    expect((await vedette(["token", "create", "--help"])).out.join("")).toMatch(/--scope <value> .*\s\(repeatable\)/s);
    expect(await vedette(["org"])).toMatchObject({ code: 1, errors: [expect.stringMatching(/^Usage: vedette org/)] });
    expect(await vedette(["--version"])).toMatchObject({ code: 0, out: ["1.2.3"] });
  });
});
