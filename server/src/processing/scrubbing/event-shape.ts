import { attributes } from "./attribute-shape.ts";
import { asked, free, never, prose, shape, type Shape } from "./shape.ts";

/** Texts that hold messages keep them but for rules of a person's own: issues are told apart by them. */
const message = shape({ scrubbable: "yes", builtIn: "none" });
const pairs = shape({ scrubbable: "yes", pairs: true, others: free });
const listOf = (type: string, entry: Shape): Shape => shape({ type, fixed: true, members: { values: shape({ type: "array", fixed: true, others: entry }) } });

const frame = shape({
  type: "frame",
  members: { vars: free, lineno: never, colno: never, in_app: never, data: asked },
  others: asked,
});
const stacktrace = shape({ type: "stacktrace", members: { frames: shape({ type: "array", fixed: true, others: frame }) }, others: asked });
const mechanism = shape({ members: { data: free, description: free, handled: never, type: asked }, others: asked });
const exception = shape({
  type: "exception",
  members: { value: message, stacktrace, raw_stacktrace: stacktrace, mechanism, thread_id: never },
  others: asked,
});
const thread = shape({ type: "thread", members: { stacktrace, raw_stacktrace: stacktrace, id: never }, others: asked });
const breadcrumb = shape({
  type: "breadcrumb",
  members: { message: free, data: free, timestamp: never, type: asked, category: asked, level: never, event_id: never },
  others: asked,
});
const request = shape({
  type: "request",
  members: {
    url: shape({ builtIn: "credentials" }),
    data: free,
    query_string: pairs,
    fragment: free,
    cookies: pairs,
    headers: shape({ scrubbable: "yes", pairs: true, members: { "User-Agent": asked }, others: free }),
    env: free,
  },
  others: asked,
});
const user = shape({
  type: "user",
  members: { id: free, email: free, ip_address: free, username: free, name: free, data: free, geo: asked },
  others: asked,
});

const span = shape({
  type: "span",
  members: {
    data: attributes,
    description: asked,
    ...Object.fromEntries(
      ["trace_id", "span_id", "parent_span_id", "segment_id", "start_timestamp", "timestamp", "exclusive_time"].map((name) => [name, never]),
    ),
  },
  others: asked,
});

/** Of contexts that SDKs and the server fill in; contexts of a person's own may hold anything. */
const known = shape({ members: { type: never }, others: asked });
const ids = { type: never, trace_id: never, span_id: never, parent_span_id: never };
const contexts = shape({
  members: {
    ...Object.fromEntries(
      ["os", "client_os", "device", "browser", "runtime", "app", "gpu", "culture", "cloud_resource", "profile", "replay", "monitor", "otel", "flags"].map(
        (name) => [name, known],
      ),
    ),
    trace: shape({ members: { ...ids, data: attributes }, others: asked }),
    feedback: shape({ members: { type: never, message: prose, contact_email: asked, name: asked }, others: asked }),
    response: shape({ members: { type: never, headers: pairs, cookies: pairs, data: free }, others: asked }),
  },
  others: shape({ scrubbable: "yes", members: { type: never }, others: free }),
});

/** The whole of a normalized event or transaction. */
export const eventShape = shape({
  type: "event",
  scrubbable: "no",
  members: {
    logentry: shape({ type: "logentry", members: { message: free, formatted: prose, params: free } }),
    exception: listOf("exceptions", exception),
    threads: listOf("threads", thread),
    stacktrace,
    breadcrumbs: listOf("breadcrumbs", breadcrumb),
    request,
    user,
    contexts,
    // They quote what could not be used.
    errors: shape({ scrubbable: "no", fixed: true, others: shape({ members: { value: free }, others: never }) }),
    tags: shape({ scrubbable: "yes", pairs: true, fixed: true, others: free }),
    extra: free,
    sdk: shape({ type: "clientsdk", members: { client_ip: free }, others: asked }),
    spans: shape({ type: "array", fixed: true, others: span }),
    csp: shape({ members: { effective_directive: asked, violated_directive: asked, original_policy: asked }, others: free }),
    hpkp: free,
    expectct: free,
    expectstaple: free,
    nel: free,
    template: asked,
    modules: asked,
    fingerprint: asked,
    transaction: asked,
    culprit: asked,
    title: asked,
    logger: asked,
    debug_meta: asked,
    transaction_info: asked,
  },
  others: never,
});
