import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { listAt, parse, textAt } from "./json-path.ts";

/**
 * Starts the built server as a user would and talks to it only from outside: command line, HTTP, signals.
 * `await using server = await startServer()` ends the process and removes its data however the test ends.
 */

export const root = path.resolve(import.meta.dirname, "../..");
const command = path.join(root, "server/bin/vedette.mjs");

type Signal = "SIGKILL" | "SIGTERM" | "SIGINT";

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: ChildProcess["signalCode"];
}

export interface ServerOptions {
  /** Keep and reuse a data folder; default: a fresh one, removed at the end. */
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** Milliseconds until `/_health/` must answer 200. Includes building after a source changed. */
  readonly readyWithin?: number;
}

export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  readonly pid: number;
  /** From the start of the process to the first healthy answer. */
  readonly readyMs: number;
  /** Everything it printed so far. */
  log(): string;
  /** Resident memory, megabytes. Linux only; 0 elsewhere. */
  rssMb(): number;
  peakRssMb(): number;
  /** User and system time of all threads so far, seconds. Linux only; 0 elsewhere. */
  cpuSeconds(): number;
  kill(signal: Signal): Promise<ProcessExit>;
  /** SIGTERM, then waits for the end. */
  stop(): Promise<ProcessExit>;
}

export interface Project {
  readonly orgSlug: string;
  readonly slug: string;
  readonly id: string;
  readonly key: string;
  readonly dsn: string;
  readonly token: string;
}

const folders = new Set<string>();
const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

// Vitest ends its workers with SIGTERM, a person ends a benchmark with Ctrl-C; neither would run the above by itself.
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(1));

/** A folder that is gone when the process ends. */
export function tempFolder(name: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `vedette-${name}-`));
  folders.add(folder);
  return folder;
}

/**
 * A port that nobody listens on. Not one that the system would give: those are also given to outgoing connections, of which tests
 * make thousands, and one may take it before whoever asked listens.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = net.createServer().once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** The machine's environment without what would configure Vedette or an SDK. */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:VEDETTE_|SENTRY_|NODE_OPTIONS$|NODE_ENV$|VITEST|PORT$|HOST$)/.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/** Runs `vedette serve` without waiting for readiness; for starts that must fail. */
