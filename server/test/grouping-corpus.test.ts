import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { deriveEvent } from "../src/processing/derive/derive-event.ts";
import { groupEvent } from "../src/processing/grouping/grouping.ts";
import { decodeJsonText } from "../src/processing/json/decode.ts";
import { isObject, type JsonObject } from "../src/processing/json/json.ts";
import { normalizeEvent, type NormalizeContext } from "../src/processing/normalize/normalize-event.ts";
import { isRecord, listAt, parse, textAt } from "./json-path.ts";
import { recordedItems, scenarios, sdkFolders } from "./recorded-requests.ts";

/**
 * Events by platform with the groups that a person would expect (`grouping-corpus/<platform>.json`): a case has a reason
 * and a list of groups, each a list of events. An event belongs to the issue of the first hash that is known, so whether
 * two are together is asked in that way. Where the algorithm cannot do what a person would, the case says so.
 */
const folder = path.join(import.meta.dirname, "grouping-corpus");
const context: NormalizeContext = { eventId: "a".repeat(32), receivedAt: Date.UTC(2026, 9, 1), sentAt: null, clientIp: null, authClient: null, replayId: null };

interface Case {
  readonly name: string;
  readonly why: string;
  /** What is expected of the algorithm against the reason. */
  readonly known: string;
  readonly groups: readonly (readonly JsonObject[])[];
}

interface Result {
  readonly splits: number;
  readonly merges: number;
}

function casesOf(file: string): readonly Case[] {
  const source = parse(fs.readFileSync(path.join(folder, file), "utf8"));
  return listAt(source, "cases").map((each) => ({
    name: textAt(each, "name"),
    why: textAt(each, "why"),
    known: isRecord(each) && typeof each["known"] === "string" ? each["known"] : "",
    groups: listAt(each, "groups").map((group) => (Array.isArray(group) ? group.map(payloadOf) : [])),
  }));
}

/** As it comes off the wire. */
function payloadOf(value: unknown): JsonObject {
  const decoded = decodeJsonText(JSON.stringify(value));
  return "value" in decoded && isObject(decoded.value) ? decoded.value : {};
}

/** The issue of each event, in the order in which they arrive; a new one where no hash is known. */
function issuesOf(events: readonly JsonObject[]): readonly number[] {
  const issueOfHash = new Map<string, number>();
  let issues = 0;
  return events.map((event) => {
    const { hashes } = groupEvent(normalizeEvent(event, context));
    const known = hashes.map((hash) => issueOfHash.get(hash)).find((issue) => issue !== undefined);
    const issue = known ?? issues++;
    for (const hash of hashes) if (!issueOfHash.has(hash)) issueOfHash.set(hash, issue);
    return issue;
  });
}

function resultOf({ groups }: Case): Result {
  const issues = issuesOf(groups.flat());
  const expected = groups.flatMap((group, i) => group.map(() => i));
  let splits = 0;
  let merges = 0;
  for (let a = 0; a < issues.length; a++)
    for (let b = a + 1; b < issues.length; b++) {
      if (expected[a] === expected[b] && issues[a] !== issues[b]) splits++;
      if (expected[a] !== expected[b] && issues[a] === issues[b]) merges++;
    }
  return { splits, merges };
}

const verdict = ({ splits, merges }: Result): string => (splits > 0 && merges > 0 ? "split and merge" : splits > 0 ? "split" : merges > 0 ? "merge" : "");

const files = fs.readdirSync(folder).sort();

describe.each(files)("%s", (file) => {
  test.each(casesOf(file))("$name", (each) => {
    expect(verdict(resultOf(each))).toBe(each.known);
  });
});

test("splits and merges per platform", () => {
  const rows = files.map((file) => {
    const cases = casesOf(file);
    const results = cases.map(resultOf);
    const sum = (key: keyof Result): number => results.reduce((total, result) => total + result[key], 0);
    return {
      platform: path.basename(file, ".json"),
      cases: cases.length,
      events: cases.flatMap(({ groups }) => groups.flat()).length,
      splits: sum("splits"),
      merges: sum("merges"),
      unexpected: cases.filter((each, i) => (results[i]?.merges ?? 0) > 0 && !each.known.includes("merge")).map(({ name }) => name),
    };
  });
  console.log(rows.map((row) => `${row.platform.padEnd(12)} ${row.cases} cases, ${row.events} events: ${row.splits} splits, ${row.merges} merges`).join("\n"));
  expect(rows.flatMap(({ unexpected }) => unexpected)).toEqual([]);
});

describe("requests recorded from SDKs", () => {
  const events = sdkFolders().flatMap((sdk) =>
    scenarios(sdk).flatMap((scenario) =>
      scenario.recordings.flatMap((recording) =>
        recordedItems(recording).flatMap(({ type, json }) =>
          isRecord(json) && (type === "event" || type === "store") && json["type"] !== "transaction"
            ? [{ sdk, scenario: scenario.name, event: payloadOf(json) }]
            : [],
        ),
      ),
    ),
  );
  const grouped = events.map(({ sdk, scenario, event }) => {
    const grouping = groupEvent(normalizeEvent(event, context));
    return { sdk, scenario, grouping, title: deriveEvent(grouping.event).title };
  });

  test("each is grouped by something in it", () => {
    expect(grouped.length).toBeGreaterThan(100);
    expect(
      grouped
        .filter(({ grouping }) => grouping.variants.some(({ name, contributes }) => name === "fallback" && contributes))
        .map(({ sdk, scenario }) => `${sdk} ${scenario}`),
    ).toEqual([]);
  });

  test("no issue has events of different types", () => {
    const types = new Map<string, Set<string>>();
    for (const { grouping } of grouped) {
      const exception = grouping.event.exception?.values.at(-1);
      // Of a synthetic exception the type was made up by the SDK and does not count: it is a message with a stack trace.
      const type = exception?.mechanism?.synthetic === true ? "message" : (exception?.type ?? "message");
      const [hash = ""] = grouping.hashes;
      if (grouping.variants.some(({ name }) => name.startsWith("custom"))) continue;
      types.set(hash, (types.get(hash) ?? new Set()).add(type));
    }
    expect([...types.values()].filter((each) => each.size > 1)).toEqual([]);
  });
});
