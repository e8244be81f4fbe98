import type { SQLInputValue } from "node:sqlite";
import type { EventField, EventFilter, ReleasePart, ReleaseTest, StackTest, TextMatch } from "../../../query/model.ts";
import { stackPlaces, type StackMember } from "../../../query/stack-member.ts";
import { containsPattern, split } from "../../sqlite/pattern.ts";
import { releaseParts } from "../../state/release-order.ts";
import { geoColumns } from "./geo-columns.ts";
import { releaseFunctions } from "./release-functions.ts";

/** A condition and its parameters, in order. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

const fields = {
  id: "lower(hex(event_id))",
  type: "type",
  level: "level",
  platform: "platform",
  title: "title",
  message: "message",
  culprit: "culprit",
  location: "location",
  logger: "logger",
  environment: "environment",
  release: "release",
  dist: "dist",
  transaction: "transaction_name",
  trace: "trace_id",
  span: "span_id",
  "sdk.name": "sdk",
  user: "user_tag",
  "user.id": "user_id",
  "user.email": "user_email",
  "user.username": "user_username",
  "user.ip": "user_ip",
  "geo.country_code": geoColumns.geoCountryCode,
  "geo.city": geoColumns.geoCity,
  "geo.region": geoColumns.geoRegion,
  "geo.subdivision": geoColumns.geoSubdivision,
  "contact.email": "metadata ->> 'contact_email'",
  "error.type": "metadata ->> 'type'",
  "error.value": "metadata ->> 'value'",
} as const satisfies Record<EventField, string>;

/** ANDs the filters; true for none. A missing value matches no condition, so it passes every negated one. */
export function compileFilters(filters: readonly EventFilter[]): Condition {
  return all(filters.map((filter) => negate(compileFilter(filter), filter.negated)));
}

export function all(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: "true", parameters: [] };
  return { sql: conditions.map(({ sql }) => `(${sql})`).join(" and "), parameters: conditions.flatMap(({ parameters }) => parameters) };
}

/** One parameter however many values: SQLite limits the number of both parameters and terms. */
export function oneOf(expression: string, values: readonly (string | number)[]): Condition {
  if (values.length === 1 && values[0] !== undefined) return { sql: `${expression} = ?`, parameters: [values[0]] };
  return { sql: `${expression} in (select value from json_each(?))`, parameters: [JSON.stringify(values)] };
}

function negate(condition: Condition, negated: boolean): Condition {
  return negated ? { sql: `not coalesce((${condition.sql}), false)`, parameters: condition.parameters } : condition;
}

/** The last kind is the default, so that a new one does not compile before it has its case. */
function compileFilter(filter: EventFilter): Condition {
  switch (filter.kind) {
    case "field":
      return filter.field === "id" ? matchId(filter.anyOf) : match(fields[filter.field], filter.anyOf);
    case "tag":
      return matchTag(filter.key, filter.anyOf);
    case "hasField":
      return { sql: `coalesce(${fields[filter.field]}, '') <> ''`, parameters: [] };
    case "hasTag":
      return { sql: "instr(tags, ?) > 0", parameters: [member(filter.key)] };
    case "stack":
      return matchStack(filter.member, filter.test);
    case "mainThread":
      return { sql: "stack_id in (select id from stacks where text ->> '$.m' = ?)", parameters: [Number(filter.value)] };
    case "release":
      return matchRelease(filter.part, filter.test);
    case "handled":
      return { sql: "handled = ?", parameters: [Number(filter.value)] };
    case "timestamp":
      return { sql: `timestamp ${filter.op} ?`, parameters: [filter.value] };
    case "text":
      return contains(["title", "message", "culprit"], filter.value);
    default:
      return any(filter.branches.map(compileFilters));
  }
}

