import {
  chooseIntegrations,
  createClientReports,
  createDedupe,
  createInAppRule,
  createLocalRateLimit,
  InvalidDsnError,
  normalizationOf,
  parseStack,
  SDK_VERSION,
  startIntegration,
  type Client,
  type Integration,
} from "@vedette/core";
import { envelopeUrlWithAuth, organizationIdOf, parseDsn } from "@vedette/protocol";
import type { BrowserOptions } from "../boot/options.ts";
import { createBrowserTransport, createPageHttpClient } from "../transport/browser-transport.ts";
import { here } from "../integrations/here.ts";
import { neverWatch } from "../integrations/requests.ts";
import { createPending } from "./pending.ts";
import { captureInPage } from "./prepare.ts";

/** `start` runs the integrations; apart from making it, because they may already want to report. */
export interface BrowserClient extends Client {
  start(): void;
}

const SDK_NAME = "vedette.javascript.browser";
const REPORT_INTERVAL = 30_000;
const RETRY_DELAYS = [1000, 2000, 4000, 8000];

/**
 * Core's client made small: the same contract, without what only servers need (lanes by weight, gzip, spooling, thousands of waiting
 * events). Everything of core that takes a `Client` works with it.
 */
export function createBrowserClient(options: BrowserOptions, defaults: readonly Integration[]): BrowserClient {
  const dsn = options.dsn ? parseDsn(options.dsn) : undefined;
  if (options.dsn?.trim() && !dsn) throw new InvalidDsnError(options.dsn);
  // Pages share modules with the server that renders them.
  const enabled = dsn !== undefined && here.addEventListener !== undefined;
  // As it is before breadcrumbs are made of it.
  const write = console.debug.bind(console);
  const log = (message: string): void => {
    if (options.debug) write(`[vedette] ${message}`);
  };
  const inApp = createInAppRule({ include: options.inAppInclude, exclude: options.inAppExclude });
  const timers = {
    now: Date.now,
    set: (callback: () => void, delay: number) => {
      const timer = setTimeout(callback, delay);
      return () => clearTimeout(timer);
    },
  };
  const after = (delay: number, callback: () => void): (() => void) => timers.set(callback, delay);
  const integrations = enabled ? chooseIntegrations(defaults, options.integrations) : [];
  const sdk = {
    name: SDK_NAME,
    version: SDK_VERSION,
    packages: [{ name: "npm:@vedette/browser", version: SDK_VERSION }],
    integrations: integrations.map(({ name }) => name),
  };
  const reports = createClientReports(log, () => after(REPORT_INTERVAL, sendReport));
  const pending = createPending();
  const url = dsn ? (options.tunnel ?? envelopeUrlWithAuth(dsn, `${SDK_NAME}/${SDK_VERSION}`)) : "";
  const own = options.httpClient;
  let started: Promise<void> | undefined;
  const guarded = async (call: () => unknown): Promise<void> => {
    try {
      await call();
    } catch (error) {
      log(`the HTTP client threw: ${String(error)}`);
    }
  };
  const transport = enabled
    ? createBrowserTransport({
        url,
        httpClient: own ? { post: async (...request) => (await started, own.post(...request)) } : createPageHttpClient(),
        pending,
        reports,
        delays: options.retryDelays ?? RETRY_DELAYS,
        capacity: options.bufferCapacities?.error ?? 100,
        requestTimeout: options.requestTimeout ?? 10_000,
        spool: options.spool,
        dsn: options.dsn ?? "",
        log,
      })
    : undefined;
  const collectors = new Set<() => void>();
  const stops: (() => void)[] = [];
  const sendReport = (): void => {
    if (reports.isEmpty || options.sendClientReports === false) return;
    const payload = JSON.stringify({ timestamp: Date.now() / 1000, discarded_events: reports.take() });
    client.send({ lane: "report", headers: {}, items: [{ header: { type: "client_report" }, payload, counts: [["internal", 1]] }] });
  };
  const collect = (): void => {
    for (const collector of collectors) collector();
  };
  const client: BrowserClient = {
    options,
    platform: {
      name: "javascript",
      sdk,
      timers,
      defer: queueMicrotask,
      createHttpClient: createPageHttpClient,
      parseStack: (stack, skip) => parseStack(stack, inApp, skip),
      authInQuery: true,
      write,
    },
    enabled,
    dsn,
    url,
    orgId: options.orgId === undefined ? dsn && organizationIdOf(dsn) : String(options.orgId),
    sdk,
    integrations,
    scheduler: { now: Date.now, after, stop: () => undefined },
    dedupe: createDedupe(Date.now),
    withinRateLimit: createLocalRateLimit(options.overload?.rateLimit, Date.now),
    normalization: normalizationOf(options),
    work: {
      add(task) {
        const done = pending.begin();
        queueMicrotask(() => void Promise.resolve(task(false)).finally(done));
        return true;
      },
      finishNow: () => undefined,
      get idle() {
        return pending.idle;
      },
      finished: (timeout) => pending.settled(timeout),
    },
    pressure: 0,
    getIntegration: (name) => integrations.find((integration) => integration.name === name),
    addIntegration(integration) {
      if (!transport || client.getIntegration(integration.name)) return;
      integrations.push(integration);
      sdk.integrations?.push(integration.name);
      stops.push(startIntegration(client, integration));
    },
    capture: (capture) => captureInPage(client, capture),
    // A tunnel has nothing else to know the project by (`protocol.md` §2).
    send: (envelope) => transport?.send(options.tunnel ? { ...envelope, headers: { dsn: options.dsn, ...envelope.headers } } : envelope),
    drop: reports.drop,
    log,
    onFlush(collector) {
      collectors.add(collector);
      return () => collectors.delete(collector);
    },
    collect,
    async flush(timeout = 2000) {
      collect();
      const deadline = Date.now() + timeout;
      const done = await pending.settled(timeout);
      collect();
      sendReport();
      return (await pending.settled(Math.max(0, deadline - Date.now()))) && done && !transport?.holds;
    },
    get idle() {
      return pending.idle;
    },
    takeUndelivered: () => ({ url, headers: {}, bodies: transport?.bodies() ?? [] }),
    async close(timeout) {
      const done = timeout === 0 || (await client.flush(timeout));
      for (const stop of stops.splice(0)) stop();
      await transport?.close();
      if (started) await guarded(() => own?.stop?.());
      return done;
    },
    start() {
      if (!transport) return;
      neverWatch(url);
      started = guarded(() => own?.start?.());
      const onHide = (): void => {
        if (document.visibilityState !== "hidden") return;
        collect();
        sendReport();
        // After what the collectors began: preparing an event takes some microtasks.
        setTimeout(() => transport.leave());
        transport.leave();
      };
      addEventListener("visibilitychange", onHide, true);
      stops.push(() => removeEventListener("visibilitychange", onHide, true));
      for (const integration of integrations) stops.push(startIntegration(client, integration));
    },
  };
  return client;
}
