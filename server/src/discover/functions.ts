import { everything, type Aggregate, type Expression, type TableCondition, type Value } from "../query/table-query.ts";
import { DiscoverError } from "./discover-error.ts";
import { isNumeric, type DiscoverDataset, type Field, type FieldType } from "./field.ts";
import type { FunctionCall } from "./parse-function.ts";
import { parseMilliseconds, parseNumber } from "./quantity.ts";

/** A function of the language as aggregates of the store, and what becomes of them. */
export interface Computed {
  readonly type: FieldType;
  readonly unit: string | null;
  readonly aggregates: readonly Aggregate[];
  /** `seconds`: how long the window is that the rows are of. */
  readonly finish: (values: readonly Value[], seconds: number) => Value;
}

export interface FunctionContext {
  readonly dataset: DiscoverDataset;
  /** A search as a condition, for the functions that end in `_if`. */
  readonly condition: (search: string) => TableCondition;
}

type Build = (args: readonly string[], context: FunctionContext) => Computed;

const number = (value: Value | undefined): number => Number(value ?? 0);
const first = ([value = null]: readonly Value[]): Value => value;
const counted = (type: FieldType, aggregates: readonly Aggregate[]): Computed => ({ type, unit: null, aggregates, finish: first });

function only(...aggregates: readonly Aggregate[]): (field: Field) => Computed {
  return ({ type, unit }) => ({ type: type ?? "number", unit, aggregates, finish: first });
}

function fieldOf(name: string | undefined, { dataset }: FunctionContext, call: string): Field {
  if (name === undefined || name === "") {
    if (dataset.measured !== null) return dataset.measured;
    throw new DiscoverError(`${call}: expected 1 argument(s)`);
  }
  return dataset.field(name);
}

/** A field that can be reckoned with; an attribute that nothing is known of counts where it is a number. */
function numeric(name: string | undefined, context: FunctionContext, call: string): Field {
  const field = fieldOf(name, context, call);
  if (field.type === null && field.expression.kind === "attribute") return { ...field, type: "number", expression: { ...field.expression, type: "number" } };
  if (isNumeric(field)) return field;
  if (field.type === "date") return { ...field, type: "date" };
  throw new DiscoverError(`${call}: column argument invalid: ${field.name} is not a numeric column`);
}

const quantile =
  (q: number): Build =>
  ([name], context) => {
    const field = numeric(name, context, `p${q * 100}`);
    return only({ kind: "quantile", of: field.expression, q })(field);
  };

const measure =
  (kind: "sum" | "avg" | "min" | "max"): Build =>
  ([name], context) => {
    const field = numeric(name, context, kind);
    return only({ kind, of: field.expression })(field);
  };

const rate =
  (perSeconds: number): Build =>
  () => ({
    type: "rate",
    unit: perSeconds === 1 ? "1/second" : "1/minute",
    aggregates: [{ kind: "count" }],
    finish: ([count], seconds) => (seconds > 0 ? (number(count) / seconds) * perSeconds : 0),
  });

const pair =
  (kind: "covariance" | "correlation" | "slope"): Build =>
  ([a, b], context) => ({
    type: "number",
    unit: null,
    aggregates: [{ kind, of: numeric(a, context, kind).expression, and: numeric(b, context, kind).expression }],
    finish: first,
  });

const deviation =
  (finish: (variance: number) => number): Build =>
  ([name], context) => ({
    type: "number",
    unit: null,
    aggregates: [{ kind: "variance", of: numeric(name, context, "variance").expression }],
    finish: ([value = null]) => (typeof value === "number" ? finish(value) : null),
  });

/** Not ok, cancelled or unknown; an absent status says nothing (`api.md` §3.4). */
function failed({ dataset }: FunctionContext): TableCondition {
  if (dataset.status === null) throw new DiscoverError("failure_rate: there is no status in this dataset");
  const of = dataset.status.expression;
  return {
    kind: "all",
    of: [
      { kind: "present", of },
      { kind: "not", of: { kind: "oneOf", of, values: ["ok", "cancelled", "unknown"] } },
    ],
  };
}

const compared = { equals: "=", notEquals: "!=", greater: ">", greaterOrEquals: ">=", less: "<", lessOrEquals: "<=" } as const;

