import { misses, type FactContext } from "./facts.ts";
import { api, eventDetail, type Project, projectPath, type Server, until } from "./harness.ts";
import { isRecord, type JsonRecord, listAt, preview } from "./json-path.ts";
import { type Scenario, traceIds } from "./recorded-requests.ts";

/** Item types whose facts are checked here. */
export const traceItems: ReadonlySet<string> = new Set(["transaction", "span", "log", "trace_metric", "statsd"]);

/** What a scenario did in transactions, spans, logs and metrics, read back through the REST API. */
export async function traceProblems(server: Server, project: Project, scenario: Scenario, transactions: readonly string[]): Promise<readonly string[]> {
  const reader = new Reader(server, project);
  const context = { traceIds: traceIds(scenario.recordings), artifact: () => "" };
  const wanted = (item: string) => scenario.expect.filter((each) => each.item === item).map(({ facts }) => facts);
  return [
    ...(await transactionProblems(reader, wanted("transaction"), transactions, context)),
    ...(await spanProblems(reader, wanted("span"), context.traceIds)),
    ...(await logProblems(reader, wanted("log"))),
    ...(await metricProblems(reader, wanted("trace_metric"))),
    ...(await statsdProblems(reader, wanted("statsd"))),
  ];
}

class Reader {
  readonly #server: Server;
  readonly #project: Project;

  constructor(server: Server, project: Project) {
    this.#server = server;
    this.#project = project;
  }

