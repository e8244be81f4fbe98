import type { Database } from "../../sqlite/database.ts";
import { Distinct } from "../sketches/distinct.ts";
import { Quantiles } from "../sketches/quantiles.ts";

const defined = new WeakSet<Database>();

/** The sketches as aggregate functions of SQL: one call for each row, and no row leaves SQLite. */
export function defineSketches(database: Database): void {
  if (defined.has(database)) return;
  defined.add(database);
  database.aggregate("quantile_sketch", () => new Quantiles(), addNumber);
  database.aggregate("distinct_sketch", () => new Distinct(), addValue);
}

function addNumber(sketch: Quantiles, value: unknown): void {
  if (typeof value === "number") sketch.add(value);
}

function addValue(sketch: Distinct, value: unknown): void {
  if (typeof value === "number" || typeof value === "string") sketch.add(value);
}