function comparison(name: string | undefined, word: string | undefined, text: string | undefined, context: FunctionContext): TableCondition {
  const op = Object.entries(compared).find(([known]) => known === word)?.[1];
  if (op === undefined || text === undefined) throw new DiscoverError(`count_if: the condition must be one of ${Object.keys(compared).join(", ")}`);
  const plain = text.replaceAll(/^"|"$/g, "");
  const field = fieldOf(name, context, "count_if");
  const value = field.type === "duration" ? parseMilliseconds(plain) : parseNumber(plain);
  if (value !== undefined && (isNumeric(field) || (op !== "=" && op !== "!=")))
    return { kind: "compare", of: numeric(name, context, "count_if").expression, op, value };
  if (op !== "=" && op !== "!=") throw new DiscoverError(`count_if: ${plain} is not a number`);
  const equal: TableCondition = { kind: "oneOf", of: field.expression, values: [(field.prefix ?? "") + plain] };
  return op === "=" ? equal : { kind: "not", of: equal };
}

const defaultThreshold = 300;

function threshold(text: string | undefined): number {
  if (text === undefined || text === "") return defaultThreshold;
  const value = parseMilliseconds(text);
  if (value === undefined || value < 0) throw new DiscoverError(`apdex: ${text} is not a number of milliseconds`);
  return value;
}

function slowerThan(limit: number, context: FunctionContext): TableCondition {
  return { kind: "compare", of: numeric(undefined, context, "apdex").expression, op: ">", value: limit };
}

const vitals: Readonly<Record<string, readonly [good: number, meh: number]>> = {
  "measurements.lcp": [2500, 4000],
  "measurements.fcp": [1000, 3000],
  "measurements.fp": [1000, 3000],
  "measurements.fid": [100, 300],
  "measurements.inp": [200, 500],
  "measurements.cls": [0.1, 0.25],
  "measurements.ttfb": [200, 400],
};

function vitalQuality(name: string | undefined, quality: string | undefined, context: FunctionContext): TableCondition {
  const limits = vitals[name ?? ""];
  if (limits === undefined || name === undefined) throw new DiscoverError(`count_web_vitals: ${name ?? ""} is not one of ${Object.keys(vitals).join(", ")}`);
  const of: Expression = numeric(name, context, "count_web_vitals").expression;
  const [good, meh] = limits;
  const above = (value: number): TableCondition => ({ kind: "compare", of, op: ">=", value });
  const below = (value: number): TableCondition => ({ kind: "compare", of, op: "<", value });
  if (quality === "good") return below(good);
  if (quality === "meh") return { kind: "all", of: [above(good), below(meh)] };
  if (quality === "poor") return above(meh);
  if (quality === "any") return { kind: "present", of };
  throw new DiscoverError("count_web_vitals: the quality must be good, meh, poor or any");
}

const distinct: Build = ([name], context) => counted("integer", [{ kind: "distinct", of: fieldOf(name, context, "count_unique").expression }]);

