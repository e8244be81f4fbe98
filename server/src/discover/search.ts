import { parseDateConditions } from "../query/dates.ts";
import { eventOnlyCondition } from "../query/event-condition.ts";
import { parseTerms } from "../query/parse-terms.ts";
import { SearchError } from "../query/search-error.ts";
import { literal, textMatch, wildcardParts } from "../query/text-match.ts";
import type { FilterToken, ItemToken } from "../query/token.ts";
import { tokenize } from "../query/tokenizer.ts";
import type { Comparison, TextMatch } from "../query/model.ts";
import { everything, type TableCondition } from "../query/table-query.ts";
import { isNumeric, tagName, type DiscoverDataset, type Field } from "./field.ts";
import type { DiscoverNames } from "./names.ts";
import { parseBytes, parseMilliseconds, parseNumber, parseShare } from "./quantity.ts";

/** A condition on groups, for what aggregates come to. */
export type Having =
  | { readonly kind: "all" | "any"; readonly of: readonly Having[] }
  | { readonly kind: "not"; readonly of: Having }
  | { readonly kind: "compare"; readonly function: string; readonly op: Comparison | "!="; readonly value: number; readonly column: number };

export interface DiscoverSearch {
  readonly where: TableCondition;
  readonly having: readonly Having[];
}

interface SearchContext {
  readonly dataset: DiscoverDataset;
  readonly names: DiscoverNames;
  readonly now: number;
  readonly aggregates: boolean;
}

type Node = { readonly where: TableCondition } | { readonly having: Having };

/** Event search over any dataset, with filters on aggregates (`api.md` §3.1). Throws nothing but `SearchError`. */
export function parseDiscoverSearch(query: string, context: SearchContext): DiscoverSearch {
  const tokens = tokenize(query, "discover");
  if (tokens.length === 0) return { where: everything, having: [] };
  const nodes = parseTerms<Node>(query, tokens, {
    filter: (token) => [token.aggregate === true ? { having: havingOf(token, context) } : { where: condition(token, context) }],
    text: ({ raw }) => textConditions(raw, context.dataset),
    either,
  });
  return { where: allOf(nodes), having: havings(nodes) };
}

const wheres = (nodes: readonly Node[]): readonly TableCondition[] => nodes.flatMap((node) => ("where" in node ? [node.where] : []));
const havings = (nodes: readonly Node[]): readonly Having[] => nodes.flatMap((node) => ("having" in node ? [node.having] : []));
const allOf = (nodes: readonly Node[]): TableCondition => ({ kind: "all", of: wheres(nodes) });

/** Rows are chosen before they are grouped, so one choice cannot be about both. */
function either(branches: readonly (readonly Node[])[], column: number): readonly Node[] {
  const all = branches.flat();
  if (all.every((node) => "where" in node)) return [{ where: { kind: "any", of: branches.map(allOf) } }];
  if (all.every((node) => "having" in node)) return [{ having: { kind: "any", of: branches.map((nodes) => ({ kind: "all", of: havings(nodes) })) } }];
  throw new SearchError("Having an OR between aggregate filters and normal filters is invalid", column);
}

function textConditions(raw: string, { text }: DiscoverDataset): readonly Node[] {
  return wildcardParts(raw)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => ({ where: { kind: "contains", of: text, text: part } }));
}

function negated(token: FilterToken, inner: TableCondition): TableCondition {
  return token.negated ? { kind: "not", of: inner } : inner;
}

function condition(token: FilterToken, context: SearchContext): TableCondition {
  const { dataset } = context;
  if (token.key === "has" && !token.forcedTag) {
    return negated(token, { kind: "all", of: token.value.items.map((item) => ({ kind: "present", of: dataset.field(literal(item)).expression })) });
  }
  const onlyOfEvents = eventOnlyCondition(token);
  if (onlyOfEvents !== undefined) {
    if (dataset.table === "events") return { kind: "event", of: onlyOfEvents };
    throw new SearchError(`Invalid key: "${token.key}" cannot be searched in the dataset ${dataset.name}; it can in errors`, token.column);
  }
  const field = fieldOf(token, dataset);
  const [item] = token.value.items;
  if (!token.value.list && token.value.affix === null && item?.raw === "")
    return negated(token, { kind: "not", of: { kind: "present", of: field.expression } });
  if (field.names !== undefined) return negated(token, namedCondition(token, field, context));
  if (field.type === "date") return dateCondition(token, field, context.now);
  if (field.type === "boolean" || field.name === "error.handled" || field.name === "error.unhandled") return negated(token, booleanCondition(token, field));
  if (isNumeric(field)) return negated(token, numberCondition(token, field));
  return negated(token, textCondition(token, field, context.names));
}

function fieldOf(token: FilterToken, dataset: DiscoverDataset): Field {
  if (!token.forcedTag || token.key.startsWith("flags[")) return dataset.field(token.key);
  const typed = tagName(`tags[${token.key}]`);
  return dataset.field(typed === undefined ? token.key : `tags[${token.key}]`);
}

function namedCondition(token: FilterToken, { names, expression, name }: Field, context: SearchContext): TableCondition {
  const values = token.value.items.flatMap((item) => {
    const text = literal(item);
    const id = names === "project" ? context.names.projectId(text) : context.names.issueId(text);
    if (id === undefined && names === "project")
      throw new SearchError(`Invalid query. Project(s) ${text} do not exist or are not actively selected.`, token.column);
    return id === undefined ? [] : [id];
  });
  if (values.length === 0 && names !== "project")
    throw new SearchError(`Invalid value '${token.value.items.map(literal).join(", ")}' for '${name}:' filter`, token.column);
  return { kind: "oneOf", of: expression, values };
}

