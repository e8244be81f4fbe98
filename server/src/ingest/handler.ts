import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "../config/limits.ts";
import type { EventLog } from "../log/port.ts";
import type { QuotaCounter } from "../stores/state/model.ts";
import type { Clock } from "../platform/clock.ts";
import type { UploadStore } from "../stores/uploads/port.ts";
import { answerPreflight, answerRefused } from "./answer.ts";
import type { LookForPressure } from "./backpressure.ts";
import type { Endpoint } from "./endpoint.ts";
import { endpointAt } from "./endpoints.ts";
import { Exchange, type ExchangeContext } from "./exchange.ts";
import { InFlightBytes } from "./in-flight.ts";
import { KeyCache, type LookUpKey } from "./key-cache.ts";
import { Quotas } from "./quotas.ts";
import type { Refusal, RefusedItems } from "./refusal.ts";
import { parseRoute } from "./route.ts";
import { SlowBodies } from "./slow-bodies.ts";
import type { UnpackInThread } from "./unpack-dump.ts";
import { takeUpload } from "./upload/take-upload.ts";
import type { UploadContext } from "./upload/upload-request.ts";

const MiB = 1024 * 1024;

export interface IngestDependencies {
  readonly log: Pick<EventLog, "append">;
  readonly keyAccess: LookUpKey;
  readonly pressure: LookForPressure;
  /** Called for what was refused of a project's items; must not throw. */
  readonly onRefused: (items: RefusedItems) => void;
  /** Something that should not happen did. */
  readonly onFault: (error: unknown) => void;
  readonly clock: Clock;
  /** What quotas had counted when the server ended. */
  readonly quotaCounters?: readonly QuotaCounter[];
  /** Take the client's address from `X-Forwarded-For`. */
  readonly trustProxy: boolean;
  readonly unpackInThread: UnpackInThread;
  /** Without it, files cannot be uploaded by themselves. */
  readonly uploads?: UploadStore;
  /** Bytes of bodies in memory at once. Default 256 MiB: one envelope of the largest size, and everyday ones beside it. */
  readonly maxInFlightBytes?: number;
  /** A body without a byte for `idleMs` (default 20 s) or not there after `totalMs` (default 5 min) is given up with 408. */
  readonly bodyTimes?: { readonly idleMs: number; readonly totalMs: number };
}

export interface Ingest {
  /** Whether a request target is for ingest. */
  matches(url: string): boolean;
  /** Answers the request, whatever it holds. Never throws. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Requests that are not answered yet. */
  activeRequests(): number;
  /** Forgets what is known of a key, or of all, after a change. */
  invalidateKeys(publicKey?: string): void;
  /** What quotas counted since the last time, to be kept over a restart. */
  unsavedQuotas(): readonly QuotaCounter[];
}

/** The HTTP edge: everything that must precede the answer, and nothing else (`protocol.md` §2 to §6). */
export function createIngest(deps: IngestDependencies): Ingest {
  const keys = new KeyCache(deps.keyAccess, deps.clock);
  const quotas = new Quotas(deps.clock, deps.quotaCounters);
  const context: ExchangeContext = {
    ...deps,
    keys,
    quotas,
    inFlight: new InFlightBytes(deps.maxInFlightBytes ?? 256 * MiB),
    slowBodies: new SlowBodies(deps.clock, deps.bodyTimes ?? { idleMs: 20_000, totalMs: 300_000 }),
  };
  const handled: HandlerContext = {
    ...context,
    ...(deps.uploads !== undefined && {
      uploading: {
        ...context,
        uploads: deps.uploads,
        // However long it takes, as long as something comes.
        slowBodies: new SlowBodies(deps.clock, { idleMs: deps.bodyTimes?.idleMs ?? 20_000, totalMs: limits.uploadHours * 3_600_000 }),
        busy: new Map(),
      },
    }),
  };
  let active = 0;
  const finished = (): void => {
    active--;
  };
  return {
    matches: (url) => parseRoute(url) !== undefined,
    activeRequests: () => active,
    invalidateKeys: (publicKey) => keys.invalidate(publicKey),
    unsavedQuotas: () => quotas.unsaved(),
    handle(request, response) {
      active++;
      response.on("close", finished);
      start(request, response, handled);
    },
  };
}

const NOT_FOUND: Refusal = { status: 404, detail: "there is no such endpoint", outcome: "invalid", reason: "endpoint" };

function takesPath(endpoint: Endpoint, path: readonly string[]): boolean {
  return endpoint.takesPath === undefined ? path.length === 0 : endpoint.takesPath(path);
}

interface HandlerContext extends ExchangeContext {
  readonly uploading?: UploadContext;
}

function start(request: IncomingMessage, response: ServerResponse, context: HandlerContext): void {
  const route = parseRoute(request.url ?? "");
  if (route?.endpoint === "upload" && context.uploading !== undefined) return takeUpload(request, response, route, context.uploading);
  if (request.method === "OPTIONS") return answerPreflight(response);
  const endpoint = route === undefined ? undefined : endpointAt(route.endpoint, route.path);
  if (route === undefined || endpoint === undefined || !takesPath(endpoint, route.path)) return answerRefused(request, response, NOT_FOUND);
  if (!endpoint.methods.includes(request.method ?? "")) {
    return answerRefused(request, response, {
      status: 405,
      detail: `${endpoint.kind} takes ${endpoint.methods.join(" and ")}`,
      outcome: "invalid",
      reason: "disallowed_method",
    });
  }
  if (route.projectId === undefined) {
    return answerRefused(request, response, { status: 400, detail: "the project id in the path is not a number", outcome: "invalid", reason: "project_id" });
  }
  new Exchange(request, response, context, endpoint, { ...route, projectId: route.projectId }).start();
}
