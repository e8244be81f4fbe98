import { setTimeout as delay } from "node:timers/promises";
import { listAt, parse, textAt } from "../server/test/json-path.ts";
import { Connection, type Reply } from "./connection.ts";
import { fill, randomNumbers, type Template, templates } from "./payloads.ts";
import { type Latency, latencyOf } from "./percentiles.ts";

// The generator's own process: gets one LoadPlan by message, runs it, sends one LoadResult back, ends.

export interface LoadPlan {
  /**
   * `open`: requests start at `rate` a second whether or not earlier ones were answered, and latency counts from the moment
   * a request was due: what waits in the generator counts too. `closed`: each connection sends the next when it has its answer.
   */
  readonly mode: "open" | "closed";
  readonly host: string;
  readonly port: number;
  readonly ingestPath: string;
  readonly seconds: number;
  /** Open loop only, a second. */
  readonly rate: number;
  readonly connections: number;
  /** Approximate bytes of an event. */
  readonly bytes: number;
  /** Share of events that are the first of their kind, 0 to 1; a fifth when left out. */
  readonly newShare?: number;
  /** Tells runs on one server apart. */
  readonly run: number;
  /** Share of requests, 0 to 1, that read: in turn the issue list and an issue's detail. Open loop only. */
  readonly reads: number;
  readonly token: string;
  /** `/api/0/projects/{org}/{project}` */
  readonly projectPath: string;
}

export interface LoadResult {
  readonly seconds: number;
  readonly sent: number;
  readonly accepted: number;
  /** By status; 0 = no answer. */
  readonly refused: Readonly<Record<string, number>>;
  readonly ingest: Latency;
  readonly list: Latency;
  readonly detail: Latency;
  readonly failedReads: number;
  /** Accepted ids, spread over the run, and the last ones. */
  readonly sample: readonly string[];
  readonly last: readonly string[];
  /** How late the generator itself started requests, milliseconds: a high value means it was short of CPU. */
  readonly lateP99: number;
  readonly averageBytes: number;
}

/** 80 of 100 events belong to one of 50 issues that keep coming back, 20 are the first of their kind. */
const hotIssues = 50;
const newShare = 0.2;
const maxConnections = 1024;

class Load {
  readonly #plan: LoadPlan;
  readonly #templates: readonly Template[];
  readonly #random: () => number;
  readonly #ingestHead: string;
  readonly #accepted: string[] = [];
  readonly #refused = new Map<number, number>();
  readonly #latency = { ingest: [] as number[], list: [] as number[], detail: [] as number[] };
  readonly #late: number[] = [];
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  #connections = 0;
  #sent = 0;
  #bytes = 0;
  #reads = 0;
  #failedReads = 0;
  #issueIds: readonly string[] = [];

  constructor(plan: LoadPlan) {
    this.#plan = plan;
    this.#templates = templates(plan.bytes, plan.bytes > 100_000 ? 16 : plan.bytes > 20_000 ? 64 : 256);
    this.#random = randomNumbers(plan.run);
    this.#ingestHead = `POST ${plan.ingestPath} HTTP/1.1\r\nContent-Type: application/x-sentry-envelope\r\n`;
  }

  async run(): Promise<LoadResult> {
    const began = performance.now();
    await (this.#plan.mode === "open" ? this.#open(began) : this.#closed(began));
    const seconds = (performance.now() - began) / 1000;
    for (const connection of this.#idle) connection.close();
    const every = Math.max(1, Math.floor(this.#accepted.length / 300));
    return {
      seconds,
      sent: this.#sent,
      accepted: this.#accepted.length,
      refused: Object.fromEntries([...this.#refused].map(([status, count]) => [String(status), count])),
      ingest: latencyOf(this.#latency.ingest),
      list: latencyOf(this.#latency.list),
      detail: latencyOf(this.#latency.detail),
      failedReads: this.#failedReads,
      sample: this.#accepted.filter((_, index) => index % every === 0),
      last: this.#accepted.slice(-64),
      lateP99: latencyOf(this.#late).p99,
      averageBytes: this.#sent === 0 ? 0 : Math.round(this.#bytes / this.#sent),
    };
  }

  async #closed(began: number): Promise<void> {
    const end = began + this.#plan.seconds * 1000;
    await Promise.all(
      Array.from({ length: this.#plan.connections }, async () => {
        while (performance.now() < end) await this.#ingest(performance.now());
      }),
    );
  }

  /** Poisson arrivals: the gaps are exponential, as those of independent clients are. */
  async #open(began: number): Promise<void> {
    const { rate, seconds, reads } = this.#plan;
    const end = began + seconds * 1000;
    const flying = new Set<Promise<void>>();
    let due = began;
    for (;;) {
      due += (-Math.log(1 - this.#random()) * 1000) / rate;
      if (due >= end) break;
      while (performance.now() < due) await new Promise((resolve) => (due - performance.now() > 2 ? setTimeout(resolve, 1) : setImmediate(resolve)));
      this.#late.push(performance.now() - due);
      const request = this.#random() < reads ? this.#read(due) : this.#ingest(due);
      flying.add(request);
      void request.then(() => flying.delete(request));
    }
    await Promise.all(flying);
  }

  async #ingest(due: number): Promise<void> {
    const number = this.#sent++;
    const id = `${this.#plan.run.toString(16).padStart(8, "0")}${number.toString(16).padStart(24, "0")}`;
    const fingerprint = this.#random() < (this.#plan.newShare ?? newShare) ? `New${this.#plan.run}x${number}` : `Hot${Math.floor(this.#random() * hotIssues)}`;
    const template = this.#templates[Math.floor(this.#random() * this.#templates.length)];
    if (template === undefined) throw new Error("no template");
    const body = fill(template, id, Date.now() / 1000, fingerprint);
    this.#bytes += body.length;
    const { status } = await this.#request(this.#ingestHead, body);
    this.#latency.ingest.push(performance.now() - due);
    if (status === 200) this.#accepted.push(id);
    else {
      this.#refused.set(status, (this.#refused.get(status) ?? 0) + 1);
      if (this.#plan.mode === "closed") await delay(5);
    }
  }

  async #read(due: number): Promise<void> {
    const { token, projectPath } = this.#plan;
    const known = this.#issueIds[Math.floor(this.#random() * this.#issueIds.length)];
    const isList = this.#reads++ % 2 === 0 || known === undefined;
    const organization = projectPath.replace(/^(.*)\/projects\/([^/]+)\/.*$/, "$1/organizations/$2");
    const path = isList ? `${projectPath}/issues/?query=is:unresolved&limit=25` : `${organization}/issues/${known}/`;
    const { status, body } = await this.#request(`GET ${path} HTTP/1.1\r\nAuthorization: Bearer ${token}\r\n`, "");
    this.#latency[isList ? "list" : "detail"].push(performance.now() - due);
    if (status !== 200) this.#failedReads += 1;
    else if (isList) this.#issueIds = listAt(parse(body)).map((issue) => textAt(issue, "id"));
  }

  async #request(head: string, body: string): Promise<Reply> {
    const connection = await this.#connection();
    const reply = await connection.request(head, body);
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else next(connection);
    return reply;
  }

  #connection(): Promise<Connection> | Connection {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#connections < maxConnections) {
      this.#connections += 1;
      return new Connection(this.#plan.host, this.#plan.port);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

if (process.send !== undefined)
  process.once("message", (plan: LoadPlan) => {
    void new Load(plan).run().then((result) => process.send?.(result, () => process.disconnect()));
  });
