import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApp } from "../src/api/app.ts";
import { hashSecret, newUserToken, tokenHint } from "../src/auth/tokens.ts";
import type { Scope } from "../src/auth/scopes.ts";
import { createIssueMoves } from "../src/issues/issue-moves.ts";
import { tryRules } from "../src/issues/try-rules.ts";
import { createJobRunner } from "../src/upkeep/run-jobs.ts";
import type { RecordMeta } from "../src/log/port.ts";
import { openDeadLetters } from "../src/log/files/dead-letters.ts";
import { createTurns } from "../src/platform/turns.ts";
import { createLiveHub } from "../src/live/hub.ts";
import { createCommitter } from "../src/pipeline/commit-batch.ts";
import { processBatch } from "../src/pipeline/process-batch.ts";
import { batchOf, envelopeRecord, type TestItem } from "../src/pipeline/record-kit.ts";
import { openBlobReader, openBlobWriter } from "../src/stores/blobs/files/adapter.ts";
import { migrateState, openStateReader, openStateWriter } from "../src/stores/state/sqlite/adapter.ts";
import type { Refused } from "../src/stores/state/port/refused.ts";
import { openWaitingUploads } from "../src/stores/uploads/files/waiting.ts";
import { openTelemetryReader, openTelemetryWriter } from "../src/stores/telemetry/sqlite/adapter.ts";

