import { addBreadcrumb, getActiveSpan, getClient, startInactiveSpan, tracingEnabled, type Span, type SpanAttributes } from "@vedette/core";

/** How queries are watched. */
export interface QueryOptions {
  /** Adds the parameters of queries to their spans. Default false: they are the data of your users. */
  readonly parameters?: boolean | undefined;
  /** Milliseconds from which a span tells the source line that asked. Default 100. */
  readonly slow?: number | undefined;
}

/** A query on its way. */
export interface QueryFacts {
  /** Such as `postgresql`. */
  readonly system: string;
  /** Such as `pg`: part of `sentry.origin`. */
  readonly driver: string;
  readonly text: string;
  readonly parameters?: readonly unknown[] | undefined;
  readonly database?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

/** A query that runs; it ends once, in one of two ways. */
export interface WatchedQuery {
  /** A better text than that of the beginning. */
  end(text?: string): void;
  fail(error: unknown): void;
}

/** The function whose caller asked, or the stack as it was when somebody asked. */
export type Caller = ((...args: never[]) => unknown) | { readonly stack?: string };

/** Statements beyond this are cut: they are lists of values. */
const MAX_TEXT = 2000;
const SLOW = 100;

/** A `db` span below the active one, and a breadcrumb when it is through. Undefined when nobody is interested. */
export function watchQuery(facts: QueryFacts, { parameters = false, slow = SLOW }: QueryOptions, above: Caller): WatchedQuery | undefined {
  const client = getClient();
  if (!client?.enabled) return undefined;
  const { system, driver, database, host, port } = facts;
  const span = tracingEnabled(client) && getActiveSpan() ? startQuerySpan(facts, parameters) : undefined;
  // Captured now, formatted only for a slow query: afterwards the caller is gone.
  const place: { stack?: string } = typeof above === "function" ? {} : above;
  if (typeof above === "function" && span?.isRecording() === true) Error.captureStackTrace(place, above);
  const started = performance.now();
  let ended = false;
  const finish = (text: string, failed: boolean): void => {
    if (ended) return;
    ended = true;
    if (span) {
      if (text !== facts.text) span.updateName(clip(text)).setAttribute("db.query.text", clip(text));
      if (failed) span.setStatus({ code: 2, message: "internal_error" });
      if (performance.now() - started >= slow && place.stack !== undefined) span.setAttributes(sourceOf(place.stack));
      span.end();
    }
    const data = {
      "db.system": system,
      ...(database === undefined ? {} : { "db.name": database }),
      ...(host === undefined ? {} : { "server.address": host }),
      ...(port === undefined ? {} : { "server.port": port }),
    };
    addBreadcrumb({ type: "query", category: "query", message: clip(text), data, ...(failed ? { level: "error" as const } : {}) }, { driver });
  };
  return { end: (text = facts.text) => finish(text, false), fail: () => finish(facts.text, true) };
}

function startQuerySpan({ system, driver, text, parameters, database, host, port }: QueryFacts, withParameters: boolean): Span {
  const values = withParameters ? (parameters ?? []).map((value, index) => [`db.query.parameter.${index}`, clip(String(value))] as const) : [];
  return startInactiveSpan({
    name: clip(text),
    op: "db",
    attributes: {
      "sentry.origin": `auto.db.${driver}`,
      "db.system": system,
      "db.query.text": clip(text),
      "db.operation.name": /^\s*([A-Za-z]+)/.exec(text)?.[1]?.toUpperCase(),
      "db.name": database,
      "server.address": host,
      "server.port": port,
      ...Object.fromEntries(values),
    },
  });
}

const clip = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text);

/** The nearest frame of the application. */
function sourceOf(stack: string): SpanAttributes {
  const frame = getClient()
    ?.platform.parseStack(stack)
    .findLast(({ in_app }) => in_app === true);
  if (!frame) return {};
  return { "code.filepath": frame.filename, "code.lineno": frame.lineno, "code.function": frame.function, "code.namespace": frame.module };
}