export async function runServe(env: Readonly<Record<string, string>>, endWithin = patience): Promise<ProcessExit & { readonly output: string }> {
  const child = spawn(process.execPath, [command, "serve"], { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: cleanEnvironment(env) });
  const output = collect(child);
  const exit = await endOf(child, endWithin, output);
  return { ...exit, output: output() };
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const data = options.data ?? tempFolder("data");
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const began = Date.now();
  const child = spawn(process.execPath, [command, "serve"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: cleanEnvironment({ PORT: String(port), HOST: "127.0.0.1", VEDETTE_DATA: data, ...options.env }),
  });
  const log = collect(child);
  const deadline = began + (options.readyWithin ?? patience);
  while (!(/Vedette is ready at/.test(log()) && (await healthy(url)))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended before it was ready:\n${log()}`);
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`The server was not ready within ${deadline - began} ms (${machine()}):\n${log()}`);
    }
    await delay(20);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error("a running child without a process id");
  const kill = (signal: Signal): Promise<ProcessExit> => {
    child.kill(signal);
    return endOf(child, patience, log);
  };
  return {
    url,
    port,
    data,
    pid,
    readyMs: Date.now() - began,
    log,
    rssMb: () => statusMb(pid, "VmRSS"),
    peakRssMb: () => statusMb(pid, "VmHWM"),
    cpuSeconds: () => cpuSeconds(pid),
    kill,
    stop: () => kill("SIGTERM"),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await kill("SIGKILL");
      if (options.data === undefined) fs.rmSync(data, { recursive: true, force: true });
    },
  };
}

/** `vedette … --json` on the data folder of `server`, running or not. */
export async function cli(server: { readonly data: string; readonly port?: number }, ...args: readonly string[]): Promise<unknown> {
  const env = cleanEnvironment({ VEDETTE_DATA: server.data, HOST: "127.0.0.1", ...(server.port === undefined ? {} : { PORT: String(server.port) }) });
  const { stdout, stderr, code } = await run(process.execPath, [command, ...args, "--json"], { env });
  if (code !== 0) throw new Error(`vedette ${args.join(" ")}: exit ${code}\n${stderr || stdout}`);
  return parse(stdout);
}

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end and returns what it printed, whatever its exit code. */
export function run(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string; timeout?: number } = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = execFile(
      file,
      [...args],
      { cwd: options.cwd ?? root, env: options.env ?? cleanEnvironment(), timeout: options.timeout ?? patience, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        children.delete(child);
        resolve({ code: child.exitCode, stdout, stderr: error?.killed === true ? `${stderr}\nkilled: it did not end in time (${machine()})` : stderr });
      },
    );
    children.add(child);
    // A program may end before it has read what it was given.
    child.stdin?.on("error", () => undefined).end(options.input ?? "");
  });
}

/** An organization, a project in it and a token that may read and change everything in it. */
export async function newProject(server: Server, name = "proof"): Promise<Project> {
  const orgSlug = textAt(await cli(server, "org", "create", `${name} org`), "slug");
  return addProject(server, orgSlug, name);
}

/** Of each data folder and organization: a command costs a process, a request nothing. */
const tokens = new Map<string, Promise<string>>();

function tokenOf(server: Server, orgSlug: string): Promise<string> {
  const name = `${server.data} ${orgSlug}`;
  const made = async (): Promise<string> => {
    const scopes = ["org:read", "project:admin", "event:admin"].flatMap((scope) => ["--scope", scope]);
    return textAt(await cli(server, "token", "create", "--org", orgSlug, ...scopes), "token");
  };
  const token = tokens.get(name) ?? made();
  tokens.set(name, token);
  return token;
}

export async function addProject(server: Server, orgSlug: string, name: string, platform = "node"): Promise<Project> {
  const token = await tokenOf(server, orgSlug);
  const made = await api(server, { token }, `/organizations/${orgSlug}/projects/`, { method: "POST", body: JSON.stringify({ name, platform }) });
  if (made.status !== 201) throw new Error(`project ${name}: ${made.status} ${JSON.stringify(made.body)}`);
  const slug = textAt(made.body, "slug");
  const [key] = listAt((await api(server, { token }, `/projects/${orgSlug}/${slug}/keys/`)).body);
  return { orgSlug, slug, id: textAt(made.body, "id"), key: textAt(key, "public"), dsn: textAt(key, "dsn", "public"), token };
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A request to `/api/0…` with the project's token. */
export async function api(
  server: { readonly url: string },
  project: { readonly token: string },
  pathAndQuery: string,
  init: RequestInit = {},
): Promise<ApiAnswer> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${project.token}`);
  if (init.body !== undefined) headers.set("content-type", "application/json");
  const response = await fetch(`${server.url}/api/0${pathAndQuery}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, body: /json/.test(response.headers.get("content-type") ?? "") ? parse(text) : text, headers: response.headers };
}

export const projectPath = (project: Project): string => `/projects/${project.orgSlug}/${project.slug}`;

/** The event as the REST API shows it, or undefined while it is not processed. */
export async function eventDetail(server: { readonly url: string }, project: Project, eventId: string): Promise<unknown> {
  const answer = await api(server, project, `${projectPath(project)}/events/${eventId}/`);
  if (answer.status >= 500) throw new Error(`event ${eventId}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.status === 200 ? answer.body : undefined;
}

/** Every issue of the project, all pages. */
export async function issues(server: { readonly url: string }, project: Project, query = ""): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let cursor = "";
  for (;;) {
    const answer = await api(server, project, `${projectPath(project)}/issues/?query=${encodeURIComponent(query)}&cursor=${cursor}`);
    if (answer.status !== 200 || !Array.isArray(answer.body)) throw new Error(`issue list: ${answer.status} ${JSON.stringify(answer.body)}`);
    found.push(...answer.body);
    const next = /rel="next"; results="true"; cursor="([^"]+)"/.exec(answer.headers.get("link") ?? "");
    if (next?.[1] === undefined) return found;
    cursor = next[1];
  }
}

/** Milliseconds. Nothing takes so long on a machine that works, however busy; below the limits of tests, whose message says nothing. */
export const patience = 90_000;

/** Tells a machine that is too slow from a fault. */
const machine = (): string => `load ${(os.loadavg()[0] ?? 0).toFixed(1)} on ${os.availableParallelism()} cores`;

/** Polls until `probe` gives something truthy; fails with `what` when it never does. */
export async function until<T>(what: string, probe: () => Promise<T> | T, within = patience, step = 25): Promise<NonNullable<T>> {
  const deadline = Date.now() + within;
  for (let probes = 1; ; probes++) {
    const value = await probe();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited ${within} ms in vain: ${what} (asked ${probes} times; ${machine()})`);
    await delay(step);
  }
}

function collect(child: ChildProcess): () => string {
  children.add(child);
  let output = "";
  child.stdout?.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (output += data.toString()));
  child.once("close", () => children.delete(child));
  return () => output;
}

/** A process that has to be killed is a fault of its own, not an end. */
async function endOf(child: ChildProcess, within: number, log: () => string): Promise<ProcessExit> {
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, within);
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(late);
  if (isLate) throw new Error(`The process did not end within ${within} ms (${machine()}):\n${log()}`);
  return { code: child.exitCode, signal: child.signalCode };
}

async function healthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_health/`);
    await response.text();
    return response.status === 200;
  } catch {
    return false;
  }
}

function statusMb(pid: number, field: "VmRSS" | "VmHWM"): number {
  const file = `/proc/${pid}/status`;
  if (!fs.existsSync(file)) return 0;
  const kilobytes = new RegExp(`${field}:\\s+(\\d+)`).exec(fs.readFileSync(file, "utf8"))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

function cpuSeconds(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!fs.existsSync(file)) return 0;
  const text = fs.readFileSync(file, "utf8");
  // Fields 14 and 15 of proc(5), counted after the parenthesised name; the unit is 1/100 s on every Linux that Node runs on.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
