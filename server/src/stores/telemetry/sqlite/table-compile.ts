import type { SQLInputValue } from "node:sqlite";
import type { Expression, TableCondition } from "../../../query/table-query.ts";
import { containsPattern, split } from "../../sqlite/pattern.ts";
import { compileFilters, type Condition } from "./compile.ts";
import { isHexColumn, type TableSource } from "./table-source.ts";

export function compileExpression(source: TableSource, expression: Expression): Condition {
  switch (expression.kind) {
    case "column": {
      const column = source.column(expression.name);
      return { sql: column === null ? "null" : column.sql, parameters: [] };
    }
    case "attribute":
      return attribute(source, expression);
    case "bucket":
      return { sql: "floor((timestamp - ?) / ?) * ? + ?", parameters: [expression.origin, expression.ms, expression.ms, expression.origin] };
    case "first": {
      const parts = expression.of.map((part) => compileExpression(source, part));
      return parts.length === 1 && parts[0] !== undefined ? parts[0] : { sql: `coalesce(${list(parts)})`, parameters: parametersOf(parts) };
    }
    case "arithmetic": {
      const left = compileExpression(source, expression.left);
      const right = compileExpression(source, expression.right);
      // SQLite divides integers as such, and by zero to null.
      return { sql: `(${left.sql} * 1.0 ${expression.op} ${right.sql})`, parameters: parametersOf([left, right]) };
    }
    default:
      return { sql: "?", parameters: [expression.value] };
  }
}

function attribute(source: TableSource, { column: name, name: key, type }: Extract<Expression, { readonly kind: "attribute" }>): Condition {
  const column = source.column(name);
  if (column === null) return { sql: "null", parameters: [] };
  const path = `$.${JSON.stringify(key)}`;
  // SQLite takes booleans for 1 and 0; the JSON is parsed once, however often a row is asked.
  if (type === "text")
    return {
      sql: `(case json_type(${column.raw}, ?) when 'true' then 'true' when 'false' then 'false' else ${column.raw} ->> ? end)`,
      parameters: [path, path],
    };
  const types = type === "number" ? "'integer', 'real'" : "'true', 'false'";
  return { sql: `(case when json_type(${column.raw}, ?) in (${types}) then ${column.raw} ->> ? end)`, parameters: [path, path] };
}

export function compileCondition(source: TableSource, condition: TableCondition): Condition {
  switch (condition.kind) {
    case "all":
      return joined(
        condition.of.map((each) => compileCondition(source, each)),
        "and",
        "true",
      );
    case "any":
      return joined(
        condition.of.map((each) => compileCondition(source, each)),
        "or",
        "false",
      );
    case "not": {
      const inner = compileCondition(source, condition.of);
      return { sql: `not coalesce((${inner.sql}), false)`, parameters: inner.parameters };
    }
    case "compare": {
      const left = compileExpression(source, condition.of);
      return { sql: `${left.sql} ${condition.op} ?`, parameters: [...left.parameters, condition.value] };
    }
    case "text":
      return matchText(source, condition);
    case "oneOf":
      return oneOfValues(source, condition);
    case "event":
      return compileFilters([condition.of]);
    case "present": {
      const value = compileExpression(source, condition.of);
      return { sql: `coalesce(${value.sql}, '') <> ''`, parameters: value.parameters };
    }
    default: {
      const pattern = containsPattern(condition.text);
      if (pattern === undefined) return { sql: "false", parameters: [] };
      return joined(
        condition.of.map((each) => {
          const value = compileExpression(source, each);
          return { sql: `${value.sql} like ? escape '\\'`, parameters: [...value.parameters, pattern] };
        }),
        "or",
        "false",
      );
    }
  }
}

function matchText(source: TableSource, { of, anyOf }: Extract<TableCondition, { readonly kind: "text" }>): Condition {
  const { exact, patterns } = split(anyOf);
  const value = compileExpression(source, of);
  const terms: Condition[] = patterns.map((pattern) => ({ sql: `${value.sql} like ? escape '\\'`, parameters: [...value.parameters, pattern] }));
  if (exact.length > 0) terms.push(oneOfValues(source, { kind: "oneOf", of, values: exact }));
  return joined(terms, "or", "false");
}

function oneOfValues(source: TableSource, { of, values }: Extract<TableCondition, { readonly kind: "oneOf" }>): Condition {
  const given = values.filter((value) => value !== null);
  const terms: Condition[] = [];
  const id = isHexColumn(source, of);
  const value = compileExpression(source, of);
  if (given.length > 0) terms.push(id === undefined ? among(value, given) : amongIds(id.raw, given.map(String)));
  if (given.length < values.length) terms.push({ sql: `${value.sql} is null`, parameters: value.parameters });
  return joined(terms, "or", "false");
}

/** A number is compared with the number, and with the text that attributes of other clients hold in its place. */
function among(value: Condition, values: readonly (string | number)[]): Condition {
  const texts = values.flatMap((each) => (typeof each === "number" ? [each, String(each)] : numericText(each) ? [each, Number(each)] : [each]));
  return { sql: `${value.sql} in (${texts.map(() => "?").join(", ")})`, parameters: [...value.parameters, ...texts] };
}

function numericText(text: string): boolean {
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?$/.test(text);
}

function amongIds(raw: string, ids: readonly string[]): Condition {
  const bytes: SQLInputValue[] = ids.map((id) => (/^(?:[\da-f]{2})+$/i.test(id) ? Buffer.from(id, "hex") : null));
  return { sql: `${raw} in (${bytes.map(() => "?").join(", ")})`, parameters: bytes };
}

export function joined(terms: readonly Condition[], word: "and" | "or", empty: "true" | "false"): Condition {
  if (terms.length === 0) return { sql: empty, parameters: [] };
  return { sql: terms.map(({ sql }) => `(${sql})`).join(` ${word} `), parameters: parametersOf(terms) };
}

function list(terms: readonly Condition[]): string {
  return terms.map(({ sql }) => sql).join(", ");
}

export function parametersOf(terms: readonly Condition[]): SQLInputValue[] {
  return terms.flatMap(({ parameters }) => parameters);
}
