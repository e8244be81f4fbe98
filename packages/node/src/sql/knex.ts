import { watchQuery, type QueryOptions, type WatchedQuery } from "@vedette/node";

/** A Knex instance, as far as it is used here. */
interface Emitter {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

const SYSTEMS: Readonly<Record<string, string>> = {
  pg: "postgresql",
  postgres: "postgresql",
  mysql: "mysql",
  mysql2: "mysql",
  "better-sqlite3": "sqlite",
  sqlite3: "sqlite",
};

/**
 * Watches the queries of one Knex instance by the events that it emits.
 *
 * @example
 * const db = instrumentKnex(knex({ client: "pg", connection }));
 */
export function instrumentKnex<T extends Emitter>(knex: T, options: QueryOptions = {}): T {
  const open = new Map<string, WatchedQuery>();
  const facts = addressOf(Reflect.get(knex, "client"));
  const idOf = (query: unknown): string | undefined => {
    const id: unknown = typeof query === "object" && query !== null ? Reflect.get(query, "__knexQueryUid") : undefined;
    return typeof id === "string" ? id : undefined;
  };
  const take = (id: string | undefined): WatchedQuery | undefined => {
    const found = id === undefined ? undefined : open.get(id);
    if (id !== undefined) open.delete(id);
    return found;
  };
  const onQuery = (query: unknown): void => {
    if (typeof query !== "object" || query === null) return;
    const [text, bindings]: unknown[] = ["sql", "bindings"].map((name): unknown => Reflect.get(query, name));
    const id = idOf(query);
    if (typeof text !== "string" || id === undefined) return;
    const watched = watchQuery({ ...facts, text, parameters: Array.isArray(bindings) ? bindings : [] }, options, onQuery);
    if (watched) open.set(id, watched);
  };
  knex.on("query", onQuery);
  knex.on("query-response", (_response, query) => take(idOf(query))?.end());
  knex.on("query-error", (error, query) => take(idOf(query))?.fail(error));
  return knex;
}

function addressOf(client: unknown): {
  readonly system: string;
  readonly driver: string;
  readonly database?: string;
  readonly host?: string;
  readonly port?: number;
} {
  const config = objectAt(client, "config");
  const connection = objectAt(config, "connection");
  const [dialect, database, host, port]: unknown[] = [
    config && Reflect.get(config, "client"),
    ...["database", "host", "port"].map((name): unknown => connection && Reflect.get(connection, name)),
  ];
  return {
    system: typeof dialect === "string" ? (SYSTEMS[dialect] ?? dialect) : "other_sql",
    driver: "knex",
    ...(typeof database === "string" ? { database } : {}),
    ...(typeof host === "string" ? { host } : {}),
    ...(typeof port === "number" ? { port } : {}),
  };
}

function objectAt(value: unknown, name: string): object | undefined {
  const found: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, name) : typeof value === "function" ? Reflect.get(value, name) : undefined;
  return typeof found === "object" && found !== null ? found : undefined;
}
