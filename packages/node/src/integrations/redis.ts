import { addBreadcrumb, getActiveSpan, getClient, startInactiveSpan, tracingEnabled, type Integration, type Span } from "@vedette/core";
import { watchChannel } from "./trace-channel.ts";

/** How Redis is watched. */
export interface RedisOptions {
  /** Keys that begin so are a cache: their reads and writes get a `cache.get` or `cache.put` span with hit and size. */
  readonly cachePrefixes?: readonly string[] | undefined;
}

const READS = new Set(["GET", "GETBUFFER", "GETEX", "GETDEL"]);
const WRITES = new Set(["SET", "SETEX", "PSETEX", "SETNX"]);
/** What the libraries say to open a connection. */
const GREETINGS = new Set(["HELLO", "CLIENT", "INFO", "AUTH", "SELECT"]);
const SCRIPTS = new Set(["EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO"]);
/** Arguments and commands of a batch that are shown. */
const MAX_SHOWN = 10;

const MAX_TEXT = 200;
const clip = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text);

interface Running {
  readonly text: string;
  readonly spans: readonly Span[];
  /** The span of a cache read. */
  readonly read: Span | undefined;
  /** Of a batch: its commands, as far as the library tells them. */
  readonly commands: string[];
}

/**
 * Commands of ioredis 5.11+ and of redis (node-redis) 5.9+, which publish them: values are replaced by `?` there already. Spans below the
 * active one, breadcrumbs, one span for a MULTI with its first commands, and a view of caches.
 */
export function redisIntegration(options: RedisOptions = {}): Integration {
  return {
    name: "Redis",
    start(client) {
      const running = new WeakMap<object, Running>();
      // The commands of a batch are written while it starts.
      let batch: Running | undefined;
      const begin = (message: object): void => {
        const { name, text, key } = commandOf(message);
        if (GREETINGS.has(name)) return;
        if (batch) return void batch.commands.push(text);
        running.set(message, startCommand(message, name, text, key, options.cachePrefixes ?? []));
      };
      const beginBatch = (message: object): void => {
        const size: unknown = Reflect.get(message, "batchSize");
        const text = `${String(Reflect.get(message, "batchMode") ?? "MULTI")} of ${String(size)} commands`;
        const span = isTraced(client) ? startSpan(message, text, { "redis.transaction": true, "redis.commands.count": Number(size) }) : undefined;
        batch = { text, spans: span ? [span] : [], read: undefined, commands: [] };
        running.set(message, batch);
      };
      const asyncEnd = (message: object): void => {
        const known = running.get(message);
        if (known) finish(message, known);
      };
      const stops = ["ioredis", "node-redis"].flatMap((library) => [
        watchChannel(`${library}:command`, { start: begin, asyncEnd }),
        watchChannel(`${library}:batch`, { start: beginBatch, end: () => (batch = undefined), asyncEnd }),
      ]);
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

const isTraced = (client: ReturnType<typeof getClient>): boolean => client !== undefined && tracingEnabled(client) && getActiveSpan() !== undefined;

interface Command {
  readonly name: string;
  readonly text: string;
  readonly key: string | undefined;
}

function commandOf(message: object): Command {
  const name = String(Reflect.get(message, "command")).toUpperCase();
  const given: unknown = Reflect.get(message, "args");
  const all = Array.isArray(given) ? given.map(String) : [];
  // One of the libraries repeats the command.
  const args = all[0]?.toUpperCase() === name ? all.slice(1) : all;
  // Queues are made of scripts, whose arguments say nothing and are many.
  if (SCRIPTS.has(name)) return { name, text: name, key: undefined };
  const more = args.length > MAX_SHOWN ? " ..." : "";
  const text = [name, ...args.slice(0, MAX_SHOWN)].join(" ");
  return { name, text: clip(text) + more, key: args[0] === "?" ? undefined : args[0] };
}

function startCommand(message: object, name: string, text: string, key: string | undefined, prefixes: readonly string[]): Running {
  if (!isTraced(getClient())) return { text, spans: [], read: undefined, commands: [] };
  const op = READS.has(name) ? "cache.get" : WRITES.has(name) ? "cache.put" : undefined;
  const cache =
    op !== undefined && key !== undefined && prefixes.some((prefix) => key.startsWith(prefix))
      ? startInactiveSpan({ name: key, op, attributes: { "sentry.origin": "auto.cache.redis", "cache.key": [key], ...peerOf(message, "network.peer") } })
      : undefined;
  const span = startSpan(message, text, { "db.operation.name": name, "redis.key": key }, cache);
  return { text, spans: cache ? [span, cache] : [span], read: op === "cache.get" ? cache : undefined, commands: [] };
}

function startSpan(message: object, text: string, attributes: Record<string, string | number | boolean | undefined>, parent?: Span): Span {
  const database: unknown = Reflect.get(message, "database");
  return startInactiveSpan({
    name: text,
    op: "db.redis",
    ...(parent ? { parentSpan: parent } : {}),
    attributes: {
      "sentry.origin": "auto.db.redis",
      "db.system": "redis",
      "db.name": typeof database === "number" || typeof database === "string" ? String(database) : undefined,
      ...peerOf(message, "server"),
      ...attributes,
    },
  });
}

function peerOf(message: object, prefix: string): Record<string, string | number> {
  const [address, port]: unknown[] = [Reflect.get(message, "serverAddress"), Reflect.get(message, "serverPort")];
  return { ...(typeof address === "string" ? { [`${prefix}.address`]: address } : {}), ...(typeof port === "number" ? { [`${prefix}.port`]: port } : {}) };
}

function finish(message: object, { text, spans, read, commands }: Running): void {
  const failed = (Reflect.get(message, "error") ?? undefined) !== undefined;
  if (read && !failed) read.setAttributes(hitOf(Reflect.get(message, "result")));
  for (const span of spans) {
    if (failed) span.setStatus({ code: 2, message: "internal_error" });
    if (commands.length > 0) span.setAttribute("redis.commands.first", commands.slice(0, MAX_SHOWN));
    span.end();
  }
  addBreadcrumb({ type: "redis", category: "redis", message: text, ...(failed ? { level: "error" as const } : {}) });
}

function hitOf(result: unknown): Record<string, boolean | number> {
  if (result === null || result === undefined) return { "cache.hit": false };
  const size = typeof result === "string" ? Buffer.byteLength(result) : result instanceof Uint8Array ? result.byteLength : undefined;
  return { "cache.hit": true, ...(size === undefined ? {} : { "cache.item_size": size }) };
}
