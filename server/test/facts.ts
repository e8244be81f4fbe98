import { SourceMap } from "node:module";
import { isRecord, type JsonRecord, parse, pick, preview } from "./json-path.ts";

/**
 * Compares a recorded scenario's facts (fixtures/sdk-requests/README.md) with an event as the REST API shows it. Where
 * normalization changes a value on purpose, the fact is put through the same rule of `protocol.md` first.
 */

export interface EventView {
  /** `…/events/{id}/` */
  readonly detail: unknown;
  /** `…/events/{id}/json/` */
  readonly stored: unknown;
}

export interface FactContext {
  /** Of the scenario's transactions and spans, read from the recording. */
  readonly traceIds: ReadonlySet<string>;
  readonly artifact: (name: string) => string;
}

type Check = (view: EventView, want: unknown, context: FactContext) => boolean;

/** The facts that the view does not bear out, each with what is there instead. A fact without a check is a miss. */
export function misses(view: EventView, facts: JsonRecord, context: FactContext): readonly string[] {
  return Object.entries(facts).flatMap(([name, want]) => {
    const check = checks[name];
    if (check === undefined) return [`${name}: no check for this fact`];
    return check(view, want, context) ? [] : [`${name}: want ${preview(want)}, have ${preview(shown[name]?.(view) ?? pick(view.detail, name))}`];
  });
}

