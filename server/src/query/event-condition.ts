import { parseDateConditions } from "./dates.ts";
import { eventKey, type EventKey } from "./event-keys.ts";
import type { Comparison, EventField, EventFilter, EventOnlyFilter, ReleasePart, TextMatch } from "./model.ts";
import { SearchError } from "./search-error.ts";
import { stackTexts } from "./stack-member.ts";
import { literal, textMatch, wildcardParts } from "./text-match.ts";
import type { FilterToken, ItemToken, TextToken } from "./token.ts";

/** The names behind `release:latest`. */
export interface EventNames {
  readonly latestReleases: readonly string[];
}

/** The conditions that one `key:value` puts on an event. */
export function eventConditions(token: FilterToken, names: EventNames, now: number): readonly EventFilter[] {
  const { negated, value, column } = token;
  if (token.key === "has" && !token.forcedTag) return value.items.map((item) => presence(item, negated));
  const key = token.forcedTag ? ({ kind: "tag", tag: token.key } as const) : eventKey(token.key);
  if (key.kind === "unsearchable") throw new SearchError(`Invalid key: "${token.key}" cannot be searched on this server`, column);
  if (key.kind === "timestamp") return dateConditions(token, now).map(({ op, value }) => ({ kind: "timestamp", op, value, negated: false }));
  if (key.kind === "handled") return [{ kind: "handled", value: booleanValue(token) === key.whenTrue, negated }];
  if (key.kind === "mainThread" || key.kind === "stack" || key.kind === "release") return [onlyOfEvents(key, token)];
  if (key.kind === "tag") {
    return [isEmptyText(token) ? { kind: "hasTag", key: key.tag, negated: !negated } : { kind: "tag", key: key.tag, anyOf: textMatches(token), negated }];
  }
  if (isEmptyText(token)) return [{ kind: "hasField", field: key.field, negated: !negated }];
  return [{ kind: "field", field: key.field, anyOf: fieldMatches(key.field, token, names), negated }];
}

function fieldMatches(field: EventField, token: FilterToken, names: EventNames): readonly TextMatch[] {
  if (field === "release") return withLatest(token, names.latestReleases);
  return field === "id" || field === "trace" ? hexMatches(token) : textMatches(token);
}

/** Free text is one contains condition; a wildcard splits it into parts that must all be contained. */
export function textConditions(token: TextToken): readonly { readonly kind: "text"; readonly value: string; readonly negated: false }[] {
  return wildcardParts(token.raw)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((value) => ({ kind: "text", value, negated: false }));
}

/** A condition on frames or parts of the release; undefined for any other key. */
export function eventOnlyCondition(token: FilterToken): EventOnlyFilter | undefined {
  const key = token.forcedTag ? undefined : eventKey(token.key);
  return key?.kind === "stack" || key?.kind === "mainThread" || key?.kind === "release" ? onlyOfEvents(key, token) : undefined;
}

function onlyOfEvents(key: Extract<EventKey, { readonly kind: EventOnlyFilter["kind"] }>, token: FilterToken): EventOnlyFilter {
  const { negated } = token;
  if (key.kind === "release") return releaseCondition(key.part, token);
  if (key.kind === "mainThread") return { kind: "mainThread", value: booleanValue(token), negated };
  const { member } = key;
  if (isEmptyText(token)) return { kind: "stack", member, test: "present", negated: !negated };
  if (member === "in_app") return { kind: "stack", member, test: { op: "=", value: Number(booleanValue(token)) }, negated };
  if (stackTexts.some((text) => text === member)) return { kind: "stack", member, test: { anyOf: textMatches(token) }, negated };
  const { negated: isOther, ...test } = numberCondition(token);
  return { kind: "stack", member, test, negated: isOther };
}

/** Versions are compared as versions, builds as numbers; packages have no order, and `>` is a part of their name. */
function releaseCondition(part: ReleasePart, token: FilterToken): EventOnlyFilter {
  const { negated } = token;
  if (isEmptyText(token)) return { kind: "release", part, test: "present", negated: !negated };
  const [first] = token.value.items;
  const [, op, than = ""] = /^(>=|<=|!=|>|<)(.+)$/s.exec(token.value.list || first === undefined ? "" : literal(first)) ?? [];
  if (op === undefined || part === "package") return { kind: "release", part, test: { anyOf: textMatches(token) }, negated };
  if (!(part === "version" ? /^(?:[^@]+@)?v?\d{1,15}(?:\.\d{1,15}){0,2}(?:[-+].*)?$/s : /^\d{1,15}$/).test(than))
    throw new SearchError(
      `${token.key}: Invalid ${part === "version" ? "version" : "number"}: ${than}. Expected one like ${part === "version" ? "1.2.3" : "123"}.`,
      token.column,
    );
  if (op === "!=") return { kind: "release", part, test: { anyOf: [{ kind: "exact", value: than }] }, negated: !negated };
  return { kind: "release", part, test: { op: op === ">" || op === ">=" || op === "<" ? op : "<=", than }, negated };
}