  async rows(dataset: string, field: readonly string[], query: string, sort: string): Promise<readonly JsonRecord[]> {
    const search = new URLSearchParams([
      ["dataset", dataset],
      ["query", query],
      ["sort", sort],
      ["statsPeriod", "90d"],
      ["project", this.#project.id],
    ]);
    for (const each of field) search.append("field", each);
    const { status, body } = await api(this.#server, this.#project, `/organizations/${this.#project.orgSlug}/events/?${search.toString()}`);
    if (status !== 200) throw new Error(`${search.toString()}: ${status} ${preview(body)}`);
    return listAt(body, "data").filter(isRecord);
  }

  detail(id: string): Promise<unknown> {
    return eventDetail(this.#server, this.#project, id);
  }

  async json(id: string): Promise<unknown> {
    return (await api(this.#server, this.#project, `${projectPath(this.#project)}/events/${id}/json/`)).body;
  }
}

async function transactionProblems(reader: Reader, wanted: readonly JsonRecord[], ids: readonly string[], context: FactContext): Promise<readonly string[]> {
  if (wanted.length === 0) return [];
  const views = await Promise.all(
    ids.map(async (id) => {
      const detail = await until(`transaction ${id}`, () => reader.detail(id));
      const spans = await reader.rows("spans", ["span.name", "span.op", "is_transaction"], `transaction.event_id:${id}`, "-is_transaction");
      return { detail, stored: await reader.json(id), spans };
    }),
  );
  return assign(wanted, views, ({ detail, stored, spans }, facts) => {
    const { span_names, span_ops, span_count, ...rest } = facts;
    const children = spans.filter((span) => span["is_transaction"] === false);
    return [...misses({ detail, stored }, rest, context), ...listMisses(children, { span_names, span_ops, span_count })];
  });
}

/** At least these names and kinds, and exactly this number. */
function listMisses(spans: readonly JsonRecord[], { span_names: names, span_ops: ops, span_count: count }: JsonRecord): readonly string[] {
  const missing = (want: unknown, field: string): readonly string[] =>
    (Array.isArray(want) ? want : [])
      .filter((each) => !spans.some((span) => span[field] === each))
      .map((each) => `no span with ${field} ${preview(each)} in ${preview(spans)}`);
  const wrong = count === undefined || spans.length === count ? [] : [`want ${preview(count)} spans, have ${spans.length}: ${preview(spans)}`];
  return [...missing(names, "span.name"), ...missing(ops, "span.op"), ...wrong];
}

/** Spans that came by themselves, by the segment that they are of. */
async function spanProblems(reader: Reader, wanted: readonly JsonRecord[], traces: ReadonlySet<string>): Promise<readonly string[]> {
  if (wanted.length === 0) return [];
  const fields = ["id", "trace", "parent_span", "segment.id", "is_segment", "span.name", "span.op", "timestamp"];
  const groups = async (): Promise<readonly (readonly JsonRecord[])[]> => {
    const all = await Promise.all([...traces].map((id) => reader.rows("spans", fields, `trace:${id}`, "timestamp")));
    const segments = new Map<unknown, JsonRecord[]>();
    for (const span of all.flat()) segments.set(span["segment.id"], [...(segments.get(span["segment.id"]) ?? []), span]);
    return [...segments.values()];
  };
  const check = (spans: readonly JsonRecord[], facts: JsonRecord): readonly string[] => {
    const segment = spans.find((span) => span["is_segment"] === true);
    const of: Readonly<Record<string, unknown>> = {
      segment: segment?.["span.name"],
      trace_id: segment?.["trace"],
      parent_span_id: segment?.["parent_span"],
      op: segment?.["span.op"],
    };
    const { span_names, span_ops, span_count, ...rest } = facts;
    const wrong = Object.entries(rest).filter(([name, want]) => !Object.hasOwn(of, name) || of[name] !== want);
    return [
      ...wrong.map(([name, want]) => `${name}: want ${preview(want)}, have ${preview(of[name])}`),
      ...listMisses(spans, { span_names, span_ops, span_count }),
    ];
  };
  return settled(async () => assign(wanted, await groups(), check));
}

async function logProblems(reader: Reader, wanted: readonly JsonRecord[]): Promise<readonly string[]> {
  const lists = wanted.map(({ logs }) => (Array.isArray(logs) ? logs.filter(isRecord) : []));
  const names = attributeNames(lists.flat());
  return settled(async () => {
    const found = lists.length === 0 ? [] : await reader.rows("ourlogs", ["severity", "message", "timestamp", ...names], "", "timestamp");
    return lists.flatMap((logs) =>
      inOrder(
        found,
        logs,
        (row, { level, body, attributes }) => row["severity"] === level && (body === undefined || row["message"] === body) && hasAll(row, attributes),
      ),
    );
  });
}

async function metricProblems(reader: Reader, wanted: readonly JsonRecord[]): Promise<readonly string[]> {
  const lists = wanted.map(({ metrics }) => (Array.isArray(metrics) ? metrics.filter(isRecord) : []));
  const names = attributeNames(lists.flat());
  return settled(async () => {
    const found =
      lists.length === 0
        ? []
        : await reader.rows("tracemetrics", ["metric.name", "metric.type", "metric.unit", "value", "timestamp", ...names], "", "timestamp");
    return lists.flatMap((metrics) =>
      inOrder(
        found,
        metrics,
        (row, { name, type, value, unit, attributes }) =>
          row["metric.name"] === name &&
          row["metric.type"] === type &&
          row["value"] === value &&
          (unit === undefined || row["metric.unit"] === unit) &&
          hasAll(row, attributes),
      ),
    );
  });
}

const statsdTypes: Readonly<Record<string, string>> = { c: "counter", d: "distribution", g: "gauge", s: "set" };

/** Each line names a metric, and mostly its first value. */
async function statsdProblems(reader: Reader, wanted: readonly JsonRecord[]): Promise<readonly string[]> {
  const lines = wanted.flatMap(({ lines: each }) => (Array.isArray(each) ? each.map(String) : []));
  return settled(async () => {
    const found =
      lines.length === 0 ? [] : await reader.rows("tracemetrics", ["metric.name", "metric.type", "metric.unit", "value", "timestamp"], "", "timestamp");
    return lines.filter((line) => {
      const [, name, unit, value, type] = /^([^@:]+)(?:@([^:]+))?:([\d.]*)[^|]*(?:\|(\w))?/.exec(line) ?? [];
      return !found.some(
        (row) =>
          row["metric.name"] === name &&
          (unit === undefined || unit === "none" ? row["metric.unit"] === null : row["metric.unit"] === unit) &&
          (value === undefined || value === "" || row["value"] === Number(value)) &&
          (type === undefined || row["metric.type"] === statsdTypes[type]),
      );
    });
  });
}

/** Containers answer no id to wait for: asked again until nothing is wrong, or for as long as processing may take. */
async function settled(problems: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let last: readonly string[] = [];
  await until(
    "what was sent",
    async () => {
      last = await problems();
      return last.length === 0 ? true : undefined;
    },
    5000,
  ).catch(() => undefined);
  return last;
}

/** Gives each wanted entry the view that fits best, and answers what is still amiss. */
function assign<View>(wanted: readonly JsonRecord[], views: readonly View[], check: (view: View, facts: JsonRecord) => readonly string[]): readonly string[] {
  const free = new Set(views);
  return wanted.flatMap((facts) => {
    const [best] = [...free].map((view) => ({ view, missed: check(view, facts) })).sort((a, b) => a.missed.length - b.missed.length);
    if (best === undefined) return [`nothing is left for ${preview(facts)}`];
    free.delete(best.view);
    return best.missed;
  });
}

/** Others may stand between. */
function inOrder(found: readonly JsonRecord[], wanted: readonly JsonRecord[], matches: (row: JsonRecord, want: JsonRecord) => boolean): readonly string[] {
  let at = 0;
  for (const want of wanted) {
    const next = found.findIndex((row, index) => index >= at && matches(row, want));
    if (next < 0) return [`want ${preview(want)} behind ${at} of ${preview(found)}`];
    at = next + 1;
  }
  return [];
}

function attributeNames(entries: readonly JsonRecord[]): readonly string[] {
  return [...new Set(entries.flatMap(({ attributes }) => (isRecord(attributes) ? Object.keys(attributes) : [])))].slice(0, 12);
}

/** Booleans are shown as text where an attribute's type is not asked for. */
function hasAll(row: JsonRecord, attributes: unknown): boolean {
  if (!isRecord(attributes)) return true;
  return Object.entries(attributes).every(([name, want]) => row[name] === (typeof want === "boolean" ? String(want) : want));
}
