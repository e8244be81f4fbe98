import { afterAll, beforeAll, expect, test } from "vitest";
import { pick } from "../../../test/json-path.ts";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";

const now = Date.UTC(2026, 9, 2, 12);
const id = (n: number): string => n.toString(16).padStart(32, "0");
const frames = [
  { function: "leaf", filename: "a.js", lineno: 3, in_app: true },
  { function: "middle", filename: "a.js", lineno: 2 },
  { function: "root", filename: "b.js", lineno: 1 },
];
const stacks = [[0, 1, 2], [1, 2], [9]];
const threads = { 0: { name: "main" } };
const sample = (stack: number, ms: number, thread = "0") => ({ stack_id: stack, thread_id: thread, elapsed_since_start_ns: String(ms * 1e6) });
const transaction = { id: id(50), name: "GET /cart", trace_id: id(60), active_thread_id: "0" };
const profile = {
  version: "1",
  event_id: id(1),
  platform: "node",
  release: "shop@1",
  environment: "prod",
  timestamp: new Date(now - 1000).toISOString(),
  transaction,
  profile: { samples: [sample(0, 0), sample(0, 10), sample(1, 30), sample(2, 35), sample(0, 40)], stacks, frames, thread_metadata: threads },
};
const chunk = (n: number, start: number, stack: number) => ({
  version: "2",
  profiler_id: id(7),
  chunk_id: id(n),
  platform: "javascript",
  release: "shop@1",
  client_sdk: { name: "sentry.javascript.browser", version: "11" },
  profile: {
    samples: [0, 1].map((second) => ({ timestamp: start / 1000 + second, stack_id: stack, thread_id: "0" })),
    stacks,
    frames,
    thread_metadata: threads,
  },
});
let api: SeededApi;

const outcome = async (eventId: string): Promise<unknown> => pick((await api.get(`/projects/acme/shop/events/${eventId}/fate/`)).json, "outcomes", 0, "reason");

beforeAll(async () => {
  api = await seededApi(now);
  const item = (type: string, payload: unknown, headers = {}) => ({ type, payload, headers });
  const send = (n: number, ...items: readonly ReturnType<typeof item>[]) => ({ project: api.ids.shop, id: id(n), at: now, items });
  await api.ingestEnvelopes([
    send(50, item("profile", profile)),
    send(51, item("profile", { ...profile, event_id: id(2), profile: { ...profile.profile, samples: [sample(0, 0)] } })),
    send(52, item("profile", { ...profile, event_id: id(3), profile: { ...profile.profile, samples: [sample(0, 0), sample(0, 31_000)] } })),
    send(53, item("profile", { ...profile, event_id: id(4), transaction: undefined })),
    send(54, item("profile_chunk", chunk(11, now - 50_000, 1), { platform: "javascript" })),
    send(55, item("profile_chunk", chunk(10, now - 60_000, 0), { platform: "javascript" })),
    send(56, item("profile_chunk", chunk(10, now - 60_000, 0), { platform: "javascript" })),
  ]);
});
afterAll(() => api.close());

test("a profile comes back with all that was sent, to those who may see it", async () => {
  expect((await api.get(`/projects/acme/shop/profiling/profiles/${id(1)}/`)).json).toEqual({
    ...profile,
    profile: {
      ...profile.profile,
      frames: frames.map((frame) => ({ in_app: false, ...frame })),
      samples: profile.profile.samples.map((one) => ({ ...one, elapsed_since_start_ns: Number(one.elapsed_since_start_ns) })),
    },
  });
  expect((await api.get(`/projects/acme/blog/profiling/profiles/${id(1)}/`)).status).toBe(404);
});

test("what makes no profile is refused with a reason", async () => {
  expect([await outcome(id(51)), await outcome(id(52)), await outcome(id(53))]).toEqual([
    "profile_not_enough_samples",
    "profile_too_long",
    "profile_no_transaction",
  ]);
});

