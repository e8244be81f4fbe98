import type { User } from "../event/event.ts";
import { randomId } from "../event/ids.ts";
import type { Client } from "../client/client.ts";

type SessionStatus = "ok" | "exited" | "crashed" | "abnormal";

/** What scopes need of a session: one per visit or process, or a request that is only counted. */
export interface Session {
  setUser(user: User | null): void;
  /** An error of at least level error happened; `unhandled` ended the program or the request. */
  recordError(unhandled: boolean): void;
}

/** A session that reports each of its states by itself (`protocol.md` §8.5). */
export interface TrackedSession extends Session {
  readonly id: string;
  readonly status: SessionStatus;
  /** Sends its present state. */
  send(): void;
  /** Sends its last state, once. */
  end(status?: SessionStatus): void;
}

/** Needs a release: without one the server could not count the session and nothing is sent. */
export function createSession(client: Client, initialUser?: User | null): TrackedSession {
  const { now } = client.scheduler;
  const id = randomId();
  const started = now();
  let status: SessionStatus = "ok";
  let errors = 0;
  let isFirst = true;
  let user = initialUser ?? undefined;

  const send = (): void => {
    const { release, environment = "production" } = client.options;
    if (!release) return client.log("sessions need a release; nothing is sent");
    const did = user?.id ?? user?.email ?? user?.username;
    const payload = JSON.stringify({
      sid: id,
      init: isFirst,
      started: new Date(started).toISOString(),
      timestamp: new Date(now()).toISOString(),
      status,
      errors,
      ...(did === undefined ? {} : { did: String(did) }),
      ...(status === "ok" ? {} : { duration: (now() - started) / 1000 }),
      attrs: { release, environment },
    });
    isFirst = false;
    client.send({ lane: "session", headers: sessionHeaders(client), items: [{ header: { type: "session" }, payload, counts: [["session", 1]] }] });
  };
  return {
    id,
    get status() {
      return status;
    },
    setUser(next) {
      user = next ?? user;
    },
    recordError(unhandled) {
      if (status !== "ok") return;
      errors++;
      if (unhandled) status = "crashed";
      if (unhandled || errors === 1) send();
    },
    send,
    end(final = "exited") {
      if (status !== "ok") return;
      status = final;
      send();
    },
  };
}

const sessionHeaders = ({ sdk }: Client): Record<string, unknown> => ({ sdk: { name: sdk.name, version: sdk.version } });

/** Counts requests instead of reporting each (`protocol.md` §8.6); sends every 60 seconds. */
export interface SessionCounter {
  /** One request, which started now. Its scope gets the session; `end` counts it. */
  start(): Session & { end(): void };
  stop(): void;
}

const COUNT_INTERVAL = 60_000;
const MAX_MINUTES = 100;

type Outcome = "exited" | "errored" | "crashed";

export function createSessionCounter(client: Client): SessionCounter {
  const minutes = new Map<number, Record<Outcome, number>>();
  let cancel: (() => void) | undefined;
  const send = (): void => {
    cancel?.();
    cancel = undefined;
    if (minutes.size === 0) return;
    const aggregates = Array.from(minutes, ([minute, { exited, errored, crashed }]) => ({
      started: new Date(minute * 60_000).toISOString(),
      exited,
      errored,
      crashed,
    }));
    minutes.clear();
    const { release, environment = "production" } = client.options;
    const total = aggregates.reduce((sum, { exited, errored, crashed }) => sum + exited + errored + crashed, 0);
    const payload = JSON.stringify({ aggregates, attrs: { release, environment } });
    client.send({ lane: "session", headers: sessionHeaders(client), items: [{ header: { type: "sessions" }, payload, counts: [["session", total]] }] });
  };
  const count = (startedAt: number, outcome: Outcome): void => {
    const minute = Math.floor(startedAt / 60_000);
    const counts = minutes.get(minute) ?? { exited: 0, errored: 0, crashed: 0 };
    counts[outcome]++;
    minutes.set(minute, counts);
    cancel ??= client.scheduler.after(COUNT_INTERVAL, send);
    if (minutes.size >= MAX_MINUTES) send();
  };
  const leave = client.onFlush(send);
  return {
    start() {
      const startedAt = client.scheduler.now();
      let outcome: Outcome = "exited";
      return {
        setUser: () => undefined,
        recordError: (unhandled) => {
          if (outcome !== "crashed") outcome = unhandled ? "crashed" : "errored";
        },
        end: () => count(startedAt, outcome),
      };
    },
    stop() {
      send();
      leave();
    },
  };
}
