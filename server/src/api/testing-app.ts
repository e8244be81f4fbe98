import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { issueOrganizationToken, issueUserToken } from "../auth/issue-token.ts";
import type { Scope } from "../auth/scopes.ts";
import { scopes as allScopes } from "../auth/scopes.ts";
import { createTurns } from "../platform/turns.ts";
import { createIssueMoves } from "../issues/issue-moves.ts";
import { tryRules } from "../issues/try-rules.ts";
import { createLiveHub } from "../live/hub.ts";
import { createOrganization } from "../people/create-organization.ts";
import { createUser } from "../people/create-user.ts";
import { createProject } from "../projects/create-project.ts";
import { openBlobReader, openBlobWriter } from "../stores/blobs/files/adapter.ts";
import type { Organization, Role } from "../stores/state/model.ts";
import type { Refused } from "../stores/state/port/refused.ts";
import { migrateState, openStateReader, openStateWriter } from "../stores/state/sqlite/adapter.ts";
import { openTelemetryReader, openTelemetryWriter } from "../stores/telemetry/sqlite/adapter.ts";
import { createApp } from "./app.ts";

export interface Sent {
  readonly method?: string;
  readonly token?: string;
  readonly cookie?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when the answer has no body. */
  readonly json: unknown;
}

export type TestApp = Awaited<ReturnType<typeof startApp>>;

/** For tests: the app over real embedded stores in a folder of its own. Answers that deviate from their schema become errors. */
export async function startApp({ publicUrl = "https://errors.example" } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-api-"));
  const file = path.join(folder, "state.db");
  await migrateState(file);
  const [state, writer] = [await openStateReader(file), await openStateWriter(file)];
  const telemetryWriter = await openTelemetryWriter(path.join(folder, "telemetry"));
  const telemetry = await openTelemetryReader(path.join(folder, "telemetry"));
  const blobWriter = await openBlobWriter(path.join(folder, "blobs"));
  const blobs = await openBlobReader(path.join(folder, "blobs"));
  const time = { now: Date.now() };
  const clock = { now: () => time.now };
  const bugs: unknown[] = [];
  const live = createLiveHub({ status: () => ({ lagMs: 0, pendingRecords: 0, pendingBytes: 0 }) });
  const moves = createIssueMoves({ state: writer, telemetry: telemetryWriter, turns: createTurns() });
  const stores = { state, writer, moves, telemetry, telemetryWriter, blobs };
  const app = createApp({
    stores,
    live,
    tryRules: (request) => tryRules({ state, telemetry, blobs }, request),
    clock,
    publicUrl: () => publicUrl,
    version: "1.2.3",
    trustProxy: true,
    onError: (error) => bugs.push(error),
    checkResponses: true,
  });

  async function send(pathAndQuery: string, { method, token, cookie, body, headers }: Sent = {}): Promise<Received> {
    const response = await app.request(`http://127.0.0.1/api/0${pathAndQuery}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    // Nothing is checked of a failure that is a bug: the bug itself is the best report.
    if (response.status >= 500) throw bugs.at(-1) ?? new Error(text);
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text === "" ? undefined : text };
  }

  const made = <T extends object>(result: T | Refused): T => {
    if (isRefused(result)) throw new Error(`refused: ${JSON.stringify(result)}`);
    return result;
  };

  return {
    send,
    /** For clients that bring their own idea of a request. */
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => app.request(input instanceof URL ? input.href : input, init),
    stores,
    blobWriter,
    time,
    publicUrl,
    organization: async (name: string, ownerUserId?: number) =>
      made(await createOrganization(writer, { name, ...(ownerUserId === undefined ? {} : { ownerUserId }) })),
    project: async (organization: Organization, name: string) => made(await createProject(writer, { organizationId: organization.id, name, platform: "node" })),
    /** A token of the organization, with all scopes if none are named. */
    token: async (organization: Organization, scopes: readonly Scope[] = allScopes) =>
      (await issueOrganizationToken(writer, { organization, name: "test", scopes, publicUrl, now: time.now })).token,
    userToken: async (userId: number, scopes: readonly Scope[] = allScopes) => (await issueUserToken(writer, userId, "test", scopes)).token,
    async user(
      email: string,
      options: { readonly password?: string; readonly isAdmin?: boolean; readonly organization?: Organization; readonly role?: Role } = {},
    ) {
      const { password = null, isAdmin = false, organization, role = "member" } = options;
      const membership = organization === undefined ? undefined : { organizationId: organization.id, role };
      return made(await createUser(writer, { email, name: null, password, isAdmin, membership }, time.now));
    },
    async close() {
      live.close();
      for (const store of [state, writer, telemetry, telemetryWriter, blobs, blobWriter]) await store.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

const isRefused = (result: object): result is Refused => "refused" in result;