const functions = new Map<string, Build>([
  [
    "count",
    ([name], context) =>
      counted("integer", [
        name === undefined || name === "" || name === context.dataset.measured?.name
          ? { kind: "count" }
          : { kind: "countOf", of: context.dataset.field(name).expression },
      ]),
  ],
  ["count_unique", distinct],
  [
    "count_at_least",
    ([name, least], context) =>
      counted("integer", [
        { kind: "count", when: { kind: "compare", of: numeric(name, context, "count_at_least").expression, op: ">=", value: parseNumber(least ?? "") ?? 0 } },
      ]),
  ],
  ["eps", rate(1)],
  ["epm", rate(60)],
  ["tps", rate(1)],
  ["tpm", rate(60)],
  ["sps", rate(1)],
  ["spm", rate(60)],
  ["per_second", rate(1)],
  ["per_minute", rate(60)],
  ...[50, 75, 90, 95, 99, 100].map((p) => [`p${p}`, quantile(p / 100)] as const),
  [
    "percentile",
    ([name, share], context) => {
      const q = Number(share);
      if (!(q >= 0 && q <= 1) || share === undefined || share === "") throw new DiscoverError("percentile: expected a column and a number from 0 to 1");
      return quantile(q)([name ?? ""], context);
    },
  ],
  ["sum", measure("sum")],
  ["avg", measure("avg")],
  ["min", measure("min")],
  ["max", measure("max")],
  ["var", deviation((variance) => variance)],
  ["stddev", deviation(Math.sqrt)],
  ["cov", pair("covariance")],
  ["corr", pair("correlation")],
  ["linear_regression", pair("slope")],
  ["failure_count", (_, context) => counted("integer", [{ kind: "count", when: failed(context) }])],
  [
    "failure_rate",
    (_, context) => ({
      type: "percentage",
      unit: null,
      aggregates: [{ kind: "count", when: failed(context) }, { kind: "count" }],
      finish: ([bad, all]) => (number(all) === 0 ? 0 : number(bad) / number(all)),
    }),
  ],
  [
    "apdex",
    (args, context) => {
      const limit = threshold(args.at(-1));
      return {
        type: "number",
        unit: null,
        aggregates: [{ kind: "count", when: slowerThan(limit, context) }, { kind: "count", when: slowerThan(4 * limit, context) }, { kind: "count" }],
        finish: ([slow, frustrating, all]) =>
          number(all) === 0 ? null : (number(all) - number(slow) + (number(slow) - number(frustrating)) / 2) / number(all),
      };
    },
  ],
  [
    "count_miserable",
    ([, limit], context) => counted("integer", [{ kind: "distinct", of: context.dataset.user.expression, when: slowerThan(4 * threshold(limit), context) }]),
  ],
  [
    "user_misery",
    ([limit], context) => ({
      type: "number",
      unit: null,
      aggregates: [
        { kind: "distinct", of: context.dataset.user.expression, when: slowerThan(4 * threshold(limit), context) },
        { kind: "distinct", of: context.dataset.user.expression },
      ],
      finish: ([miserable, users]) => (number(miserable) + 5.8875) / (number(users) + 117.75),
    }),
  ],
  ["count_web_vitals", ([name, quality], context) => counted("integer", [{ kind: "count", when: vitalQuality(name, quality, context) }])],
  ["last_seen", () => ({ type: "date", unit: null, aggregates: [{ kind: "max", of: { kind: "column", name: "timestamp" } }], finish: first })],
  ["latest_event", () => counted("string", [{ kind: "newestId" }])],
  [
    "any",
    ([name], context) => {
      const field = fieldOf(name, context, "any");
      return { type: field.type ?? "string", unit: field.unit, aggregates: [{ kind: "min", of: field.expression }], finish: first };
    },
  ],
]);

const withAttributes = new Set(["metrics"]);

/** What a function computes. Throws `DiscoverError`. */
export function buildFunction(call: FunctionCall, context: FunctionContext): Computed {
  if (call.name === "count_if" && call.args[0]?.startsWith("`") !== true) {
    const [name, word, value] = call.args;
    return counted("integer", [{ kind: "count", when: comparison(name, word, value, context) }]);
  }
  if (call.name.endsWith("_if") && functions.has(call.name.slice(0, -3))) return filtered(call, context);
  const build = functions.get(call.name);
  if (build === undefined) throw new DiscoverError(`Unknown function ${call.name}`);
  if (withAttributes.has(context.dataset.table) && call.args.length > 1) return ofMetric(call, build, context);
  return build(call.args, context);
}

/** ``avg_if(`span.op:db`,span.duration)`` */
function filtered({ name, args }: FunctionCall, context: FunctionContext): Computed {
  const [search = "", ...rest] = args;
  const computed = functions.get(name.slice(0, -3))?.(rest, context);
  if (computed === undefined || !/^`.*`$/s.test(search)) throw new DiscoverError(`${name}: the first argument must be a search between back quotes`);
  return restricted(computed, context.condition(search.slice(1, -1)));
}

/** `sum(value,cart.opened,counter,none)`: of one metric. */
function ofMetric({ args }: FunctionCall, build: Build, context: FunctionContext): Computed {
  const [value = "value", ...labels] = args;
  const conditions = ["metric.name", "metric.type", "metric.unit"].flatMap((name, index): TableCondition[] => {
    const label = labels[index];
    return label === undefined || label === "" || label === "-" || label === "none"
      ? []
      : [{ kind: "oneOf", of: context.dataset.field(name).expression, values: [label] }];
  });
  return restricted(build([value], context), { kind: "all", of: conditions });
}

function restricted(computed: Computed, when: TableCondition): Computed {
  const aggregates = computed.aggregates.map((aggregate) =>
    Object.assign({}, aggregate, { when: { kind: "all", of: [when, aggregate.when ?? everything] } as const }),
  );
  return { ...computed, aggregates };
}
