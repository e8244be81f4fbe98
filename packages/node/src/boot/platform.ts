import { os, timers, zlib } from "./built-in.ts";
import { createInAppRule, createStackParser, SDK_VERSION, type Context, type Platform } from "@vedette/core";
import { createSourceContext } from "../stack/source-context.ts";
import { addModule } from "../stack/module-name.ts";
import { openTelemetryTrace } from "../context/open-telemetry.ts";
import { handOver } from "../crash/hand-over.ts";
import { DEFAULT_SHUTDOWN_TIMEOUT } from "../crash/process-end.ts";
import { createDiskSpool } from "../transport/disk-spool.ts";
import { createNodeHttpClient } from "../transport/node-http-client.ts";
import { connectionTo } from "../transport/proxy.ts";
import type { NodeOptions } from "./options.ts";

/** Node, as core sees it. */
export function createNodePlatform(options: NodeOptions): Platform {
  const inApp = createInAppRule({ include: options.inAppInclude, exclude: options.inAppExclude });
  const root = process.cwd();
  // Not the globals: a test that has those replaced by fake timers would wait for `flush` forever.
  const { setImmediate, setTimeout, clearTimeout } = timers();
  const source = options.includeSourceContext === false ? undefined : createSourceContext();
  return {
    name: "node",
    sdk: { name: "vedette.javascript.node", version: SDK_VERSION, packages: [{ name: "npm:@vedette/node", version: SDK_VERSION }] },
    timers: {
      now: Date.now,
      set(callback, delay, keepAlive) {
        const timer = setTimeout(callback, delay);
        if (!keepAlive) timer.unref();
        return () => clearTimeout(timer);
      },
    },
    defer: (callback) => void setImmediate(callback),
    createHttpClient: () => createNodeHttpClient(options),
    parseStack: createStackParser(inApp, (frame) => {
      addModule(frame, root);
      source?.watch(frame);
    }),
    contexts: createContexts(),
    addSourceContext: source?.add,
    postAll: (parcel) => handOver(parcel, options.shutdownTimeout ?? DEFAULT_SHUTDOWN_TIMEOUT, connectionTo(parcel.url, options)).statuses,
    spool: options.spool && options.dsn ? createDiskSpool(options.spool, (message) => options.debug && write(`[vedette] ${message}\n`)) : undefined,
    externalTrace: openTelemetryTrace,
    gzip,
    write,
  };
}

const write = (message: string): void => void process.stderr.write(message);

/** Memory is read at most once a second: it costs a system call, and an error comes seldom alone. */
const MEMORY_AGE = 1000;

function createContexts(): () => Record<string, Context> {
  let fixed: Record<string, Context> | undefined;
  let contexts: Record<string, Context> = {};
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = Date.now();
    if (now - readAt > MEMORY_AGE) {
      readAt = now;
      const app = { app_start_time: new Date(now - process.uptime() * 1000).toISOString(), app_memory: process.memoryUsage.rss() };
      contexts = { ...(fixed ??= fixedContexts()), app };
    }
    return contexts;
  };
}

function fixedContexts(): Record<string, Context> {
  return {
    runtime: { name: "node", version: process.version },
    os: { name: osName(), kernel_version: os().release(), version: os().release() },
    device: { arch: process.arch, memory_size: os().totalmem(), processor_count: os().availableParallelism() },
  };
}

const osName = (): string =>
  new Map<string, string>([
    ["darwin", "macOS"],
    ["win32", "Windows"],
  ]).get(process.platform) ?? os().type();

function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zlib().gzip(bytes, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