function matchRelease(part: ReleasePart, test: ReleaseTest): Condition {
  const value = releaseFunctions[part];
  if (test === "present") return { sql: `coalesce(${value}, '') <> ''`, parameters: [] };
  if ("op" in test) {
    if (part === "build") return { sql: `${value} not glob '*[^0-9]*' and cast(${value} as integer) ${test.op} ?`, parameters: [Number(test.than)] };
    return { sql: `${releaseFunctions.order} ${test.op} ?`, parameters: [releaseParts(test.than).order ?? null] };
  }
  if (part !== "version") return match(value, test.anyOf);
  // 1.2 is 1.2.0.
  const orders = test.anyOf.flatMap((wanted) => (wanted.kind === "exact" ? (releaseParts(wanted.value).order ?? []) : []));
  return any([...(orders.length === 0 ? [] : [oneOf(releaseFunctions.order, orders)]), match(value, test.anyOf)]);
}

/** Distinct stacks are few: they are looked through, and their events found by the index. */
function matchStack(member: StackMember, test: StackTest): Condition {
  const place = `frame.value ->> '$[${stackPlaces.indexOf(member)}]'`;
  const value = member === "abs_path" ? `coalesce(${place}, frame.value ->> '$[${stackPlaces.indexOf("filename")}]')` : place;
  const { sql, parameters } = frameCondition(value, test);
  return { sql: `stack_id in (select stacks.id from stacks, json_each(stacks.text, '$.f') as frame where ${sql})`, parameters };
}

function frameCondition(value: string, test: StackTest): Condition {
  if (test === "present") return { sql: `coalesce(${value}, '') <> ''`, parameters: [] };
  return "anyOf" in test ? match(value, test.anyOf) : { sql: `${value} ${test.op} ?`, parameters: [test.value] };
}

function matchId(anyOf: readonly TextMatch[]): Condition {
  const exact = anyOf.every((match) => match.kind === "exact");
  if (!exact) return match(fields.id, anyOf);
  // By the index instead of by text.
  const ids = anyOf.map((match) => (match.kind === "exact" ? match.value.replaceAll("-", "").toLowerCase() : ""));
  return { sql: "event_id in (select unhex(value) from json_each(?))", parameters: [JSON.stringify(ids)] };
}

/**
 * Tags are stored as `JSON.stringify` writes them, so a tag is there when its text is: inside of a string its quotes would be
 * escaped. That is 30 times as fast as to parse the JSON of each row.
 */
function matchTag(key: string, anyOf: readonly TextMatch[]): Condition {
  const { exact, patterns } = split(anyOf);
  const texts = exact.map((value) => member(key) + JSON.stringify(value));
  const [only, ...others] = texts;
  const terms: Condition[] = patterns.map((pattern) => ({
    sql: "instr(tags, ?) > 0 and exists (select 1 from json_each(tags) where key = ? and value like ? escape '\\')",
    parameters: [member(key), key, pattern],
  }));
  if (only !== undefined && others.length === 0) terms.push({ sql: "instr(tags, ?) > 0", parameters: [only] });
  else if (only !== undefined)
    terms.push({ sql: "exists (select 1 from json_each(?) where instr(events.tags, value) > 0)", parameters: [JSON.stringify(texts)] });
  return any(terms);
}

/** How the name of a tag stands in the JSON. */
function member(key: string): string {
  return `${JSON.stringify(key)}:`;
}

function match(expression: string, anyOf: readonly TextMatch[]): Condition {
  const { exact, patterns } = split(anyOf);
  const terms: Condition[] = patterns.map((pattern) => ({ sql: `${expression} like ? escape '\\'`, parameters: [pattern] }));
  if (exact.length > 0) {
    terms.push(oneOf(expression, exact));
  }
  return any(terms);
}

function contains(expressions: readonly string[], value: string): Condition {
  const pattern = containsPattern(value);
  return any(pattern === undefined ? [] : expressions.map((expression) => ({ sql: `${expression} like ? escape '\\'`, parameters: [pattern] })));
}

function any(terms: readonly Condition[]): Condition {
  if (terms.length === 0) return { sql: "false", parameters: [] };
  return { sql: terms.map(({ sql }) => `(${sql})`).join(" or "), parameters: terms.flatMap(({ parameters }) => parameters) };
}
