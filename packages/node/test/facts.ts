import { itemsOf, type ReceivedEnvelope } from "@vedette/testing";

/** What two SDKs must agree on: everything that a person or a server decides by; not ids, times, versions and the SDK's own name. */
export type Facts = Record<string, unknown[]>;

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const json = (value: unknown): Json => (isJson(value) ? value : {});
const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter(isJson) : isJson(value) && Array.isArray(value["values"]) ? value["values"].filter(isJson) : [];

export function factsOf(envelopes: readonly ReceivedEnvelope[]): Facts {
  const attachments = envelopes.flatMap(({ items }) => items.filter(({ type }) => type === "attachment"));
  const discarded = new Map<string, number>();
  for (const { discarded_events } of itemsOf(envelopes, "client_report")) {
    for (const { reason, category, quantity } of list(discarded_events))
      discarded.set(`${String(reason)} ${String(category)}`, (discarded.get(`${String(reason)} ${String(category)}`) ?? 0) + Number(quantity));
  }
  const facts: Facts = {
    events: sorted(itemsOf(envelopes, "event").map(eventFacts)),
    transactions: sorted(itemsOf(envelopes, "transaction").map(transactionFacts)),
    feedback: sorted(
      itemsOf(envelopes, "feedback").map((event) => ({ feedback: withoutKeys(json(json(event["contexts"])["feedback"]), []), tags: event["tags"] ?? null })),
    ),
    attachments: sorted(
      attachments.map(({ headers, bytes }) => ({ filename: headers["filename"], contentType: headers["content_type"] ?? null, size: bytes.length })),
    ),
    checkIns: sorted(
      itemsOf(envelopes, "check_in").map((checkIn) => withoutKeys({ ...checkIn, duration: typeof checkIn["duration"] }, ["check_in_id", "contexts"])),
    ),
    logs: sorted(
      itemsOf(envelopes, "log").map(({ level, body, severity_number, attributes }) => ({ level, body, severity_number, attributes: attributesOf(attributes) })),
    ),
    metrics: sorted(
      itemsOf(envelopes, "trace_metric").map(({ name, type, value, unit = null, attributes }) => ({
        name,
        type,
        value,
        unit,
        attributes: attributesOf(attributes),
      })),
    ),
    sessions: sorted(
      itemsOf(envelopes, "session").map(({ init, status, errors, did = null, attrs }) => ({ init, status, errors, did, release: json(attrs)["release"] })),
    ),
    discarded: sorted([...discarded].map(([what, quantity]) => `${what}: ${quantity}`)),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, values]) => values.length > 0));
}

const sorted = (values: unknown[]): unknown[] => values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const withoutKeys = (record: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(record).filter(([key, value]) => !keys.includes(key) && value !== undefined));

/** Attributes that the scenario set; what the SDKs add by themselves is compared by name elsewhere. */
function attributesOf(attributes: unknown): Json {
  const ownOnly = Object.entries(json(attributes)).filter(([key]) => !/^(sentry\.(?!message)|server\.|os\.|runtime|process\.|device\.)/.test(key));
  return Object.fromEntries(
    ownOnly.map(([key, value]) => [key, { value: json(value)["value"], type: json(value)["type"] }]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}

/** Contexts that describe the machine, not what happened. */
const MACHINE = new Set(["runtime", "os", "device", "app", "culture", "cloud_resource", "trace"]);

function common(event: Json): Json {
  const contexts = Object.fromEntries(Object.entries(json(event["contexts"])).filter(([name]) => !MACHINE.has(name)));
  const request = json(event["request"]);
  const pick = ["level", "logger", "release", "environment", "dist", "server_name", "platform", "transaction", "fingerprint", "user", "tags", "extra"] as const;
  return {
    ...Object.fromEntries(pick.map((key) => [key, event[key] ?? null])),
    contexts,
    request: {
      method: request["method"] ?? null,
      path: typeof request["url"] === "string" ? new URL(request["url"]).pathname : null,
      query: request["query_string"] ?? null,
      headers: Object.keys(json(request["headers"])).toSorted(),
    },
    breadcrumbs: list(event["breadcrumbs"]).map(({ category = null, type = null, level = null, message = null, data }) => ({
      category,
      type,
      level,
      message,
      status: json(data)["status_code"] ?? null,
    })),
  };
}

function eventFacts(event: Json): Json {
  const exceptions = list(event["exception"]).map(({ type, value, mechanism, stacktrace }) => {
    const { handled, source = null, exception_id = null, parent_id = null, is_exception_group = null } = json(mechanism);
    const frames = list(json(stacktrace)["frames"]).filter(({ filename }) => typeof filename === "string" && filename.includes("/scenarios/"));
    const places = frames.map((frame) => ({
      function: frame["function"],
      lineno: frame["lineno"],
      colno: frame["colno"],
      in_app: frame["in_app"],
      line: frame["context_line"] ?? null,
    }));
    return { type, value, handled, source, exception_id, parent_id, is_exception_group, place: places.at(-1) ?? null };
  });
  return { message: event["message"] ?? null, logentry: event["logentry"] ?? null, exceptions, ...common(event) };
}

function transactionFacts(event: Json): Json {
  const { op = null, status = null, parent_span_id = null } = json(json(event["contexts"])["trace"]);
  const spans = list(event["spans"]).map((span) => ({ op: span["op"] ?? null, description: span["description"] ?? null, status: span["status"] ?? null }));
  return { ...common(event), breadcrumbs: null, op, status, parent_span_id, source: json(event["transaction_info"])["source"] ?? null, spans: sorted(spans) };
}

/** Paths at which two values differ, with both sides. */
export function differences(ours: unknown, theirs: unknown, path = ""): string[] {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return [];
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length)
    return ours.flatMap((value, index) => differences(value, theirs[index], `${path}[${index}]`));
  if (isJson(ours) && isJson(theirs))
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((key) =>
      differences(ours[key], theirs[key], path === "" ? key : `${path}.${key}`),
    );
  return [`${path}: ours ${JSON.stringify(ours)}, @sentry/node ${JSON.stringify(theirs)}`];
}