function dateCondition(token: FilterToken, field: Field, now: number): TableCondition {
  const text = literal(onlyItem(token));
  const conditions = parseDateConditions(text, now);
  if (conditions === undefined)
    throw new SearchError(`${token.key}: Invalid date: ${text}. Expected +/-duration (e.g. +1h) or ISO 8601-like (e.g. 2026-01-02T03:04:05).`, token.column);
  return negated(token, { kind: "all", of: conditions.map(({ op, value }) => ({ kind: "compare", of: field.expression, op, value })) });
}

function booleanCondition(token: FilterToken, field: Field): TableCondition {
  const text = literal(onlyItem(token)).toLowerCase();
  const value = ["true", "1", "yes"].includes(text) ? 1 : ["false", "0", "no"].includes(text) ? 0 : undefined;
  if (value === undefined) throw new SearchError(`${token.key}: Invalid boolean: ${text}. Expected true, 1, false, or 0.`, token.column);
  return { kind: "oneOf", of: field.expression, values: [value] };
}

const comparisons = /^(>=|<=|!=|>|<|=)?(.*)$/s;

function numberCondition(token: FilterToken, field: Field): TableCondition {
  if (token.value.list) return { kind: "oneOf", of: field.expression, values: token.value.items.map((item) => readNumber(literal(item), token, field)) };
  const [, op = "=", rest = ""] = comparisons.exec(literal(onlyItem(token))) ?? [];
  return { kind: "compare", of: field.expression, op: operator(op), value: readNumber(rest, token, field) };
}

function readNumber(text: string, token: FilterToken, field: Pick<Field, "type">): number {
  const value =
    field.type === "duration"
      ? parseMilliseconds(text)
      : field.type === "size"
        ? parseBytes(text)
        : field.type === "percentage"
          ? parseShare(text)
          : parseNumber(text);
  if (value === undefined) {
    const kind = field.type === "duration" ? "duration" : field.type === "size" ? "size" : "number";
    throw new SearchError(
      `${token.key}: Invalid ${kind}: ${text}. Expected ${kind === "duration" ? "number followed by duration unit suffix" : "number then optional k, m, or b suffix (e.g. 500k)"}.`,
      token.column,
    );
  }
  return value;
}

/** Attributes of an unknown type: a comparison with a number is one where the attribute holds numbers, else it is text. */
function textCondition(token: FilterToken, field: Field, names: DiscoverNames): TableCondition {
  const [item] = token.value.items;
  const [, op, rest = ""] = comparisons.exec(item?.raw ?? "") ?? [];
  const value = item?.quoted === false && !token.value.list ? parseNumber(rest) : undefined;
  if (field.type === null && op !== undefined && value !== undefined && field.expression.kind === "attribute")
    return { kind: "compare", of: { ...field.expression, type: "number" }, op: operator(op), value };
  const matches = token.value.items.flatMap((each) => matchesOf(each, token, field, names));
  return { kind: "text", of: field.expression, anyOf: matches };
}

function matchesOf(item: ItemToken, token: FilterToken, field: Field, names: DiscoverNames): readonly TextMatch[] {
  const match = textMatch(item, token.value.affix);
  if (match.kind === "exact" && field.name === "release" && match.value === "latest") return names.latestReleases.map((value) => ({ kind: "exact", value }));
  if (field.prefix !== undefined)
    return [
      match.kind === "exact"
        ? { kind: "exact", value: field.prefix + match.value }
        : { kind: "wildcard", parts: [field.prefix + (match.parts[0] ?? ""), ...match.parts.slice(1)] },
    ];
  if (match.kind === "exact" && /^(?:id|event_id|trace|trace_id|span_id|span\.id)$/.test(field.name))
    return [{ kind: "exact", value: match.value.replaceAll("-", "").toLowerCase() }];
  return [match];
}

function havingOf(token: FilterToken, { aggregates }: SearchContext): Having {
  if (!aggregates) throw new SearchError("Aggregate filters are not supported in this search", token.column);
  const item = onlyItem(token);
  const [, op = "=", rest = ""] = comparisons.exec(literal(item)) ?? [];
  const value = rest.endsWith("%") ? parseShare(rest) : (parseNumber(rest) ?? parseMilliseconds(rest) ?? Date.parse(rest));
  if (value === undefined || Number.isNaN(value))
    throw new SearchError(`${token.key}: Invalid number: ${rest}. Expected number then optional k, m, or b suffix (e.g. 500k).`, token.column);
  // `5m` is five millions for a count and five minutes for a duration: a suffix that is a time is read again by who knows the type.
  const having: Having = {
    kind: "compare",
    function: token.key,
    op: operator(op),
    value: /[a-z]$/i.test(rest) ? (parseMilliseconds(rest) ?? value) : value,
    column: token.column,
  };
  return token.negated ? { kind: "not", of: having } : having;
}

function operator(op: string): Comparison | "!=" {
  return op === ">" || op === ">=" || op === "<" || op === "<=" || op === "!=" ? op : "=";
}

function onlyItem(token: FilterToken): ItemToken {
  const [item] = token.value.items;
  if (item === undefined || token.value.list) throw new SearchError(`${token.key}: lists are not supported for this key`, token.column);
  return item;
}
