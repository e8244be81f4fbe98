import {
  dateConditions,
  eventConditions,
  isEmptyText,
  numberCondition,
  onlyItem,
  textConditions,
  textMatches,
  withLatest,
  type EventNames,
} from "./event-condition.ts";
import type { EventFilter, IssueFilter, IssuePriority, IssueStatus, IssueSubstatus } from "./model.ts";
import { performanceIssueTypeNames, performanceIssueTypes } from "../project-settings/performance-issue-types.ts";
import { SearchError } from "./search-error.ts";
import { literal } from "./text-match.ts";
import type { FilterToken, Token } from "./token.ts";
import { tokenize } from "./tokenizer.ts";

/** People, teams, releases and short ids by the names that a query may call them. */
export interface IssueNames extends EventNames {
  /** Null when no user is signed in (organization tokens). */
  readonly me: number | null;
  readonly myTeams: readonly number[];
  user(emailOrName: string): number | undefined;
  team(slug: string): number | undefined;
  issue(shortId: string): number | undefined;
  /** By slug or id. */
  project(name: string): number | undefined;
}

export interface IssueSearch {
  /** Conditions on the issue itself. */
  readonly issue: readonly IssueFilter[];
  /** At least one event in the period passes all of them. */
  readonly event: readonly EventFilter[];
}

/** Issue search (`api.md` §3.2). Throws nothing but `SearchError`. */
export function compileIssueSearch(tokens: readonly Token[], names: IssueNames, now: number): IssueSearch {
  const issue: IssueFilter[] = [];
  const event: EventFilter[] = [];
  for (const token of tokens) {
    if (token.kind === "text") issue.push(...textConditions(token));
    if (token.kind !== "filter") continue;
    const compile = token.forcedTag ? undefined : issueKeys.get(token.key);
    if (compile === undefined) event.push(...eventConditions(token, names, now));
    else issue.push(...compile(token, names, now));
  }
  return { issue, event };
}

export const tokenizeIssueSearch = (query: string): readonly Token[] => tokenize(query, "issue");

const namesTypes = new Set(["issue", "issue.id", "issue.category", "issue.type"]);

/** Whether a search leaves it open which kind of issue, or which issue, it is about. */
export const hidesFeedback = (tokens: readonly Token[]): boolean =>
  !tokens.some((token) => token.kind === "filter" && !token.forcedTag && namesTypes.has(token.key));

type Compile = (token: FilterToken, names: IssueNames, now: number) => readonly IssueFilter[];

const none: IssueFilter = { kind: "issue", ids: [], negated: false };
const status = (value: IssueStatus): IssueFilter => ({ kind: "status", status: value, negated: false });
const substatus = (value: IssueSubstatus): IssueFilter => ({ kind: "substatus", substatus: value, negated: false });

const isValues = new Map<string, IssueFilter>([
  ["resolved", status("resolved")],
  ["unresolved", status("unresolved")],
  ["ignored", status("ignored")],
  ["archived", status("ignored")],
  ["muted", status("ignored")],
  // No issue is ever in these states here.
  ["reprocessing", none],
  ["linked", none],
  ["unlinked", { ...none, negated: true }],
  ["assigned", { kind: "assigned", negated: false }],
  ["unassigned", { kind: "assigned", negated: true }],
  ["for_review", { kind: "forReview", negated: false }],
  ["archived_until_escalating", substatus("archived_until_escalating")],
  ["archived_until_condition_met", substatus("archived_until_condition_met")],
  ["archived_forever", substatus("archived_forever")],
  ["escalating", substatus("escalating")],
  ["ongoing", substatus("ongoing")],
  ["regressed", substatus("regressed")],
  ["new", substatus("new")],
]);

const statuses: readonly IssueStatus[] = ["unresolved", "resolved", "ignored"];
const priorities: readonly IssuePriority[] = ["low", "medium", "high"];
const levels = ["sample", "debug", "info", "warning", "error", "fatal"];

/** Which event types make up an issue category or type. */
const typesOf = new Map<string, readonly string[]>([
  ["error", ["error", "default", "csp", "hpkp", "expectct", "expectstaple", "nel"]],
  ["feedback", ["feedback"]],
  ["generic", ["generic"]],
  // Of monitors: as it is called, as it was called, and its only type.
  ["outage", ["generic"]],
  ["cron", ["generic"]],
  ["monitor_check_in_failure", ["generic"]],
  // As a whole, by the families that newer clients ask for, and one by one.
  ["performance", performanceIssueTypeNames],
  ...Map.groupBy(performanceIssueTypeNames, (name) => performanceIssueTypes[name].family),
  ...performanceIssueTypeNames.map((name) => [name, [name]] as const),
]);

const isFilter: Compile = (token) => {
  if (token.value.list) throw new SearchError('"in" syntax invalid for "is" search', token.column);
  const filter = isValues.get(literal(onlyItem(token)));
  if (filter === undefined)
    throw new SearchError(`Invalid value for "is" search, valid values are [${[...isValues.keys()].map((value) => `'${value}'`).join(", ")}]`, token.column);
  return [{ ...filter, negated: filter.negated !== token.negated }];
};

