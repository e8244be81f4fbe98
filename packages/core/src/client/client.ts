import { envelopeUrl, envelopeUrlWithAuth, formatAuthHeader, formatDsn, organizationIdOf, parseDsn, type Dsn } from "@vedette/protocol";
import type { SdkInfo } from "../event/event.ts";
import { createDedupe, type Dedupe } from "../errors/dedupe.ts";
import type { CoreOptions } from "../options/options.ts";
import { normalizationOf } from "../options/normalization-of.ts";
import { InvalidDsnError } from "../options/option-errors.ts";
import type { NormalizeOptions } from "../normalize/normalize.ts";
import { createClientReports, type DropReason } from "../transport/client-reports.ts";
import type { HttpClient } from "../transport/http-client.ts";
import type { Counts, OutgoingEnvelope } from "../transport/outgoing.ts";
import { createScheduler, type Scheduler } from "../transport/scheduler.ts";
import { transactionJson } from "../tracing/transaction-json.ts";
import { createTransport, type Transport } from "../transport/transport.ts";
import { captureEvent } from "./capture-event.ts";
import type { Capture, Captured } from "./draft.ts";
import { chooseIntegrations, startIntegration, type Integration } from "./integration.ts";
import { createLocalRateLimit } from "./local-rate-limit.ts";
import type { Parcel } from "./parcel.ts";
import type { Platform } from "./platform.ts";
import { createWork, type Work } from "./work.ts";

/** Sends what the capture functions make of errors, messages, spans, logs and metrics. Made by `createClient`. */
export interface Client {
  readonly options: CoreOptions;
  readonly platform: Platform;
  /** False without a DSN: captures end at once with the status `ignored`. */
  readonly enabled: boolean;
  readonly dsn: Dsn | undefined;
  /** Where envelopes are posted to; empty without a DSN. */
  readonly url: string;
  readonly orgId: string | undefined;
  readonly sdk: SdkInfo;
  readonly integrations: readonly Integration[];
  readonly scheduler: Scheduler;
  readonly dedupe: Dedupe;
  /** Whether `overload.rateLimit` lets another error pass; counts it. */
  readonly withinRateLimit: () => boolean;
  /** Limits and redaction for everything that the application puts into an event. */
  readonly normalization: NormalizeOptions;
  /** Events that are being prepared; `flush` waits for them. */
  readonly work: Work;
  /** 0 to 1: how close the transport is to losing something. */
  readonly pressure: number;
  getIntegration(name: string): Integration | undefined;
  /** Starts it, unless there is one of its name. */
  addIntegration(integration: Integration): void;
  /** Prepares an event, of whatever kind, and sends it: the one way for all of them. Never throws. */
  capture(capture: Capture): Captured;
  /** The JSON of a transaction straight from its spans, for servers: 2 kB that pages do without. */
  readonly writeTransaction?: typeof transactionJson | undefined;
  send(envelope: OutgoingEnvelope): void;
  drop(reason: DropReason, counts: Counts, explanation: string): void;
  log(message: string): void;
  /** A collector of logs, metrics or sessions: called when what it holds must be sent now. Returns how to leave again. */
  onFlush(collector: () => void): () => void;
  /** Has the collectors hand over what they hold. */
  collect(): void;
  /** True when everything captured so far is delivered; false if that took longer than `timeout` milliseconds. */
  flush(timeout?: number): Promise<boolean>;
  close(timeout?: number): Promise<boolean>;
  /** Nothing waits, is being prepared or is on its way. */
  readonly idle: boolean;
  /** For a process that ends now: all that is not delivered yet, ready to be posted. */
  takeUndelivered(): Parcel;
}

/** Client reports wait this long for company. */
const REPORT_INTERVAL = 30_000;
const DEFAULT_TIMEOUT = 2000;

