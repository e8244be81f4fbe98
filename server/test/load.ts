import { type Server, until, eventDetail, issues, patience, type Project } from "./harness.ts";
import { pick } from "./json-path.ts";

/** Sending many events and finding them again. */

let counter = 0;

/** 32 hex, unique in this process and, by the time in it, in a data folder that outlives one. */
export function newEventId(): string {
  counter += 1;
  return `${Date.now().toString(16).padStart(16, "0")}${counter.toString(16).padStart(16, "0")}`;
}

export const envelopeUrl = (server: { readonly url: string }, project: Project): string =>
  `${server.url}/api/${project.id}/envelope/?sentry_key=${project.key}`;

export const eventEnvelope = (id: string, event: Readonly<Record<string, unknown>>): string =>
  `{"event_id":"${id}"}\n{"type":"event"}\n${JSON.stringify({ level: "error", platform: "node", ...event })}\n`;

export interface Answer {
  /** 0: the connection broke before an answer. */
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

export async function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  try {
    const response = await fetch(url, { method: "POST", body, headers });
    return { status: response.status, body: await response.text(), headers: response.headers };
  } catch {
    return { status: 0, body: "", headers: new Headers() };
  }
}

export interface Pump {
  /** Ids answered 200 so far. */
  readonly accepted: ReadonlySet<string>;
  /** Other answers by status. */
  readonly refused: ReadonlyMap<number, number>;
  /** A refusal's text and headers, the first of each status. */
  readonly samples: ReadonlyMap<number, Answer>;
  /** No further requests; resolves when none is in flight. */
  stop(): Promise<void>;
}

/** Posts one event after the other over `connections` until stopped. */
export function pump(server: { readonly url: string }, project: Project, connections: number, event: (id: string) => Readonly<Record<string, unknown>>): Pump {
  const accepted = new Set<string>();
  const refused = new Map<number, number>();
  const samples = new Map<number, Answer>();
  const url = envelopeUrl(server, project);
  const stopping = new AbortController();
  const workers = Array.from({ length: connections }, async () => {
    while (!stopping.signal.aborted) {
      const id = newEventId();
      const answer = await post(url, eventEnvelope(id, event(id)));
      if (answer.status === 200) accepted.add(id);
      else {
        refused.set(answer.status, (refused.get(answer.status) ?? 0) + 1);
        if (!samples.has(answer.status)) samples.set(answer.status, answer);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  });
  return {
    accepted,
    refused,
    samples,
    async stop() {
      stopping.abort();
      await Promise.all(workers);
    },
  };
}

/** Waits for every id; gives those that never become readable. `within` counts for the slowest one, milliseconds. */
export async function missing(server: Server, project: Project, ids: Iterable<string>, within = patience): Promise<readonly string[]> {
  const lost: string[] = [];
  const queue = [...ids];
  const deadline = Date.now() + within;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        const wanted = id;
        const found = until(`event ${id}`, () => eventDetail(server, project, wanted), Math.max(0, deadline - Date.now()), 50);
        if ((await found.catch(() => undefined)) === undefined) lost.push(id);
      }
    }),
  );
  return lost;
}

/** Sum of the issues' counters. */
export async function countedEvents(server: Server, project: Project): Promise<number> {
  const all = await issues(server, project);
  return all.reduce<number>((sum, issue) => sum + Number(pick(issue, "count")), 0);
}
