import { watchQuery, type QueryOptions, type WatchedQuery } from "@vedette/node";

/** A client or pool of `pg`: pools emit `connect`, both have `query`. */
export interface PgLike {
  query(...args: never[]): unknown;
  on(event: "connect", listener: (client: PgLike) => void): unknown;
}

/**
 * Watches the queries of one client, or of every client that a pool opens from now on, Drizzle's and others' on top of it included. Nothing
 * but these objects is changed.
 *
 * @example
 * const pool = instrumentPg(new Pool(), { parameters: false });
 */
export function instrumentPg<T extends object>(poolOrClient: T, options: QueryOptions = {}): T {
  if (isPool(poolOrClient)) poolOrClient.on("connect", (client) => wrapQuery(client, options));
  wrapQuery(poolOrClient, options);
  return poolOrClient;
}

/**
 * A pool hands the query to one of its clients, which are watched too: for those that the application takes out itself. A query that has to
 * wait for a client would run in the asynchronous context of whoever gave that client back, so the pool's call is the one that counts.
 */
const WATCHED = Symbol("watched by the pool");

function mark([config, values, ...rest]: readonly unknown[]): unknown[] {
  const query = typeof config === "string" ? { text: config, ...(Array.isArray(values) ? { values } : {}) } : { ...(typeof config === "object" ? config : {}) };
  return [{ ...query, [WATCHED]: true }, ...(typeof config === "string" && Array.isArray(values) ? [] : values === undefined ? [] : [values]), ...rest];
}

const isPool = (value: object): value is PgLike => "totalCount" in value && "on" in value && typeof value.on === "function";

function wrapQuery(client: object, options: QueryOptions): void {
  const original: unknown = Reflect.get(client, "query");
  if (typeof original !== "function") return;
  const query = (...args: unknown[]): unknown => {
    const [config] = args;
    if (typeof config === "object" && config !== null && WATCHED in config) return Reflect.apply(original, client, args);
    const text = typeof config === "string" ? config : textOf(config);
    // Cursors and streams of rows end when their reader says so.
    const watched = text === undefined ? undefined : watchQuery({ ...addressOf(client), text, parameters: parametersOf(args) }, options, query);
    if (!watched) return Reflect.apply(original, client, args);
    const last = args.length - 1;
    const callback = args[last];
    if (isCallback(callback)) args[last] = watchCallback(watched, callback);
    try {
      const result: unknown = Reflect.apply(original, client, isPool(client) ? mark(args) : args);
      if (result instanceof Promise)
        result.then(
          () => watched.end(),
          (error: unknown) => watched.fail(error),
        );
      return result;
    } catch (error) {
      watched.fail(error);
      throw error;
    }
  };
  Reflect.set(client, "query", query);
}

const isCallback = (value: unknown): value is (...args: never[]) => unknown => typeof value === "function";

const watchCallback =
  (watched: WatchedQuery, callback: (...args: never[]) => unknown) =>
  (...args: unknown[]): unknown => {
    if (args[0]) watched.fail(args[0]);
    else watched.end();
    return Reflect.apply(callback, undefined, args);
  };

function textOf(config: unknown): string | undefined {
  if (typeof config !== "object" || config === null || "submit" in config) return undefined;
  const text: unknown = Reflect.get(config, "text");
  return typeof text === "string" ? text : undefined;
}

function parametersOf([config, values]: readonly unknown[]): readonly unknown[] {
  const own: unknown = typeof config === "object" && config !== null ? Reflect.get(config, "values") : undefined;
  return Array.isArray(own) ? own : Array.isArray(values) ? values : [];
}

function addressOf(client: object): {
  readonly system: string;
  readonly driver: string;
  readonly database?: string;
  readonly host?: string;
  readonly port?: number;
} {
  // A pool keeps them in its options.
  const options: unknown = Reflect.get(client, "options");
  const source = isPool(client) && typeof options === "object" && options !== null ? options : client;
  const [database, host, port]: unknown[] = ["database", "host", "port"].map((name): unknown => Reflect.get(source, name));
  return {
    system: "postgresql",
    driver: "pg",
    ...(typeof database === "string" ? { database } : {}),
    ...(typeof host === "string" ? { host } : {}),
    ...(typeof port === "number" ? { port } : {}),
  };
}
