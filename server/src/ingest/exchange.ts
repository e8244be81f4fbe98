import type { IncomingMessage, ServerResponse } from "node:http";
import { normalizeEventId, type SentryAuth } from "@vedette/protocol";
import { LogUnavailable, type EventLog, type RecordMeta } from "../log/port.ts";
import type { Clock } from "../platform/clock.ts";
import { answerRefused } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import type { LookForPressure } from "./backpressure.ts";
import { authenticateByDsn, checkAccess, MISSING_AUTH, wellFormed } from "./check-access.ts";
import { clientIp } from "./client-ip.ts";
import type { Endpoint, Submission } from "./endpoint.ts";
import { endpoints } from "./endpoints.ts";
import type { InFlightBytes } from "./in-flight.ts";
import { newEventId } from "./envelope-endpoint.ts";
import { parseContentEncoding } from "./inflate.ts";
import type { KeyAccess, KeyCache } from "./key-cache.ts";
import type { Quotas } from "./quotas.ts";
import { readBody } from "./read-body.ts";
import { isRefusal, tryLater, type CountedItem, type Refusal, type RefusedItems } from "./refusal.ts";
import type { Route } from "./route.ts";
import type { SlowBodies } from "./slow-bodies.ts";
import type { UnpackInThread } from "./unpack-dump.ts";

export interface ExchangeContext {
  readonly log: Pick<EventLog, "append">;
  readonly keys: KeyCache;
  readonly quotas: Quotas;
  readonly inFlight: InFlightBytes;
  readonly slowBodies: SlowBodies;
  readonly pressure: LookForPressure;
  readonly onRefused: (items: RefusedItems) => void;
  readonly onFault: (error: unknown) => void;
  readonly clock: Clock;
  readonly trustProxy: boolean;
  readonly unpackInThread: UnpackInThread;
}

const MAX_HEADER_TEXT = 1024;
const UNAVAILABLE_RETRY_SECONDS = 10;
const FAULT: Refusal = { status: 500, detail: "the server made a mistake", outcome: "invalid", reason: "internal" };
const UNKNOWN_ITEMS: readonly CountedItem[] = [{ category: "default", quantity: 1 }];

type ExchangeRoute = Omit<Route, "endpoint" | "projectId"> & { readonly projectId: number | null };

/** One request on its way from the first header to the answer. */
export class Exchange {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #context: ExchangeContext;
  readonly #endpoint: Endpoint;
  readonly #route: ExchangeRoute;
  readonly #receivedAt: number;
  #auth: SentryAuth | undefined;
  #access: KeyAccess | undefined;
  #release: (() => void) | undefined;
  /** As far as the request was read. */
  #eventId: string | null = null;

  constructor(request: IncomingMessage, response: ServerResponse, context: ExchangeContext, endpoint: Endpoint, route: ExchangeRoute) {
    this.#request = request;
    this.#response = response;
    this.#context = context;
    // Early JavaScript and Python SDKs could be told to post envelopes to the store endpoint (`protocol.md` §2.1).
    this.#endpoint = request.headers["content-type"]?.startsWith("application/x-sentry-envelope") === true ? endpoints.envelope : endpoint;
    this.#route = route;
    this.#receivedAt = context.clock.now();
  }

