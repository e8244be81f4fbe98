import type { TimeRange } from "../query/model.ts";
import type { TableCondition, TableSelect, Value } from "../query/table-query.ts";
import type { Project } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";
import { AggregateList, describe, isAggregate, parseColumns, type Column } from "./columns.ts";
import { DiscoverError } from "./discover-error.ts";
import { shown, type DiscoverDataset, type FieldType } from "./field.ts";
import { buildFunction, type Computed, type FunctionContext } from "./functions.ts";
import { discoverNames, shownNames } from "./names.ts";
import { parseFunction } from "./parse-function.ts";
import { parseDiscoverSearch, type DiscoverSearch, type Having } from "./search.ts";

export interface DiscoverStores {
  readonly telemetry: Pick<TelemetryReader, "select" | "aggregate">;
  readonly state: StateReader;
}

export interface DiscoverScope {
  readonly dataset: DiscoverDataset;
  readonly organizationId: number;
  readonly projects: readonly Project[];
  readonly environments: readonly string[];
  readonly range: TimeRange;
  readonly query: string;
  readonly now: number;
  /** Conditions on functions are allowed. */
  readonly aggregateConditions: boolean;
}

export interface TableRequest extends DiscoverScope {
  readonly fields: readonly string[];
  readonly sort: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

export interface TableResult {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly units: Readonly<Record<string, string | null>>;
}

/** More groups than anybody pages through; those with most rows are kept. */
const maxGroups = 10_000;

/** `GET …/events/` (`api.md` §3.4). Throws `DiscoverError` and `SearchError`. */
export async function queryTable(stores: DiscoverStores, request: TableRequest): Promise<TableResult> {
  const { search, context } = await prepare(stores.state, request);
  const columns = parseColumns(request.fields, context);
  const grouped = columns.some(isAggregate);
  if (!grouped && search.having.length > 0) throw new DiscoverError("Aggregate filters need a function among the columns");
  const all = grouped ? columns : withRowFields(columns, request.dataset);
  const rows = grouped ? await groupedRows(stores, request, columns, search, context) : await plainRows(stores, request, all, search);
  return present(stores.state, request, all, rows);
}

export interface Prepared {
  readonly search: DiscoverSearch;
  readonly context: FunctionContext;
}

/** The search with everything that the request limits besides. */
export async function prepare(state: StateReader, request: DiscoverScope): Promise<Prepared> {
  const { dataset, query, projects, organizationId, now, environments } = request;
  const names = await discoverNames(state, query, organizationId, projects);
  const parsing = { dataset, names, now };
  const search = parseDiscoverSearch(query, { ...parsing, aggregates: request.aggregateConditions });
  const chosen = environments.filter((name) => name !== "");
  const inEnvironment: TableCondition[] = chosen.length === 0 ? [] : [{ kind: "oneOf", of: dataset.field("environment").expression, values: chosen }];
  const condition = (text: string): TableCondition => parseDiscoverSearch(text, { ...parsing, aggregates: false }).where;
  return {
    search: { having: search.having, where: { kind: "all", of: [search.where, ...inEnvironment, ...(dataset.only === undefined ? [] : [dataset.only])] } },
    context: { dataset, condition },
  };
}

/** Rows are found again by id and project; fields that were asked for come first. */
function withRowFields(columns: readonly Column[], dataset: DiscoverDataset): readonly Column[] {
  const missing = dataset.rowFields.filter((name) => !columns.some(({ text }) => text === name));
  return [...columns, ...missing.map((name) => ({ kind: "field", text: name, field: dataset.field(name) }) as const)];
}

async function plainRows(
  stores: DiscoverStores,
  request: TableRequest,
  columns: readonly Column[],
  search: DiscoverSearch,
): Promise<readonly (readonly Value[])[]> {
  const order = request.sort.map((text) => sortedBy(text, columns));
  // Where nothing is said, the newest first.
  const select: TableSelect["select"] = columns.map((column) =>
    column.kind === "field" ? column.field.expression : column.kind === "rowEquation" ? column.expression : { kind: "constant", value: null },
  );
  return stores.telemetry.select({
    table: request.dataset.table,
    projectIds: request.projects.map(({ id }) => id),
    range: request.range,
    where: search.where,
    select,
    orderBy: order,
    limit: request.limit,
    offset: request.offset,
  });
}

function sortedBy(text: string, columns: readonly Column[]): { readonly index: number; readonly descending: boolean } {
  const descending = text.startsWith("-");
  const name = descending ? text.slice(1) : text;
  const [, equation] = /^equation\[(\d+)\]$/.exec(name) ?? [];
  const equations = columns.flatMap((column, index) => (column.kind === "equation" || column.kind === "rowEquation" ? [index] : []));
  const index = equation === undefined ? columns.findIndex((column) => column.text === name || aliasOf(column) === name) : (equations[Number(equation)] ?? -1);
  if (index < 0) throw new DiscoverError("Cannot sort by a field that is not selected.");
  return { index, descending };
}

function aliasOf(column: Column): string | undefined {
  return column.kind === "function" ? column.alias : undefined;
}

async function groupedRows(
  stores: DiscoverStores,
  request: TableRequest,
  columns: readonly Column[],
  search: DiscoverSearch,
  context: FunctionContext,
): Promise<readonly (readonly Value[])[]> {
  const order = request.sort.map((text) => sortedBy(text, columns));
  const aggregates = new AggregateList();
  for (const column of columns) {
    if (column.kind === "function") aggregates.add(column.computed);
    else if (column.kind === "equation") for (const computed of column.functions.values()) aggregates.add(computed);
  }
  const conditions = search.having.map((having) => compileHaving(having, context, aggregates));
  const keys = columns.filter((column) => !isAggregate(column));
  const { groups } = await stores.telemetry.aggregate({
    table: request.dataset.table,
    projectIds: request.projects.map(({ id }) => id),
    range: request.range,
    where: search.where,
    groupBy: keys.map((column) =>
      column.kind === "field" ? column.field.expression : column.kind === "rowEquation" ? column.expression : { kind: "constant", value: null },
    ),
    aggregates: aggregates.list,
    maxGroups,
  });
  const seconds = (request.range.to - request.range.from) / 1000;
  const rows: Value[][] = [];
  for (const { key, values } of groups) {
    if (!conditions.every((holds) => holds(values, seconds))) continue;
    rows.push(columns.map((column) => (isAggregate(column) ? aggregates.valueOf(column, values, seconds) : (key[keys.indexOf(column)] ?? null))));
  }
  rows.sort((a, b) => compareRows(a, b, order));
  return rows.slice(request.offset, request.offset + request.limit);
}

function compareRows(a: readonly Value[], b: readonly Value[], order: readonly { readonly index: number; readonly descending: boolean }[]): number {
  for (const { index, descending } of order) {
    const [left = null, right = null] = [a[index], b[index]];
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    const sign = (typeof left === "number" && typeof right === "number" ? left < right : String(left) < String(right)) ? -1 : 1;
    return descending ? -sign : sign;
  }
  // The same order whenever it is asked: pages must not overlap.
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

type GroupCondition = (values: readonly Value[], seconds: number) => boolean;

function compileHaving(having: Having, context: FunctionContext, aggregates: AggregateList): GroupCondition {
  if (having.kind === "not") {
    const inner = compileHaving(having.of, context, aggregates);
    return (values, seconds) => !inner(values, seconds);
  }
  if (having.kind !== "compare") {
    const parts = having.of.map((each) => compileHaving(each, context, aggregates));
    return having.kind === "all"
      ? (values, seconds) => parts.every((part) => part(values, seconds))
      : (values, seconds) => parts.some((part) => part(values, seconds));
  }
  const call = parseFunction(having.function);
  if (call === undefined) throw new DiscoverError(`Unknown function ${having.function}`);
  const computed: Computed = buildFunction(call, context);
  aggregates.add(computed);
  return (values, seconds) => {
    const value = aggregates.finish(computed, values, seconds);
    return typeof value === "number" && holds(value, having.op, having.value);
  };
}

function holds(value: number, op: Extract<Having, { readonly kind: "compare" }>["op"], wanted: number): boolean {
  if (op === "=") return value === wanted;
  if (op === "!=") return value !== wanted;
  if (op === ">") return value > wanted;
  if (op === ">=") return value >= wanted;
  return op === "<" ? value < wanted : value <= wanted;
}

async function present(state: StateReader, request: TableRequest, columns: readonly Column[], rows: readonly (readonly Value[])[]): Promise<TableResult> {
  const issues = columns.flatMap((column, index) => (column.kind === "field" && column.field.names === "issue" ? [index] : []));
  const names = await shownNames(
    state,
    request.projects,
    rows.flatMap((row) => issues.flatMap((index) => (typeof row[index] === "number" ? [row[index]] : []))),
  );
  const show = (column: Column, value: Value): unknown => {
    if (column.kind === "function" && column.computed.type === "date") return typeof value === "number" ? new Date(value).toISOString() : value;
    if (column.kind !== "field") return value;
    if (column.field.names === undefined) return shown(column.field, value);
    return typeof value === "number" ? names[column.field.names](value) : null;
  };
  const data = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.text, show(column, row[index] ?? null)])));
  const described = columns.map(
    (column, index) =>
      [
        column.text,
        describe(
          column,
          rows.map((row) => row[index]),
        ),
      ] as const,
  );
  return {
    data,
    fields: Object.fromEntries(described.map(([text, { type }]) => [text, type])),
    units: Object.fromEntries(described.map(([text, { unit }]) => [text, unit])),
  };
}