/** Throws `InvalidDsnError` for a DSN that is none. Opens no socket and sets no timer before the first capture. */
export function createClient(options: CoreOptions, platform: Platform, defaultIntegrations: readonly Integration[] = []): Client {
  const dsn = readDsn(options.dsn);
  const log = (message: string): void => {
    if (options.debug) platform.write(`[vedette] ${message}\n`);
  };
  const scheduler = createScheduler(platform.timers);
  const reports = createClientReports(options.debug ? log : undefined, () => {
    if (options.sendClientReports !== false) scheduler.after(REPORT_INTERVAL, sendReport);
  });
  const address = addressOf(options, platform, dsn);
  const transport = dsn === undefined ? undefined : transportOf({ options, platform, address, scheduler, reports, log });
  const work = createWork({
    scheduler,
    limit: options.bufferCapacities?.error ?? 5000,
    defer: (options.delivery ?? "queued") === "queued" ? platform.defer : (callback) => callback(),
  });
  const collectors = new Set<() => void>();
  const stops: (() => void)[] = [];
  const integrations = dsn === undefined ? [] : chooseIntegrations(defaultIntegrations, options.integrations);

  const sendReport = (): void => {
    if (reports.isEmpty || options.sendClientReports === false) return;
    const payload = JSON.stringify({ timestamp: platform.timers.now() / 1000, discarded_events: reports.take() });
    client.send({ lane: "report", headers: {}, items: [{ header: { type: "client_report" }, payload, counts: [["internal", 1]] }] });
  };
  const collect = (): void => {
    for (const collector of collectors) collector();
  };
  const flush = async (timeout = DEFAULT_TIMEOUT): Promise<boolean> => {
    if (!transport) return true;
    const deadline = platform.timers.now() + timeout;
    const left = (): number => Math.max(0, deadline - platform.timers.now());
    collect();
    const prepared = await work.finished(left());
    collect();
    const sent = await transport.flush(left());
    if (reports.isEmpty) return sent && prepared;
    sendReport();
    return (await transport.flush(left())) && sent && prepared;
  };
  const client: Client = {
    options,
    platform,
    enabled: dsn !== undefined,
    dsn,
    url: address.url,
    orgId: options.orgId === undefined ? dsn && organizationIdOf(dsn) : String(options.orgId),
    sdk: { ...platform.sdk, integrations: integrations.map(({ name }) => name) },
    integrations,
    scheduler,
    dedupe: createDedupe(platform.timers.now),
    withinRateLimit: createLocalRateLimit(options.overload?.rateLimit, platform.timers.now),
    normalization: normalizationOf(options),
    work,
    get pressure() {
      return transport?.pressure ?? 0;
    },
    getIntegration: (name) => integrations.find((integration) => integration.name === name),
    addIntegration(integration) {
      if (!transport || client.getIntegration(integration.name)) return;
      integrations.push(integration);
      client.sdk.integrations?.push(integration.name);
      stops.push(startIntegration(client, integration));
    },
    capture: (capture) => captureEvent(client, capture),
    writeTransaction: transactionJson,
    send: (envelope) => transport?.send(options.tunnel ? withDsn(envelope, options.dsn) : envelope),
    drop: reports.drop,
    log,
    onFlush(collector) {
      collectors.add(collector);
      return () => collectors.delete(collector);
    },
    collect,
    flush,
    get idle() {
      return work.idle && (transport?.idle ?? true);
    },
    takeUndelivered() {
      collect();
      work.finishNow();
      sendReport();
      return { ...address, bodies: transport?.undelivered() ?? [] };
    },
    async close(timeout) {
      const done = await flush(timeout);
      for (const stop of stops.splice(0)) stop();
      await transport?.close(0);
      scheduler.stop();
      return done;
    },
  };
  for (const integration of integrations) stops.push(startIntegration(client, integration));
  log(dsn === undefined ? "no DSN: nothing will be sent" : `sending to ${formatDsn(dsn)}`);
  return client;
}

/** A tunnel learns from the envelope where to pass it on. */
function withDsn(envelope: OutgoingEnvelope, dsn: string | undefined): OutgoingEnvelope {
  const { lane, headers, items, httpClient } = envelope;
  return { lane, headers: { dsn, ...headers }, items, httpClient, settle: (result) => envelope.settle?.(result) };
}

function readDsn(text: string | undefined): Dsn | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const dsn = parseDsn(text);
  if (!dsn) throw new InvalidDsnError(text);
  return dsn;
}

interface TransportParts {
  readonly options: CoreOptions;
  readonly platform: Platform;
  readonly address: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  readonly scheduler: Scheduler;
  readonly reports: ReturnType<typeof createClientReports>;
  readonly log: (message: string) => void;
}

function addressOf(options: CoreOptions, platform: Platform, dsn: Dsn | undefined): TransportParts["address"] {
  if (!dsn) return { url: "", headers: {} };
  const agent = `${platform.sdk.name}/${platform.sdk.version}`;
  const auth = {
    "user-agent": agent,
    "content-type": "application/x-sentry-envelope",
    "x-sentry-auth": formatAuthHeader({ version: "7", client: agent, publicKey: dsn.publicKey }),
  };
  const url = platform.authInQuery ? envelopeUrlWithAuth(dsn, agent) : envelopeUrl(dsn);
  return { url: options.tunnel ?? new URL(url).href, headers: platform.authInQuery ? {} : auth };
}

function transportOf({ options, platform, address, scheduler, reports, log }: TransportParts): Transport {
  return createTransport({
    ...address,
    httpClient: options.httpClient ?? lazyClient(() => platform.createHttpClient()),
    scheduler,
    reports,
    log,
    retryDelays: options.retryDelays,
    requestTimeout: options.requestTimeout,
    capacities: options.bufferCapacities,
    discardThreshold: options.overload?.discardThreshold,
    syncThreshold: options.delivery === "sync" ? 1 : options.overload?.syncThreshold,
    postAll: platform.postAll && ((bodies) => platform.postAll?.({ ...address, bodies }) ?? []),
    spool: platform.spool,
    gzipThreshold: options.gzipThreshold,
    gzip: platform.gzip,
  });
}

/** The platform's client loads network modules, which a program that never reports anything should not pay for. */
function lazyClient(create: () => HttpClient): HttpClient {
  let client: HttpClient | undefined;
  const get = (): HttpClient => (client ??= create());
  return { start: () => get().start?.(), stop: () => client?.stop?.(), post: (...args) => get().post(...args) };
}
