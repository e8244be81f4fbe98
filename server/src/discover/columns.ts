import type { Aggregate, Expression, Value } from "../query/table-query.ts";
import { DiscoverError } from "./discover-error.ts";
import { evaluate, operands, parseEquation, type Equation } from "./equation.ts";
import { isNumeric, type Field, type FieldType } from "./field.ts";
import { buildFunction, type Computed, type FunctionContext } from "./functions.ts";
import { functionAlias, parseFunction } from "./parse-function.ts";

/** One requested column. */
export type Column =
  | { readonly kind: "field"; readonly text: string; readonly field: Field }
  | { readonly kind: "function"; readonly text: string; readonly alias: string; readonly computed: Computed }
  | { readonly kind: "equation"; readonly text: string; readonly equation: Equation; readonly functions: ReadonlyMap<string, Computed> }
  /** Of plain fields: reckoned for each row. */
  | { readonly kind: "rowEquation"; readonly text: string; readonly expression: Expression };

const maxColumns = 20;
const prefix = "equation|";

export function parseColumns(texts: readonly string[], context: FunctionContext): readonly Column[] {
  const wanted = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))];
  if (wanted.length === 0) throw new DiscoverError("No columns selected");
  if (wanted.filter((text) => !text.startsWith(prefix)).length > maxColumns)
    throw new DiscoverError(`You can view up to ${maxColumns} fields at a time. Please delete some and try again.`);
  return wanted.map((text) => parseColumn(text, context));
}

function parseColumn(text: string, context: FunctionContext): Column {
  if (text.startsWith(prefix)) return equationColumn(text, context);
  const call = parseFunction(text);
  if (call === undefined) return { kind: "field", text, field: context.dataset.field(text) };
  return { kind: "function", text, alias: functionAlias(call), computed: buildFunction(call, context) };
}

function equationColumn(text: string, context: FunctionContext): Column {
  const equation = parseEquation(text.slice(prefix.length));
  const used = operands(equation);
  const functions = new Map<string, Computed>();
  for (const each of used) {
    const call = parseFunction(each);
    if (call !== undefined) functions.set(each, buildFunction(call, context));
  }
  if (used.length > 0 && functions.size === 0) return { kind: "rowEquation", text, expression: toExpression(equation, context) };
  return { kind: "equation", text, equation, functions };
}

function toExpression(equation: Equation, context: FunctionContext): Expression {
  if (equation.kind === "number") return { kind: "constant", value: equation.value };
  if (equation.kind === "operand") {
    const field = context.dataset.field(equation.text);
    if (isNumeric(field)) return field.expression;
    if (field.type === null && field.expression.kind === "attribute") return { ...field.expression, type: "number" };
    throw new DiscoverError(`column argument invalid: ${equation.text} is not a numeric column`);
  }
  return { kind: "arithmetic", op: equation.op, left: toExpression(equation.left, context), right: toExpression(equation.right, context) };
}

export function isAggregate(column: Column): boolean {
  return column.kind === "function" || column.kind === "equation";
}

/** The aggregates that columns need, each asked for once. */
export class AggregateList {
  readonly list: Aggregate[] = [];
  readonly #positions = new Map<string, number>();

  add(computed: Computed): void {
    for (const aggregate of computed.aggregates) this.#position(aggregate);
  }

  #position(aggregate: Aggregate): number {
    const key = JSON.stringify(aggregate);
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    this.#positions.set(key, this.list.length);
    return this.list.push(aggregate) - 1;
  }

  /** Of a group's values, what the function comes to. */
  finish(computed: Computed, values: readonly Value[], seconds: number): Value {
    return computed.finish(
      computed.aggregates.map((aggregate) => values[this.#position(aggregate)] ?? null),
      seconds,
    );
  }

  /** A column that is a function or an equation of functions. */
  valueOf(column: Column, values: readonly Value[], seconds: number): Value {
    if (column.kind === "function") return this.finish(column.computed, values, seconds);
    if (column.kind !== "equation") return null;
    return evaluate(column.equation, (text) => {
      const computed = column.functions.get(text);
      const value = computed === undefined ? null : this.finish(computed, values, seconds);
      return typeof value === "number" ? value : null;
    });
  }
}

/** Type and unit as `meta` names them. */
export function describe(column: Column, values: Iterable<unknown>): { readonly type: FieldType; readonly unit: string | null } {
  if (column.kind === "function") return { type: column.computed.type, unit: column.computed.unit };
  if (column.kind !== "field") return { type: "number", unit: null };
  const { type, unit } = column.field;
  if (type !== null) return { type, unit };
  return { type: typeFrom(values), unit };
}

function typeFrom(values: Iterable<unknown>): FieldType {
  let numbers = 0;
  for (const value of values) {
    if (typeof value === "string") return "string";
    if (typeof value === "number") numbers++;
  }
  return numbers > 0 ? "number" : "string";
}
