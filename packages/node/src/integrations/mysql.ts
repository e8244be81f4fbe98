import type { Integration } from "@vedette/core";
import { watchQuery, type QueryOptions, type WatchedQuery } from "../sql/watch-query.ts";
import { watchChannel } from "./trace-channel.ts";

/** Queries of mysql2, which publishes them itself. */
export function mysqlIntegration(options: QueryOptions = {}): Integration {
  return {
    name: "Mysql",
    start() {
      const running = new WeakMap<object, WatchedQuery>();
      const start = (message: object): void => {
        const [query, values, database, host, port]: unknown[] = ["query", "values", "database", "serverAddress", "serverPort"].map((name): unknown =>
          Reflect.get(message, name),
        );
        const watched = watchQuery(
          {
            system: "mysql",
            driver: "mysql2",
            text: options.parameters === true ? String(query) : withoutValues(String(query)),
            parameters: Array.isArray(values) ? values : [],
            ...(typeof database === "string" && database !== "" ? { database } : {}),
            ...(typeof host === "string" ? { host } : {}),
            ...(typeof port === "number" ? { port } : {}),
          },
          options,
          start,
        );
        if (watched) running.set(message, watched);
      };
      const asyncEnd = (message: object): void => {
        const error: unknown = Reflect.get(message, "error");
        if (error === undefined || error === null) running.get(message)?.end();
        else running.get(message)?.fail(error);
      };
      const stops = ["mysql2:query", "mysql2:execute"].map((name) => watchChannel(name, { start, asyncEnd }));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** mysql2 tells the text with its parameters put in. */
const withoutValues = (text: string): string =>
  text.replaceAll(/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|\bx'[0-9a-f]*'|\b0x[0-9a-f]+\b|\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/gi, "?");