  start(): void {
    this.#guarded(() => {
      const auth = this.#authInPath() ?? authenticate(this.#request.headers, this.#route.query);
      if (auth === undefined) return this.#endpoint.authInBody ? this.#receive() : this.#refuse(MISSING_AUTH);
      const checked = wellFormed(auth);
      if (isRefusal(checked)) return this.#refuse(checked);
      // Nothing is received for a key that may not send.
      this.#identify(checked, () => this.#receive());
    });
  }

  #authInPath(): SentryAuth | undefined {
    const publicKey = this.#endpoint.keyInPath?.(this.#route.path);
    return publicKey === undefined ? undefined : { publicKey, version: "7", client: null };
  }

  /** Every way into this exchange goes through here: a fault of ours costs one request, not the process. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#context.onFault(error);
      this.#refuse(FAULT);
    }
  }

  /** Finds out whose request it is, and goes on if they may send to this project. */
  #identify(auth: SentryAuth, next: () => void): void {
    this.#auth = auth;
    const known = this.#context.keys.peek(auth.publicKey);
    if (known !== undefined) return this.#judge(known.access, next);
    this.#context.keys.get(auth.publicKey).then(
      (access) => this.#guarded(() => this.#judge(access, next)),
      (error: unknown) => {
        this.#context.onFault(error);
        this.#refuse(unavailable("the key cannot be looked up right now", "key_lookup"));
      },
    );
  }

  #judge(access: KeyAccess | undefined, next: () => void): void {
    // What is refused is only counted for the project that the key belongs to.
    this.#access = access !== undefined && (this.#route.projectId ?? access.projectId) === access.projectId ? access : undefined;
    const refusal = checkAccess(access, this.#route.projectId, this.#request);
    if (refusal === undefined) next();
    else this.#refuse(refusal);
  }

  #receive(): void {
    const encodings = parseContentEncoding(this.#request.headers["content-encoding"]);
    if (isRefusal(encodings)) return this.#refuse(encodings);
    if (this.#request.method === "GET") return this.#read(this.#queryBody());
    const reading = { ...this.#context, rules: this.#endpoint.rules, encodings, emptyBody: this.#endpoint.emptyBody === true };
    readBody(this.#request, reading, (result) => {
      if (result === undefined) return;
      if (isRefusal(result)) return this.#refuse(result);
      this.#release = result.release;
      this.#guarded(() => this.#read(result.bytes));
    });
  }

  #queryBody(): Buffer {
    const parameter = new URLSearchParams(this.#route.query).get(this.#endpoint.queryParameter ?? "");
    // A plus sign of base64 that nobody escaped.
    return Buffer.from(parameter?.replaceAll(" ", "+") ?? "");
  }

  #read(body: Buffer): void {
    const { query, path } = this.#route;
    const sent = {
      contentType: this.#request.headers["content-type"],
      query,
      path,
      method: this.#request.method ?? "",
      headers: this.#request.headers,
      unpackInThread: this.#context.unpackInThread,
    };
    const submission = this.#endpoint.read(body, sent);
    if (!(submission instanceof Promise)) return this.#take(submission, body);
    submission.then(
      (taken) => this.#guarded(() => this.#take(taken, body)),
      (error: unknown) => {
        this.#context.onFault(error);
        this.#refuse(FAULT);
      },
    );
  }

  #take(submission: Submission | Refusal, body: Buffer): void {
    if (isRefusal(submission)) {
      this.#eventId = sentEventId(body);
      return this.#refuse(submission);
    }
    this.#eventId = submission.eventId;
    const auth = authenticateByDsn(this.#auth, submission.dsn, this.#route.projectId);
    if (isRefusal(auth)) return this.#refuse({ ...auth, items: submission.items });
    if (this.#access === undefined) this.#identify(auth, () => this.#admit(submission));
    else this.#admit(submission);
  }

  #admit(submission: Submission): void {
    const access = this.#access;
    if (access === undefined) return;
    const pressure = this.#context.pressure();
    if (pressure !== undefined) {
      return this.#refuse({ ...tryLater(pressure.detail, pressure.reason, pressure.retryAfterSeconds), items: submission.items });
    }
    const limited = this.#context.quotas.take(access, submission.charged ?? submission.items);
    const rest = limited === undefined ? undefined : submission.without(limited.categories);
    if (limited !== undefined && rest === undefined) return this.#refuse({ ...limited.refusal, items: submission.items });
    void this.#store(
      access,
      submission.eventId,
      rest?.body ?? submission.body,
      () => {
        if (limited === undefined) this.#accept(submission.eventId);
        else this.#refuse({ ...limited.refusal, items: rest?.dropped ?? [] });
      },
      submission.items,
    );
  }

  async #store(access: KeyAccess, eventId: string, body: Uint8Array, stored: () => void, items: readonly CountedItem[]): Promise<void> {
    try {
      await this.#context.log.append(this.#meta(access, eventId), body);
    } catch (error) {
      if (!(error instanceof LogUnavailable)) this.#context.onFault(error);
      return this.#refuse({ ...unavailable("the event cannot be stored right now", "log_unavailable"), items });
    }
    this.#guarded(stored);
  }

  #meta(access: KeyAccess, eventId: string): RecordMeta {
    const { headers } = this.#request;
    return {
      endpoint: this.#endpoint.kind,
      projectId: access.projectId,
      keyId: access.key.id,
      receivedAt: this.#receivedAt,
      eventId,
      clientIp: clientIp(this.#request, this.#context.trustProxy),
      userAgent: headers["user-agent"]?.slice(0, MAX_HEADER_TEXT) ?? null,
      origin: headers.origin?.slice(0, MAX_HEADER_TEXT) ?? null,
      authClient: this.#auth?.client?.slice(0, MAX_HEADER_TEXT) ?? null,
    };
  }

  #hidesLimits(): boolean {
    const { hidesLimits = false } = this.#endpoint;
    return typeof hidesLimits === "boolean" ? hidesLimits : hidesLimits(this.#route.path);
  }

  #accept(eventId: string): void {
    this.#release?.();
    this.#endpoint.answer(this.#request, this.#response, eventId);
  }

  #refuse(refusal: Refusal): void {
    this.#release?.();
    const access = this.#access;
    if (access !== undefined) {
      const { outcome, reason, causes = [] } = refusal;
      const detail = `${[refusal.detail, ...causes].join(": ")} (answered ${refusal.status})`;
      const origin = { projectId: access.projectId, keyId: access.key.id, eventId: this.#eventId, endpoint: this.#endpoint.kind };
      for (const { category, quantity } of refusal.items ?? UNKNOWN_ITEMS) {
        this.#context.onRefused({ ...origin, category, outcome, reason, quantity, detail });
      }
    }
    if (refusal.status !== 429 || !this.#hidesLimits()) answerRefused(this.#request, this.#response, refusal);
    // A full disk or a long queue is no decision of anybody's: what is sent again later is kept then.
    else if (refusal.rateLimits === undefined) answerRefused(this.#request, this.#response, { ...refusal, status: 503 });
    else this.#endpoint.answer(this.#request, this.#response, this.#eventId ?? newEventId());
  }
}

const SEARCHED_FOR_ID = 16 * 1024;

/** The id that a request which cannot be read names, if it does: in the header of an envelope, or early in an event. */
function sentEventId(body: Buffer): string | null {
  const text = body.toString("latin1", 0, SEARCHED_FOR_ID);
  return normalizeEventId(/"event_id"\s*:\s*"([0-9A-Fa-f-]{32,36})"/.exec(text)?.[1]) ?? null;
}

const unavailable = (detail: string, reason: string): Refusal => ({
  status: 503,
  detail,
  retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
  outcome: "invalid",
  reason,
});
