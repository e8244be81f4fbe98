import { getActiveSpan, watchQuery, type QueryOptions, type WatchedQuery } from "@vedette/node";

/** Methods that return a query like the template itself. */
const QUERIES = new Set(["unsafe", "file"]);
/** Methods whose callback gets a connection of its own. */
const TRANSACTIONS = new Set(["begin", "savepoint", "reserve"]);

/**
 * Watches the queries of one postgres.js instance: the returned `sql` is used in its place.
 *
 * @example
 * const sql = instrumentPostgres(postgres(url));
 */
export function instrumentPostgres<T extends object>(sql: T, options: QueryOptions = {}): T {
  const apply = (target: object, self: unknown, args: unknown[]): unknown =>
    watched(target, typeof target === "function" ? Reflect.apply(target, self, args) : undefined, options, apply);
  const handler: ProxyHandler<T> = {
    apply,
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function" || typeof name !== "string") return value;
      if (QUERIES.has(name)) {
        const ask = (...args: unknown[]): unknown => watched(target, Reflect.apply(value, target, args), options, ask);
        return ask;
      }
      if (TRANSACTIONS.has(name))
        return (...args: unknown[]) =>
          Reflect.apply(
            value,
            target,
            args.map((arg) => inner(arg, options)),
          );
      return value;
    },
  };
  return new Proxy(sql, handler);
}

/** The callback of a transaction gets a watched `sql` too. */
const inner = (argument: unknown, options: QueryOptions): unknown =>
  typeof argument === "function" ? (sql: object): unknown => Reflect.apply(argument, undefined, [instrumentPostgres(sql, options)]) : argument;

/** A query runs when somebody waits for it; until then it may as well be a part of another one. */
function watched(sql: object, query: unknown, options: QueryOptions, above: (...args: never[]) => unknown): unknown {
  if (!(query instanceof Promise)) return query;
  const handle: unknown = Reflect.get(query, "handle");
  if (typeof handle !== "function") return query;
  let seen = false;
  // Whoever waits for it runs it from a task of its own, where nobody knows who asked.
  const place: { stack?: string } = {};
  if (getActiveSpan()?.isRecording() === true) Error.captureStackTrace(place, above);
  const start = (...args: unknown[]): unknown => {
    if (!seen) {
      seen = true;
      const started = watchQuery({ ...addressOf(sql), text: templateOf(query), parameters: parametersOf(query) }, options, place);
      if (started) follow(query, started);
    }
    return Reflect.apply(handle, query, args);
  };
  Reflect.set(query, "handle", start);
  return query;
}

/** Not by `then` of the query, which would run it. */
function follow(query: Promise<unknown>, started: WatchedQuery): void {
  const then: unknown = Reflect.get(Promise.prototype, "then");
  if (typeof then !== "function") return;
  Reflect.apply(then, query, [() => started.end(statementOf(query)), (error: unknown) => started.fail(error)]);
}

function templateOf(query: object): string {
  const strings: unknown = Reflect.get(query, "strings");
  if (!Array.isArray(strings)) return "";
  return strings.map(String).reduce((text, part, index) => (index === 0 ? part : `${text}$${index}${part}`), "");
}

/** As it was prepared, with the parts that were put in. */
function statementOf(query: object): string | undefined {
  const statement: unknown = Reflect.get(query, "statement");
  const text: unknown = typeof statement === "object" && statement !== null ? Reflect.get(statement, "string") : undefined;
  return typeof text === "string" && text !== "" ? text : undefined;
}

function parametersOf(query: object): readonly unknown[] {
  const args: unknown = Reflect.get(query, "args");
  return Array.isArray(args) ? args : [];
}

function addressOf(sql: object): {
  readonly system: string;
  readonly driver: string;
  readonly database?: string;
  readonly host?: string;
  readonly port?: number;
} {
  const options: unknown = Reflect.get(sql, "options");
  const read = (name: string): unknown => {
    const value: unknown = typeof options === "object" && options !== null ? Reflect.get(options, name) : undefined;
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return first;
  };
  const [database, host, port] = [read("database"), read("host"), read("port")];
  return {
    system: "postgresql",
    driver: "postgres",
    ...(typeof database === "string" ? { database } : {}),
    ...(typeof host === "string" ? { host } : {}),
    ...(typeof port === "number" ? { port } : {}),
  };
}
