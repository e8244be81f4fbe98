import http from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { api, cli, newProject, type Project, type Server, startServer, until } from "../harness.ts";
import { isRecord, listAt, pick } from "../json-path.ts";
import { envelopeUrl, eventEnvelope, missing, newEventId, post } from "../load.ts";
import { inputMaker, type Input } from "./inputs.ts";

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  readonly connections: number;
  /** Resident memory that the server must stay below, megabytes. */
  readonly maxRssMb: number;
  readonly onProgress?: (sent: number, rssMb: number) => void;
}

export interface FuzzResult {
  readonly sent: number;
  /** Until everything was processed, too. */
  readonly seconds: number;
  readonly statuses: ReadonlyMap<number, number>;
  readonly peakRssMb: number;
  /** What must not be; empty when all is well. */
  readonly problems: readonly string[];
}

const mostProblems = 20;
const settleMs = 600_000;

/**
 * Sends generated requests to a real server, and holds it to: an answer to each that is no 5xx, no fault while processing, an
 * ordinary event kept afterwards, memory below a bound, and the process still the one that was started.
 */
export async function runFuzz({ inputs, seed, connections, maxRssMb, onProgress }: FuzzOptions): Promise<FuzzResult> {
  await using server = await startServer();
  const project = await newProject(server, "fuzz");
  const make = inputMaker(seed);
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const statuses = new Map<number, number>();
  const problems: string[] = [];
  const began = Date.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < inputs && problems.length < mostProblems) {
      const input = make(next++);
      const status = await sendPatiently(agent, server, project, input);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 0 || status >= 500) problems.push(`input ${input.number} of seed ${seed} to ${input.address}: ${status === 0 ? "no answer" : status}`);
      if (input.number % 2000 === 0) onProgress?.(input.number, server.rssMb());
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  problems.push(...(await afterwards(server, project, maxRssMb)));
  return { sent: next, seconds: (Date.now() - began) / 1000, statuses, peakRssMb: server.peakRssMb(), problems };
}

async function afterwards(server: Server, project: Project, maxRssMb: number): Promise<readonly string[]> {
  const problems: string[] = [];
  const id = newEventId();
  await until(
    "an ordinary event is taken",
    async () => (await post(envelopeUrl(server, project), eventEnvelope(id, { message: "an ordinary event" }))).status === 200,
    settleMs,
    1000,
  );
  if ((await missing(server, project, [id], settleMs)).length > 0) problems.push("an ordinary event sent afterwards was not stored");
  const stats = await api(server, project, `/organizations/${project.orgSlug}/stats_v2/?field=sum(quantity)&groupBy=reason&groupBy=category&statsPeriod=1d`);
  for (const group of listAt(stats.body, "groups")) {
    const reason = pick(group, "by", "reason");
    if (reason === "internal" || reason === "poison")
      problems.push(
        `${String(pick(group, "totals", "sum(quantity)"))} items of ${String(pick(group, "by", "category"))} met a fault: ${await someFault(server, project)}`,
      );
  }
  if (server.peakRssMb() > maxRssMb) problems.push(`the server held ${Math.round(server.peakRssMb())} MB, more than ${maxRssMb}`);
  const told = await cli(server, "stats");
  if (!isRecord(told)) problems.push("vedette stats tells nothing");
  return problems;
}

async function someFault(server: Server, project: Project): Promise<string> {
  const recent = await api(server, project, `/organizations/${project.orgSlug}/outcomes/?per_page=100`);
  const fault = listAt(recent.body).find((outcome) => pick(outcome, "reason") === "internal");
  return fault === undefined ? server.log().slice(-2000) : `${String(pick(fault, "itemType"))}: ${String(pick(fault, "detail"))}`;
}

/** A server that has much to do says when to come back; that is no answer to the input. */
async function sendPatiently(agent: http.Agent, server: Server, project: Project, input: Input): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const { status, retryAfter } = await send(agent, server, project, input);
    if ((status !== 429 && status !== 503) || retryAfter === undefined || attempt >= 600) return status;
    await delay(Math.min(retryAfter, 2) * 1000);
  }
}

function send(
  agent: http.Agent,
  server: Server,
  project: Project,
  input: Input,
): Promise<{ readonly status: number; readonly retryAfter: number | undefined }> {
  return new Promise((resolve) => {
    const { address, headers, body } = input;
    const request = http.request(
      `${server.url}/api/${project.id}/${address.replace("KEY", project.key)}`,
      { method: "POST", agent, headers: { ...headers, "content-length": body.length } },
      (response) => {
        response.resume();
        response.on("close", () => {
          const after = Number(response.headers["retry-after"]);
          resolve({ status: response.statusCode ?? 0, retryAfter: Number.isFinite(after) ? after : undefined });
        });
      },
    );
    request.setTimeout(60_000, () => request.destroy());
    request.on("error", () => resolve({ status: 0, retryAfter: undefined }));
    request.end(body);
  });
}