/** A number that may be compared. */
export function numberCondition(token: FilterToken): { readonly op: Comparison; readonly value: number; readonly negated: boolean } {
  const text = literal(onlyItem(token));
  const [, operator = "", digits, suffix = ""] = /^(>=|<=|!=|>|<|=|)(\d{1,15}(?:\.\d{1,6})?)([kmb]?)$/i.exec(text) ?? [];
  if (digits === undefined)
    throw new SearchError(`${token.key}: Invalid number: ${text}. Expected number then optional k, m, or b suffix (e.g. 500k).`, token.column);
  const value = Number(digits) * ({ k: 1e3, m: 1e6, b: 1e9 }[suffix.toLowerCase()] ?? 1);
  const op = operator === ">" || operator === ">=" || operator === "<" || operator === "<=" ? operator : "=";
  return { op, value, negated: token.negated !== (operator === "!=") };
}

function presence(item: ItemToken, negated: boolean): EventFilter {
  const name = literal(item);
  const [, tagName] = /^tags\[(.+)\]$/.exec(name) ?? [];
  const key = tagName === undefined ? eventKey(name) : ({ kind: "tag", tag: tagName } as const);
  if (key.kind === "field") return { kind: "hasField", field: key.field, negated };
  if (key.kind === "tag") return { kind: "hasTag", key: key.tag, negated };
  if (key.kind === "handled") return { kind: "hasTag", key: "handled", negated };
  if (key.kind === "stack") return { kind: "stack", member: key.member, test: "present", negated };
  if (key.kind === "release") return { kind: "release", part: key.part, test: "present", negated };
  if (key.kind === "timestamp") return { kind: "hasField", field: "id", negated };
  throw new SearchError(`Invalid key: "${name}" cannot be searched on this server`, item.column);
}

export function textMatches(token: FilterToken): readonly TextMatch[] {
  return token.value.items.map((item) => textMatch(item, token.value.affix));
}

/** Ids are stored as lowercase hex without dashes. */
function hexMatches(token: FilterToken): readonly TextMatch[] {
  return textMatches(token).map((match) =>
    match.kind === "exact"
      ? { kind: "exact", value: match.value.replaceAll("-", "").toLowerCase() }
      : { kind: "wildcard", parts: match.parts.map((part) => part.toLowerCase()) },
  );
}

export function withLatest(token: FilterToken, latestReleases: readonly string[]): readonly TextMatch[] {
  return textMatches(token).flatMap((match) =>
    match.kind === "exact" && match.value === "latest" ? latestReleases.map((value) => ({ kind: "exact", value }) as const) : [match],
  );
}

export function isEmptyText(token: FilterToken): boolean {
  return !token.value.list && token.value.affix === null && token.value.items[0]?.raw === "";
}

/** Lists are text comparisons: dates, numbers and states take one value. */
export function onlyItem(token: FilterToken): ItemToken {
  const [item] = token.value.items;
  if (item === undefined || token.value.list) throw new SearchError(`${token.key}: lists are not supported for this key`, token.column);
  return item;
}

export function dateConditions(token: FilterToken, now: number) {
  const text = literal(onlyItem(token));
  const conditions = parseDateConditions(text, now);
  if (conditions === undefined) {
    throw new SearchError(`${token.key}: Invalid date: ${text}. Expected +/-duration (e.g. +1h) or ISO 8601-like (e.g. 2026-01-02T03:04:05).`, token.column);
  }
  if (token.negated) throw new SearchError(`${token.key}: negation is not supported for dates; use < or >`, token.column);
  return conditions;
}

function booleanValue(token: FilterToken): boolean {
  const text = literal(onlyItem(token)).toLowerCase();
  if (text === "true" || text === "1" || text === "yes") return true;
  if (text === "false" || text === "0" || text === "no") return false;
  throw new SearchError(`${token.key}: Invalid boolean: ${text}. Expected true, 1, false, or 0.`, token.column);
}