/** An event as a test describes it; `at` is both its own time and that of its arrival. */
export interface SeedEvent {
  readonly project: number;
  readonly id: string;
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attachments?: readonly TestItem[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests compare what is in it with `expect`, which takes anything.
  readonly json: unknown;
}

/**
 * The REST API over real embedded stores in a folder of its own: two organizations (acme with projects shop and blog, rival
 * with spy), users jane (owner of acme), bob (member) and eve (owner of rival). Events go through the real pipeline.
 */
export async function seededApi(start: number) {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-api-"));
  const stateFile = path.join(folder, "state.db");
  await migrateState(stateFile);
  const writer = await openStateWriter(stateFile);
  const telemetryWriter = await openTelemetryWriter(path.join(folder, "telemetry"));
  const blobWriter = await openBlobWriter(path.join(folder, "blobs"));
  const state = await openStateReader(stateFile);
  const telemetry = await openTelemetryReader(path.join(folder, "telemetry"));
  const blobs = await openBlobReader(path.join(folder, "blobs"));
  const time = { now: start };
  const clock = { now: () => time.now };
  const user = async (email: string, name: string) => made(await writer.createUser({ email, name, passwordHash: null, isAdmin: false }));
  const [jane, bob, eve] = [await user("jane@example.com", "Jane"), await user("bob@example.com", "Bob"), await user("eve@example.com", "Eve")];
  const acme = made(await writer.createOrganization({ slug: "acme", name: "Acme", ownerUserId: jane.id }));
  const rival = made(await writer.createOrganization({ slug: "rival", name: "Rival", ownerUserId: eve.id }));
  await writer.setMembership({ organizationId: acme.id, userId: bob.id, role: "member" });
  const team = made(await writer.createTeam({ organizationId: acme.id, slug: "backend", name: "Backend" }));
  const project = async (organizationId: number, slug: string) => made(await writer.createProject({ organizationId, slug, name: slug, platform: "node" }));
  const projects = { shop: await project(acme.id, "shop"), blog: await project(acme.id, "blog"), spy: await project(rival.id, "spy") };
  const keys = new Map(Object.values(projects).map((made) => [made.project.id, made.key.id]));
  const addProject = async (slug: string) => {
    const added = await project(acme.id, slug);
    keys.set(added.project.id, added.key.id);
    return added.project.id;
  };
  const token = async (userId: number, scopes: readonly Scope[]) => {
    const secret = newUserToken();
    await writer.createToken({ hash: hashSecret(secret), hint: tokenHint(secret), name: "test", scopes, organizationId: null, userId });
    return secret;
  };
  const everything: readonly Scope[] = ["org:admin", "project:admin", "event:admin", "team:admin", "member:admin"];
  const tokens = {
    jane: await token(jane.id, everything),
    bob: await token(bob.id, everything),
    eve: await token(eve.id, everything),
    reader: await token(jane.id, ["event:read", "org:read", "project:read"]),
  };
  const turns = createTurns();
  const live = createLiveHub({ status: () => ({ lagMs: 3, pendingRecords: 1, pendingBytes: 9 }) });
  const bugs: unknown[] = [];
  const app = createApp({
    stores: { state, writer, moves: createIssueMoves({ state: writer, telemetry: telemetryWriter, turns }), telemetry, blobs },
    tryRules: (request) => tryRules({ state, telemetry, blobs }, request),
    clock,
    live,
    publicUrl: () => "https://errors.example",
    version: "1.2.3",
    trustProxy: false,
    checkResponses: true,
    onError: (error) => bugs.push(error),
  });
  const committer = createCommitter({ state: writer, telemetry: telemetryWriter, blobs: blobWriter, clock });
  let seq = 0;
  /** Commits the events as one batch, in the order given. */
  const ingest = async (events: readonly SeedEvent[]) => {
    const records = events.map(({ project, id, at, payload, attachments = [] }) => {
      return envelopeRecord(++seq, [{ type: "event", payload: { timestamp: at / 1000, ...payload } }, ...attachments], {
        projectId: project,
        keyId: keys.get(project) ?? 0,
        eventId: id,
        receivedAt: at,
      });
    });
    const facts = await committer.commit(processBatch(batchOf(records), records));
    live.publish(facts);
    return facts;
  };
  /** Commits what a record of the log holds. */
  const ingestRecord = async (meta: RecordMeta, body: Uint8Array) => {
    const record = { seq: ++seq, meta, body };
    const processed = processBatch(batchOf([record]), [record]);
    live.publish(await committer.commit(processed));
    return processed;
  };
  /** Commits one envelope after the other, each in a batch of its own. */
  const ingestEnvelopes = async (
    envelopes: readonly { readonly project: number; readonly id: string; readonly at: number; readonly items: readonly TestItem[] }[],
  ) => {
    for (const { project, id, at, items } of envelopes) {
      const { meta, body } = envelopeRecord(seq, items, { projectId: project, keyId: keys.get(project) ?? 0, eventId: id, receivedAt: at });
      await ingestRecord(meta, body);
    }
  };
  const request = (method: string, address: string, options: { readonly body?: unknown; readonly token?: string } = {}): Response | Promise<Response> =>
    app.request(`https://errors.example/api/0${address}`, {
      method,
      headers: { authorization: `Bearer ${options.token ?? tokens.jane}`, ...(options.body !== undefined && { "content-type": "application/json" }) },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
  const call = async (method: string, address: string, options: { readonly body?: unknown; readonly token?: string } = {}): Promise<Answer> => {
    const response = await request(method, address, options);
    const text = await response.text();
    if (response.status >= 500) throw new Error(`${method} ${address} answered ${response.status} ${text}`, { cause: bugs.at(-1) });
    return {
      status: response.status,
      headers: response.headers,
      json: text === "" ? undefined : response.headers.get("content-type")?.startsWith("text/csv") === true ? text : JSON.parse(text),
    };
  };
  const letters = openDeadLetters(path.join(folder, "dead-letters"));
  const uploads = openWaitingUploads(path.join(folder, "uploads"));
  const jobs = createJobRunner({ state: writer, telemetry: telemetryWriter, blobs: blobWriter, letters, uploads }, clock, turns);
  const get = async (address: string, token?: string) => call("GET", address, token === undefined ? {} : { token });
  const close = async () => {
    live.close();
    await Promise.all([state.close(), telemetry.close(), blobs.close(), writer.close(), telemetryWriter.close(), blobWriter.close()]);
    rmSync(folder, { recursive: true });
  };
  return {
    ids: { shop: projects.shop.project.id, blog: projects.blog.project.id, spy: projects.spy.project.id },
    users: { jane, bob, eve },
    team,
    tokens,
    time,
    writer,
    ingest,
    ingestEnvelopes,
    ingestRecord,
    addProject,
    request,
    call,
    get,
    /** What the server does in the background: deletions and evictions. */
    runJobs: () => jobs.runAll(),
    /** For tests that look behind the API. */
    stores: { state, writer, telemetry, telemetryWriter, blobs, blobWriter, letters, uploads, clock, folder },
    close,
  };
}

export type SeededApi = Awaited<ReturnType<typeof seededApi>>;

function made<T extends object>(result: T | Refused): T {
  if ("refused" in result) throw new Error(`refused: ${result.refused}`);
  return result;
}
