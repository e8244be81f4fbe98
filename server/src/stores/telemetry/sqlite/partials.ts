import type { Aggregate, Expression, Value } from "../../../query/table-query.ts";
import { Distinct } from "../sketches/distinct.ts";
import { Quantiles } from "../sketches/quantiles.ts";
import type { Condition } from "./compile.ts";
import { compileExpression } from "./table-compile.ts";
import type { TableSource } from "./table-source.ts";

/** One aggregate on its way over the days: what a day is asked for, and how its answers add up. */
export interface Partials {
  /** Columns in a day's answer. */
  readonly width: number;
  columns(source: TableSource): readonly Condition[];
  merge(parts: readonly Value[]): void;
  value(): Value;
}

export function partialsOf(aggregate: Aggregate): Partials {
  switch (aggregate.kind) {
    case "count":
      return new Sums(["count(*)"], [], ([count = 0]) => count);
    case "countOf":
      return new Sums(["count(?1)"], [aggregate.of], ([count = 0]) => count);
    case "sum":
      return new Sums(["count(?1)", "total(?1)"], [aggregate.of], ([count = 0, sum = 0]) => (count === 0 ? null : sum));
    case "avg":
      return new Sums(["count(?1)", "total(?1)"], [aggregate.of], ([count = 0, sum = 0]) => (count === 0 ? null : sum / count));
    case "variance":
      return new Sums(["count(?1)", "total(?1)", "total(?1 * ?1)"], [aggregate.of], ([count = 0, sum = 0, squares = 0]) =>
        count < 2 ? null : Math.max((squares - (sum * sum) / count) / (count - 1), 0),
      );
    case "min":
    case "max":
      return new Extreme(aggregate.kind, aggregate.of);
    case "newestId":
      return new NewestId();
    case "distinct":
      return new Sketched("distinct_sketch", aggregate.of, new Distinct(), (sketch) => sketch.count());
    case "quantile":
      return new Sketched("quantile_sketch", aggregate.of, new Quantiles(), (sketch) => sketch.at(aggregate.q));
    default:
      return new Sums(pairSums, [aggregate.of, aggregate.and], (sums) => pairValue(aggregate.kind, sums));
  }
}

const both = (sql: string): string => `total(case when ?1 is not null and ?2 is not null then ${sql} end)`;
const pairSums = [both("1"), both("?1"), both("?2"), both("?1 * ?2"), both("?1 * ?1"), both("?2 * ?2")];

function pairValue(
  kind: "covariance" | "correlation" | "slope" | "intercept",
  [n = 0, x = 0, y = 0, xy = 0, xx = 0, yy = 0]: readonly number[],
): number | null {
  if (n < 2) return null;
  const covariance = (xy - (x * y) / n) / (n - 1);
  const varianceX = (xx - (x * x) / n) / (n - 1);
  const varianceY = (yy - (y * y) / n) / (n - 1);
  if (kind === "covariance") return covariance;
  if (kind === "correlation") return varianceX <= 0 || varianceY <= 0 ? null : covariance / Math.sqrt(varianceX * varianceY);
  if (varianceX <= 0) return null;
  const slope = covariance / varianceX;
  return kind === "slope" ? slope : (y - slope * x) / n;
}

/** What adds up by adding. In the columns `?1` and `?2` stand for the expressions. */
class Sums implements Partials {
  readonly width: number;
  readonly #columns: readonly string[];
  readonly #of: readonly Expression[];
  readonly #finish: (sums: readonly number[]) => number | null;
  readonly #sums: number[];

  constructor(columns: readonly string[], of: readonly Expression[], finish: (sums: readonly number[]) => number | null) {
    this.width = columns.length;
    this.#columns = columns;
    this.#of = of;
    this.#finish = finish;
    this.#sums = columns.map(() => 0);
  }

  columns(source: TableSource): readonly Condition[] {
    const compiled = this.#of.map((expression) => compileExpression(source, expression));
    return this.#columns.map((column) => {
      const parameters: Condition["parameters"][number][] = [];
      const sql = column.replaceAll(/\?([12])/g, (_, digit: string) => {
        const part = compiled[Number(digit) - 1];
        parameters.push(...(part?.parameters ?? []));
        return part?.sql ?? "null";
      });
      return { sql, parameters };
    });
  }

  merge(parts: readonly Value[]): void {
    for (const [index, part] of parts.entries()) this.#sums[index] = (this.#sums[index] ?? 0) + Number(part ?? 0);
  }

  value(): Value {
    return this.#finish(this.#sums);
  }
}

class Extreme implements Partials {
  readonly width = 1;
  readonly #kind: "min" | "max";
  readonly #of: Expression;
  #value: Value = null;

  constructor(kind: "min" | "max", of: Expression) {
    this.#kind = kind;
    this.#of = of;
  }

  columns(source: TableSource): readonly Condition[] {
    const { sql, parameters } = compileExpression(source, this.#of);
    return [{ sql: `${this.#kind}(${sql})`, parameters }];
  }

  merge([part = null]: readonly Value[]): void {
    if (part === null) return;
    if (this.#value === null || (this.#kind === "min" ? part < this.#value : part > this.#value)) this.#value = part;
  }

  value(): Value {
    return this.#value;
  }
}

/** Time and id in one text, whose order is that of the times. */
class NewestId implements Partials {
  readonly width = 1;
  #value = "";

  columns(source: TableSource): readonly Condition[] {
    return [{ sql: `max(printf('%020.3f ', timestamp) || ${source.column("id")?.sql ?? "''"})`, parameters: [] }];
  }

  merge([part]: readonly Value[]): void {
    if (typeof part === "string" && part > this.#value) this.#value = part;
  }

  value(): Value {
    return this.#value === "" ? null : (this.#value.split(" ")[1] ?? null);
  }
}

class Sketched<S extends { merge(text: string): void }> implements Partials {
  readonly width = 1;
  readonly #name: string;
  readonly #of: Expression;
  readonly #sketch: S;
  readonly #finish: (sketch: S) => Value;

  constructor(name: string, of: Expression, sketch: S, finish: (sketch: S) => Value) {
    this.#name = name;
    this.#of = of;
    this.#sketch = sketch;
    this.#finish = finish;
  }

  columns(source: TableSource): readonly Condition[] {
    const { sql, parameters } = compileExpression(source, this.#of);
    return [{ sql: `${this.#name}(${sql})`, parameters }];
  }

  merge([part]: readonly Value[]): void {
    if (typeof part === "string") this.#sketch.merge(part);
  }

  value(): Value {
    return this.#finish(this.#sketch);
  }
}