test("chunks are put behind each other in time, each once", async () => {
  const { json } = await api.get(`/organizations/acme/profiling/chunks/?profiler_id=${id(7)}&project=shop`);
  expect(pick(json, "chunk")).toMatchObject({ profiler_id: id(7), platform: "javascript" });
  const samples = pick(json, "chunk", "profile", "samples");
  expect(Array.isArray(samples) ? samples.map((one) => [pick(one, "timestamp"), pick(one, "stack_id")]) : samples).toEqual([
    [(now - 60_000) / 1000, 0],
    [(now - 59_000) / 1000, 0],
    [(now - 50_000) / 1000, 4],
    [(now - 49_000) / 1000, 4],
  ]);
  expect((await api.get(`/organizations/acme/profiling/chunks/?profiler_id=${id(8)}`)).status).toBe(404);
  expect((await api.get("/organizations/acme/profiling/chunks/?profiler_id=x")).status).toBe(400);
});

test("the newest profiles of both kinds, the chunks of a profiler together", async () => {
  const { json } = await api.get("/organizations/acme/profiling/profiles/?project=shop");
  const common = { projectSlug: "shop", release: "shop@1" };
  expect(json).toEqual([
    {
      ...common,
      kind: "transaction",
      id: id(1),
      name: "GET /cart",
      platform: "node",
      environment: "prod",
      trace: id(60),
      dateStarted: new Date(now - 1000).toISOString(),
      durationMs: 40,
      samples: 4,
    },
    {
      ...common,
      kind: "continuous",
      id: id(7),
      name: "",
      platform: "javascript",
      environment: null,
      trace: null,
      dateStarted: new Date(now - 60_000).toISOString(),
      durationMs: 11_000,
      samples: 4,
    },
  ]);
  expect((await api.get("/organizations/acme/profiling/profiles/?project=shop&environment=staging")).json).toEqual([]);
  expect((await api.get("/organizations/acme/profiling/profiles/?project=blog")).json).toEqual([]);
});

test("a flamegraph adds up the samples from the root to the leaf", async () => {
  const graph = (query: string) => api.get(`/organizations/acme/profiling/flamegraph/?query=${encodeURIComponent(query)}`);
  const { json } = await graph('transaction:"GET /cart"');
  expect(pick(json, "shared", "frames", 0)).toMatchObject({ name: "leaf", file: "a.js", line: 3, is_application: true });
  expect(pick(json, "profiles", 0)).toMatchObject({
    type: "sampled",
    name: "main",
    isMainThread: true,
    unit: "nanoseconds",
    endValue: 40e6,
    samples: [
      [2, 1, 0],
      [2, 1],
    ],
    weights: [30e6, 10e6],
    sample_counts: [3, 1],
  });
  expect(pick(json, "shared", "frame_infos", 0)).toMatchObject({ count: 3, weight: 30e6, sumDuration: 30e6, sumSelfTime: 30e6, p75Duration: 30e6 });
  expect(pick((await graph(`profiler.id:${id(7)}`)).json, "profiles", 0, "endValue")).toBe(2e9);
  expect(pick((await graph("transaction:other")).json, "profiles")).toEqual([]);
  expect((await graph("user:7")).status).toBe(400);
});

test("a trace names the profile of its transaction, whichever of the two names the other", async () => {
  const [trace, at] = [id(61), now / 1000 - 5];
  const send = (
    n: number,
    contexts: object,
    ...more: readonly { readonly type: string; readonly payload: unknown; readonly headers: Readonly<Record<string, unknown>> }[]
  ) => {
    const span = { trace_id: trace, span_id: n.toString(16).padStart(16, "0"), op: "http.server" };
    const payload = {
      event_id: id(n),
      type: "transaction",
      transaction: "GET /",
      start_timestamp: at,
      timestamp: at + 1,
      contexts: { trace: span, ...contexts },
      spans: [],
    };
    return { project: api.ids.shop, id: id(n), at: now, items: [{ type: "transaction", payload, headers: {} }, ...more] };
  };
  const own = { ...profile, event_id: id(5), transaction: { ...transaction, name: "GET /", id: id(70), trace_id: trace } };
  await api.ingestEnvelopes([send(70, {}, { type: "profile", payload: own, headers: {} }), send(71, { profile: { profiler_id: id(7) } })]);
  const { json } = await api.get(`/organizations/acme/trace/${trace}/`);
  const named = Array.isArray(json) ? json.map((span) => [pick(span, "transaction_id"), pick(span, "profile_id"), pick(span, "profiler_id")]) : json;
  expect(named).toEqual([
    [id(70), id(5), ""],
    [id(71), "", id(7)],
  ]);
});
