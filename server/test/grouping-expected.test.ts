import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { deriveEvent } from "../src/processing/derive/derive-event.ts";
import { groupEvent } from "../src/processing/grouping/grouping.ts";
import { hashValues } from "../src/processing/grouping/hash.ts";
import { decodeJsonText } from "../src/processing/json/decode.ts";
import { isObject, type JsonObject } from "../src/processing/json/json.ts";
import { normalizeEvent } from "../src/processing/normalize/normalize-event.ts";
import { isRecord, listAt, parse, textAt } from "./json-path.ts";

/**
 * Events with what the sheet `grouping.md` says they are grouped and called by, each with the section: `parts` are the texts
 * of each hash in order, written down from the sheet and not from what the program answers.
 */
interface Case {
  readonly name: string;
  readonly why: string;
  readonly event: JsonObject;
  readonly hashes: readonly string[];
  readonly rules: { readonly stackRules: string; readonly fingerprintRules: string };
  /** `title`, `culprit`, `location`, as far as they are said. */
  readonly derived: Readonly<Record<string, string | null>>;
}

function caseOf(source: unknown): Case {
  const decoded = decodeJsonText(JSON.stringify(isRecord(source) ? source["event"] : undefined));
  const event = "value" in decoded && isObject(decoded.value) ? decoded.value : {};
  const member = (key: string): unknown => (isRecord(source) ? source[key] : undefined);
  const text = (key: string): string => (typeof member(key) === "string" ? textAt(source, key) : "");
  const derived = ["title", "culprit", "location"].flatMap((key): [string, string | null][] => {
    const value = member(key);
    return typeof value === "string" || value === null ? [[key, value]] : [];
  });
  return {
    name: textAt(source, "name"),
    why: textAt(source, "why"),
    event,
    hashes: member("parts") === undefined ? listAt(source, "hashes").map(String) : listAt(source, "parts").map((parts) => hashValues(listOf(parts))),
    rules: { stackRules: text("stackRules"), fingerprintRules: text("fingerprintRules") },
    derived: Object.fromEntries(derived),
  };
}

function listOf(parts: unknown): readonly string[] {
  return Array.isArray(parts) ? parts.map(String) : [];
}

const context = { eventId: "a".repeat(32), receivedAt: Date.UTC(2026, 9, 1), sentAt: null, clientIp: null, authClient: null, replayId: null };
const cases = listAt(parse(fs.readFileSync(path.join(import.meta.dirname, "grouping-expected.json"), "utf8")), "cases").map(caseOf);

describe("events are grouped and called as the sheet says", () => {
  test.each(cases)("$name ($why)", ({ event, hashes, rules, derived }) => {
    const grouping = groupEvent(normalizeEvent(event, context), { version: "newstyle:2026-01-20", ...rules });
    expect(grouping.hashes).toEqual(hashes);
    expect(deriveEvent(grouping.event)).toMatchObject(derived);
  });
});