const assigned: Compile = (token, names) => {
  const anyOf: { kind: "user" | "team"; id: number }[] = [];
  let orNone = isEmptyText(token);
  for (const value of token.value.items.map(literal)) {
    const user = value === "me" ? (names.me ?? undefined) : names.user(value);
    const team = value.startsWith("#") ? names.team(value.slice(1)) : undefined;
    if (value === "none") orNone = true;
    else if (value === "my_teams") anyOf.push(...names.myTeams.map((id) => ({ kind: "team", id }) as const));
    else if (team !== undefined) anyOf.push({ kind: "team", id: team });
    else if (user !== undefined) anyOf.push({ kind: "user", id: user });
  }
  if (orNone && anyOf.length === 0) return [{ kind: "assigned", negated: !token.negated }];
  return [{ kind: "assignee", anyOf, negated: token.negated, ...(orNone && { orNone }) }];
};

const bookmarks: Compile = (token, names) => {
  const value = literal(onlyItem(token));
  const userId = value === "me" ? names.me : names.user(value);
  return [userId === null || userId === undefined ? { ...none, negated: token.negated } : { kind: "bookmarked", userId, negated: token.negated }];
};

const issueIds: Compile = (token, names) => {
  const ids = token.value.items.map(literal).map((value) => (/^\d+$/.test(value) ? Number(value) : names.issue(value)));
  return [{ kind: "issue", ids: ids.filter((id) => id !== undefined), negated: token.negated }];
};

const project: Compile = (token, names) => {
  const ids = token.value.items.map((item) => names.project(literal(item)));
  return [{ kind: "project", ids: ids.filter((id) => id !== undefined), negated: token.negated }];
};

const dates =
  (kind: "firstSeen" | "lastSeen"): Compile =>
  (token, _, now) =>
    dateConditions(token, now).map(({ op, value }) => ({ kind, op, value, negated: false }));

const timesSeen: Compile = (token) => [{ kind: "timesSeen", ...numberCondition(token) }];

/** The values of a key that takes words of a fixed set. */
function words<Word extends string>(token: FilterToken, allowed: readonly Word[]): readonly Word[] {
  return token.value.items.map((item) => {
    const text = literal(item).toLowerCase();
    const word = allowed.find((word) => word === text);
    if (word === undefined)
      throw new SearchError(`Invalid value '${text}' for "${token.key}", valid values are [${allowed.map((value) => `'${value}'`).join(", ")}]`, item.column);
    return word;
  });
}

/** States exclude each other, so "any of" is "none of the others". */
const statusKey: Compile = (token) => {
  const wanted = new Set(
    words(token, [...statuses, "archived", "muted"]).map((word): IssueStatus => (word === "archived" || word === "muted" ? "ignored" : word)),
  );
  return statuses.filter((status) => wanted.has(status) === token.negated).map((status) => ({ kind: "status", status, negated: true }));
};

const category: Compile = (token) => [{ kind: "type", anyOf: token.value.items.flatMap((item) => typesOf.get(literal(item)) ?? []), negated: token.negated }];

const refused: Compile = (token) => {
  throw new SearchError(`Invalid key: "${token.key}" cannot be searched on this server`, token.column);
};

const issueKeys = new Map<string, Compile>([
  ["is", isFilter],
  ["status", statusKey],
  ["assigned", assigned],
  ["assigned_to", assigned],
  ["assignee", assigned],
  // Owners are not suggested by rules yet: then assigned or suggested is assigned.
  ["assigned_or_suggested", assigned],
  ["bookmarks", bookmarks],
  ["subscribed", refused],
  ["issue", issueIds],
  ["issue.id", issueIds],
  ["project", project],
  ["project.name", project],
  ["project.id", project],
  ["first_seen", dates("firstSeen")],
  ["firstSeen", dates("firstSeen")],
  ["age", dates("firstSeen")],
  ["last_seen", dates("lastSeen")],
  ["lastSeen", dates("lastSeen")],
  ["times_seen", timesSeen],
  ["timesSeen", timesSeen],
  ["level", (token) => [{ kind: "level", anyOf: words(token, levels), negated: token.negated }]],
  ["issue.priority", (token) => [{ kind: "priority", anyOf: words(token, priorities), negated: token.negated }]],
  ["priority", (token) => [{ kind: "priority", anyOf: words(token, priorities), negated: token.negated }]],
  ["issue.category", category],
  ["issue.type", category],
  ["platform", (token) => [{ kind: "platform", anyOf: textMatches(token), negated: token.negated }]],
  ["first_release", (token, names) => [{ kind: "firstRelease", anyOf: withLatest(token, names.latestReleases), negated: token.negated }]],
  ["firstRelease", (token, names) => [{ kind: "firstRelease", anyOf: withLatest(token, names.latestReleases), negated: token.negated }]],
]);
