import { parseTerms } from "../query/parse-terms.ts";
import { SearchError } from "../query/search-error.ts";
import { literal, textMatch } from "../query/text-match.ts";
import type { FilterToken, ItemToken, TextToken } from "../query/token.ts";
import { tokenize } from "../query/tokenizer.ts";
import type { TextMatch } from "../query/model.ts";
import { activityOf, durationOf, type Replay } from "./replay.ts";

export type ReplayTest = (replay: Replay) => boolean;

const numbers: Readonly<Record<string, (replay: Replay) => number>> = {
  duration: durationOf,
  activity: activityOf,
  count_errors: ({ errorIds }) => errorIds.length,
  count_traces: ({ traceIds }) => traceIds.length,
  count_urls: ({ urls }) => urls.length,
  count_segments: ({ segments }) => segments,
  count_dead_clicks: ({ deadClicks }) => deadClicks,
  count_rage_clicks: ({ rageClicks }) => rageClicks,
};

const texts: Readonly<Record<string, (replay: Replay) => readonly (string | null)[]>> = {
  id: ({ id }) => [id],
  replay_id: ({ id }) => [id],
  replay_type: ({ type }) => [type],
  platform: ({ platform }) => [platform],
  environment: ({ environment }) => [environment],
  release: ({ releases }) => releases,
  releases: ({ releases }) => releases,
  dist: ({ dist }) => [dist],
  url: ({ urls }) => urls,
  urls: ({ urls }) => urls,
  screen: ({ urls }) => urls,
  error_id: ({ errorIds }) => errorIds,
  error_ids: ({ errorIds }) => errorIds,
  trace: ({ traceIds }) => traceIds,
  trace_id: ({ traceIds }) => traceIds,
  trace_ids: ({ traceIds }) => traceIds,
  user: ({ userTag, facts }) => [userTag, facts["user.id"] ?? null, facts["user.email"] ?? null, facts["user.username"] ?? null, facts["user.ip"] ?? null],
};

const factKey = /^(?:user|os|browser|device|sdk)\.[\w.]+$/;
const secondsOf: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** The search of the replay list: event search over what a replay comes to, with comparisons of numbers. Throws `SearchError`. */
export function parseReplaySearch(query: string): ReplayTest {
  return every(
    parseTerms<ReplayTest>(query, tokenize(query, "event"), {
      filter: (token) => [filterTest(token)],
      text: (token) => [textTest(token)],
      either: (branches) => {
        const tests = branches.map(every);
        return [(replay) => tests.some((test) => test(replay))];
      },
    }),
  );
}

function every(tests: readonly ReplayTest[]): ReplayTest {
  return (replay) => tests.every((test) => test(replay));
}

/** Free text is looked for in addresses and in what names the visitor. */
function textTest({ raw }: TextToken): ReplayTest {
  const wanted = raw.replaceAll("*", "").toLowerCase();
  return ({ urls, facts }) => [...urls, ...Object.values(facts)].some((text) => text.toLowerCase().includes(wanted));
}

function filterTest(token: FilterToken): ReplayTest {
  const test = positiveTest(token);
  return token.negated ? (replay) => !test(replay) : test;
}

function positiveTest(token: FilterToken): ReplayTest {
  const { key, forcedTag, value } = token;
  if (key === "has" && !forcedTag) return hasTest(token);
  const number = forcedTag ? undefined : numbers[key];
  if (number !== undefined) {
    const tests = value.items.map((item) => comparison(token, item));
    return (replay) => tests.some((test) => test(number(replay)));
  }
  const matches = value.items.map((item) => textMatch(item, value.affix));
  const read = reader(key, forcedTag);
  return (replay) => read(replay).some((text) => text !== null && matches.some((match) => passes(match, text)));
}

function reader(key: string, forcedTag: boolean): (replay: Replay) => readonly (string | null)[] {
  const known = forcedTag ? undefined : texts[key];
  if (known !== undefined) return known;
  if (!forcedTag && factKey.test(key)) return ({ facts }) => [facts[key] ?? null];
  return ({ tags }) => tags.flatMap(([name, value]) => (name === key ? [value] : []));
}

function hasTest({ value }: FilterToken): ReplayTest {
  const reads = value.items.map((item) => reader(literal(item).replace(/^tags\[(.+)\]$/, "$1"), item.raw.startsWith("tags[")));
  return (replay) => reads.every((read) => read(replay).some((text) => text !== null && text !== ""));
}

function comparison({ key, column }: FilterToken, item: ItemToken): (value: number) => boolean {
  const [, operator = "=", digits, unit] = /^(>=|<=|>|<)?(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(literal(item)) ?? [];
  if (digits === undefined) throw new SearchError(`${key}: expected a number, like >5`, column);
  const wanted = Number(digits) * (unit === undefined ? 1 : (secondsOf[unit] ?? 1));
  if (operator === ">") return (value) => value > wanted;
  if (operator === ">=") return (value) => value >= wanted;
  if (operator === "<") return (value) => value < wanted;
  return operator === "<=" ? (value) => value <= wanted : (value) => value === wanted;
}

function passes(match: TextMatch, text: string): boolean {
  if (match.kind === "exact") return text === match.value;
  const lower = text.toLowerCase();
  const parts = match.parts.map((part) => part.toLowerCase());
  const [first = "", ...rest] = parts;
  const last = rest.pop() ?? "";
  if (!lower.startsWith(first) || !lower.endsWith(last) || lower.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = lower.indexOf(part, at);
    if (found === -1 || found + part.length > lower.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
