import type { Aggregate, AggregateResult, TableAggregate, Value } from "../../../query/table-query.ts";
import type { Database } from "../../sqlite/database.ts";
import { oneOf, type Condition } from "./compile.ts";
import { partialsOf, type Partials } from "./partials.ts";
import { compileCondition, compileExpression, joined, parametersOf } from "./table-compile.ts";
import { defineSketches } from "./sketch-functions.ts";
import { inTime, isKeyed, sourceIn, type TableSource } from "./table-source.ts";
import { toValue } from "./table-select.ts";

/** Every day answers parts that can be put together: counts, sums, sketches. */
export function aggregateOver(partitions: Iterable<Database>, query: TableAggregate): AggregateResult {
  const groups = new Map<string, { readonly key: readonly Value[]; readonly partials: readonly Partials[] }>();
  let truncated = false;
  for (const database of partitions) {
    const source = sourceIn(database, query.table);
    if (source === undefined) continue;
    defineSketches(database);
    for (const { key, parts } of partsOf(database, source, query)) {
      const name = JSON.stringify(key);
      let group = groups.get(name);
      if (group === undefined) {
        if (groups.size >= query.maxGroups) {
          truncated = true;
          continue;
        }
        groups.set(name, (group = { key, partials: query.aggregates.map((aggregate) => partialsOf(aggregate)) }));
      }
      let at = 0;
      for (const partial of group.partials) {
        partial.merge(parts.slice(at, at + partial.width));
        at += partial.width;
      }
    }
  }
  // Without groups there is one answer, also over nothing.
  if (query.groupBy.length === 0 && groups.size === 0) groups.set("[]", { key: [], partials: query.aggregates.map((aggregate) => partialsOf(aggregate)) });
  return { groups: [...groups.values()].map(({ key, partials }) => ({ key, values: partials.map((partial) => partial.value()) })), truncated };
}

function* partsOf(
  database: Database,
  source: TableSource,
  query: TableAggregate,
): Generator<{ readonly key: readonly Value[]; readonly parts: readonly Value[] }> {
  const keys = query.groupBy.map((expression) => compileExpression(source, expression));
  const columns = query.aggregates.flatMap((aggregate) => partColumns(source, aggregate));
  const where = joined(
    [oneOf("project_id", query.projectIds), inTime(query.range, isKeyed(query.table, query.where)), compileCondition(source, query.where)],
    "and",
    "true",
  );
  const selected = [...keys, ...columns];
  const names = selected.map(({ sql }, index) => `${sql} as c${index}`).join(", ");
  const grouping = keys.length === 0 ? "" : ` group by ${keys.map((_, index) => `c${index}`).join(", ")}`;
  // The largest groups are those that are worth keeping when there are too many.
  const order = keys.length === 0 ? "" : ` order by count(*) desc limit ${query.maxGroups + 1}`;
  const sql = `select ${names === "" ? "null" : names} from ${source.table} where ${where.sql}${grouping}${order}`;
  for (const row of database.prepare(sql).iterate(...parametersOf(selected), ...where.parameters)) {
    const values = selected.map((_, index) => toValue(row[`c${index}`]));
    yield { key: values.slice(0, keys.length), parts: values.slice(keys.length) };
  }
}

/** The columns that one aggregate needs, over the rows that it is about. */
function partColumns(source: TableSource, aggregate: Aggregate): readonly Condition[] {
  const when = aggregate.when === undefined ? undefined : compileCondition(source, aggregate.when);
  const filter = when === undefined ? "" : ` filter (where ${when.sql})`;
  const parts = partialsOf(aggregate).columns(source);
  return parts.map(({ sql, parameters }) => ({ sql: `${sql}${filter}`, parameters: [...parameters, ...(when?.parameters ?? [])] }));
}