const entry = ({ detail }: EventView, type: string): unknown => {
  const entries = pick(detail, "entries");
  return pick(Array.isArray(entries) ? entries.find((candidate) => pick(candidate, "type") === type) : undefined, "data");
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const exceptions = (view: EventView): readonly unknown[] => listOf(pick(entry(view, "exception"), "values"));
const frames = (view: EventView): readonly unknown[] => listOf(pick(exceptions(view).at(-1), "stacktrace", "frames"));
const breadcrumbs = (view: EventView): readonly unknown[] => listOf(pick(entry(view, "breadcrumbs"), "values"));
const images = (view: EventView): readonly unknown[] => listOf(pick(entry(view, "debugmeta"), "images"));
const tag = ({ detail }: EventView, key: string): unknown =>
  pick(
    listOf(pick(detail, "tags")).find((candidate) => pick(candidate, "key") === key),
    "value",
  );
const trace = ({ detail }: EventView): unknown => pick(detail, "contexts", "trace");

const fromTag =
  (key: string): Check =>
  (view, want) =>
    tag(view, key) === String(want);

const checks: Readonly<Record<string, Check | undefined>> = {
  exception_types: (view, want) =>
    equalLists(
      exceptions(view).map((value) => pick(value, "type")),
      want,
    ),
  exception_values: (view, want) =>
    equalLists(
      exceptions(view).map((value) => pick(value, "value")),
      want,
    ),
  exception_value_contains: (view, want) => String(pick(exceptions(view).at(-1), "value")).includes(String(want)),
  frames: (view, want) => frames(view).length === want,
  handled: (view, want) => pick(exceptions(view).at(-1), "mechanism", "handled") === want,
  mechanism: (view, want) => covers(pick(exceptions(view).at(-1), "mechanism"), want),
  message: (view, want) => covers(pick(view.detail, "message"), want) && covers(pick(entry(view, "message"), "formatted"), want),
  logentry: (view, want) => covers(entry(view, "message"), want),
  message_stack: (view) => frames(view).length > 0 || listOf(pick(entry(view, "threads"), "values", 0, "stacktrace", "frames")).length > 0,
  breadcrumbs: (view, want) => inOrder(breadcrumbs(view), listOf(want).map(normalizedBreadcrumb)),
  breadcrumb_count: (view, want) => breadcrumbs(view).length === want,
  level: (view, want) => tag(view, "level") === normalizedLevel(want),
  environment: fromTag("environment"),
  release: fromTag("release"),
  server_name: fromTag("server_name"),
  logger: fromTag("logger"),
  transaction: fromTag("transaction"),
  dist: (view, want) => pick(view.detail, "dist") === want,
  platform: (view, want) => pick(view.detail, "platform") === want,
  event_id: (view, want) => pick(view.detail, "eventID") === want,
  fingerprint: (view, want) => equalLists(listOf(pick(view.stored, "fingerprint")), want),
  tags: (view, want) => Object.entries(isRecord(want) ? want : {}).every(([key, value]) => tag(view, key) === tagText(value)),
  user: (view, want) => covers(pick(view.detail, "user"), want),
  extra: (view, want) => covers(pick(view.detail, "context"), want),
  contexts: (view, want) => covers(pick(view.detail, "contexts"), want),
  feedback: (view, want) => covers(pick(view.detail, "contexts", "feedback"), want) && pick(view.detail, "title") === "User Feedback",
  request: (view, want) => requestCovers(entry(view, "request"), want),
  trace_id: (view, want) => pick(trace(view), "trace_id") === want,
  parent_span_id: (view, want) => pick(trace(view), "parent_span_id") === want,
  op: (view, want) => pick(trace(view), "op") === want,
  same_trace: (view, _want, { traceIds }) => traceIds.has(String(pick(trace(view), "trace_id"))),
  // Only the envelope header's DSN named project and key in this request: had it not been read, there would be no event to look at.
  envelope_dsn: (view) => pick(view.detail, "eventID") !== undefined,
  debug_id_count: (view, want) => images(view).length === want,
  component_stack: (view) => pick(view.detail, "contexts", "react", "componentStack") !== undefined || exceptions(view).length > 1,
  original: (view, want, { artifact }) => mapsTo(frames(view), listOf(want), artifact),
  absent: (view, want) => listOf(want).every((path) => isAbsent(view, String(path))),
};

/** What to show beside a fact that was not met. */
const shown: Readonly<Record<string, ((view: EventView) => unknown) | undefined>> = {
  exception_types: (view) => exceptions(view).map((value) => pick(value, "type")),
  exception_values: (view) => exceptions(view).map((value) => pick(value, "value")),
  exception_value_contains: (view) => pick(exceptions(view).at(-1), "value"),
  frames: (view) => frames(view).length,
  handled: (view) => pick(exceptions(view).at(-1), "mechanism"),
  breadcrumbs,
  breadcrumb_count: (view) => breadcrumbs(view).length,
  fingerprint: (view) => pick(view.stored, "fingerprint"),
  extra: (view) => pick(view.detail, "context"),
  request: (view) => entry(view, "request"),
  logentry: (view) => entry(view, "message"),
  message: (view) => [pick(view.detail, "message"), entry(view, "message")],
  debug_id_count: images,
  trace_id: trace,
  same_trace: trace,
  original: (view) => frames(view).slice(-4),
  feedback: (view) => pick(view.detail, "contexts", "feedback"),
  level: ({ detail }) => pick(detail, "tags"),
};

/** §10.3 */
const normalizedLevel = (level: unknown): unknown => (level === "log" ? "info" : level === "critical" ? "fatal" : level);

const normalizedBreadcrumb = (want: unknown): unknown => (isRecord(want) && "level" in want ? { ...want, level: normalizedLevel(want["level"]) } : want);

/** §10.5: how scalars become text. */
const tagText = (value: unknown): string => (typeof value === "boolean" ? (value ? "True" : "False") : String(value));

/** §9.3: a value that is no text is kept as its JSON; an empty one counts as none. */
const equalLists = (actual: readonly unknown[], want: unknown): boolean => {
  const wanted = listOf(want);
  const plain = (value: unknown): unknown =>
    value === "" || value === undefined ? null : typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return actual.length === wanted.length && wanted.every((value, index) => covers(plain(actual[index]), plain(value)));
};

/** §9.7: the query is taken out of the URL into pairs; a JSON body is parsed. */
function requestCovers(request: unknown, want: unknown): boolean {
  if (!isRecord(want)) return false;
  const { data_contains: part, url, ...rest } = want;
  const data = pick(request, "data");
  const query = listOf(pick(request, "query")).map((pair) => `${String(pick(pair, 0))}=${String(pick(pair, 1))}`);
  const whole = `${String(pick(request, "url"))}${query.length > 0 ? `?${query.join("&")}` : ""}`;
  if (url !== undefined && url !== whole) return false;
  if (typeof part === "string" && !(typeof data === "string" ? data : JSON.stringify(data ?? null)).includes(part)) return false;
  return covers(request, rest);
}

/** The default level and fingerprint are what "not sent" looks like after normalization (§9.1, §10.3). */
function isAbsent(view: EventView, path: string): boolean {
  if (path === "level") return tag(view, "level") === "error";
  if (path === "fingerprint") return equalLists(listOf(pick(view.stored, "fingerprint") ?? ["{{ default }}"]), ["{{ default }}"]);
  const [first = "", ...more] = path.split(".");
  if (first === "tags") return tag(view, more.join(".")) === undefined;
  return (pick(view.detail, first, ...more) ?? undefined) === undefined;
}

/** A subset: objects may have more keys, lists are equal. Text over §10.9's limits may be cut, marked by dots at its end. */
function covers(actual: unknown, want: unknown): boolean {
  if (Array.isArray(want)) return Array.isArray(actual) && actual.length === want.length && want.every((value, index) => covers(actual[index], value));
  if (isRecord(want)) return isRecord(actual) && Object.entries(want).every(([key, value]) => covers(actual[key], value));
  if (typeof want === "string" && want.length > 8192 && typeof actual === "string" && actual.endsWith("..."))
    return actual.length >= 8192 && want.startsWith(actual.slice(0, -3));
  return Object.is(actual, want);
}

/** Others may stand between. */
function inOrder(actual: readonly unknown[], want: readonly unknown[]): boolean {
  let next = 0;
  for (const value of actual) if (next < want.length && covers(value, want[next])) next += 1;
  return next === want.length;
}

/** The last frames, looked up in the scenario's source map, are the places in the original files. */
function mapsTo(actual: readonly unknown[], want: readonly unknown[], artifact: (name: string) => string): boolean {
  const json: unknown = parse(artifact("minified.js.map"));
  if (!isSourceMap(json)) return false;
  const map = new SourceMap(json);
  const last = actual.slice(-want.length);
  return want.every((place, index) => {
    const frame = last[index];
    const lineNo = pick(frame, "lineNo");
    const colNo = pick(frame, "colNo");
    if (pick(place, "native") !== undefined) return lineNo === null || lineNo === undefined;
    if (typeof lineNo !== "number" || typeof colNo !== "number") return false;
    const found: unknown = map.findEntry(lineNo - 1, colNo - 1);
    const source = String(pick(found, "originalSource"));
    const line = Number(pick(found, "originalLine"));
    const text = json.sourcesContent[json.sources.findIndex((name) => name === source)]?.split("\n")[line] ?? "";
    return source.endsWith(`src/${String(pick(place, "file"))}`) && line + 1 === pick(place, "line") && text.includes(String(pick(place, "text")));
  });
}

interface SourceMapJson {
  readonly file: string;
  readonly version: number;
  readonly sources: string[];
  readonly sourcesContent: string[];
  readonly names: string[];
  readonly mappings: string;
  readonly sourceRoot: string;
}

const isSourceMap = (value: unknown): value is SourceMapJson =>
  isRecord(value) && typeof value["mappings"] === "string" && Array.isArray(value["sources"]) && Array.isArray(value["sourcesContent"]);
