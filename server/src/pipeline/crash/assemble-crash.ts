import { inflateSync } from "node:zlib";
import { decodeJson } from "../../processing/json/decode.ts";
import { isArray, isObject, type JsonObject } from "../../processing/json/json.ts";
import { mergeObjects } from "../../processing/json/merge.ts";
import { minidumpEvent } from "../../processing/minidump/minidump-event.ts";
import { readUnrealCrash, type UnrealFile } from "../../processing/unreal/read-unreal-crash.ts";
import { unrealEvent } from "../../processing/unreal/unreal-event.ts";
import type { IncomingItem } from "../../items/define-item.ts";
import { appleCrashEvent } from "./apple-crash-report.ts";
import { eventOfFields } from "./form-fields.ts";
import { breadcrumbsOfFiles, eventOfFile } from "./sentry-files.ts";
import { jsonText } from "../../processing/json/json-text.ts";

/** R: what the files of an Unreal crash may inflate to. */
const maxInflatedBytes = 200 * 1024 * 1024;

const dumpTypes = new Set(["event.minidump", "event.applecrashreport"]);
const fileTypes: Readonly<Record<UnrealFile["kind"], string>> = {
  minidump: "event.minidump",
  applecrashreport: "event.applecrashreport",
  log: "unreal.logs",
  context: "unreal.context",
  config: "event.attachment",
  unknown: "event.attachment",
};

/**
 * Crash reporters send a dump, fields and files, and no event: it is made of them here (`protocol.md` §2.3, §6.3). An event
 * that is there is completed by its dump. Envelopes of anything else come back as they are.
 */
export function assembleCrash(items: readonly IncomingItem[], dumpOf: DumpOf = ({ payload }) => payload): readonly IncomingItem[] {
  return items.some(isCrashPart) && !items.some(({ type }) => type === "transaction") ? assembled(items, dumpOf) : items;
}

/** The bytes of a dump, which the item may only refer to. Undefined: they are not there, so that it makes no event. */
type DumpOf = (item: IncomingItem) => Uint8Array | undefined;

function assembled(items: readonly IncomingItem[], dumpOf: DumpOf): readonly IncomingItem[] {
  const unpacked = items.map(unpackUnreal);
  const all = unpacked.flatMap((each) => each.items);
  const event = all.find(({ type }) => type === "event");
  const dump = all.find(isDump);
  const bytes = dump === undefined ? undefined : dumpOf(dump);
  if (event === undefined && bytes === undefined && !unpacked.some(({ event: own }) => own !== undefined)) return all;
  const told = [eventOf(event), ...unpacked.map(({ event: own }) => own ?? {}), ...all.map(partOf)].reduce((sum, part) => mergeObjects(sum, part), {});
  const made: IncomingItem = {
    type: "event",
    headers: event?.headers ?? {},
    payload: Buffer.from(jsonText(withDump(dump, bytes, withBreadcrumbs(all, told)))),
  };
  return event === undefined ? [made, ...all.map(asPart)] : all.map((item) => (item === event ? made : asPart(item)));
}

function isCrashPart(item: IncomingItem): boolean {
  return item.type === "unreal_report" || item.type === "form_data" || isDump(item) || isSentryFile(item);
}

function isDump({ type, headers }: IncomingItem): boolean {
  const kind = headers["attachment_type"];
  return type === "attachment" && typeof kind === "string" && dumpTypes.has(kind);
}

function isSentryFile({ type, headers }: IncomingItem): boolean {
  const name = headers["filename"];
  return type === "attachment" && typeof name === "string" && /^__sentry-(?:event|breadcrumb[12])$/.test(name);
}

function unpackUnreal(item: IncomingItem): { readonly items: readonly IncomingItem[]; readonly event?: JsonObject } {
  if (item.type !== "unreal_report") return { items: [item] };
  const files = unrealFiles(item.payload);
  // Its own step refuses it.
  if (files === undefined) return { items: [item] };
  const userId = item.headers["unreal_user_id"];
  return {
    event: unrealEvent(files, typeof userId === "string" ? userId : null),
    items: files.map(({ name, kind, bytes }) => ({
      type: "attachment",
      headers: {
        filename: name,
        attachment_type: fileTypes[kind],
        ...(kind === "context" && { content_type: "text/xml" }),
        ...(kind === "log" && { content_type: "text/plain" }),
      },
      payload: bytes,
    })),
  };
}

function unrealFiles(payload: Uint8Array): readonly UnrealFile[] | undefined {
  try {
    return readUnrealCrash(inflateSync(payload, { maxOutputLength: maxInflatedBytes }));
  } catch {
    return undefined;
  }
}

function eventOf(item: IncomingItem | undefined): JsonObject {
  const decoded = item === undefined ? { problem: "none" } : decodeJson(item.payload);
  return "value" in decoded && isObject(decoded.value) ? decoded.value : {};
}

function partOf(item: IncomingItem): JsonObject {
  if (item.type === "form_data") return eventOfFields(item.payload);
  return item.type === "attachment" && item.headers["filename"] === "__sentry-event" ? eventOfFile(item.payload) : {};
}

function withBreadcrumbs(items: readonly IncomingItem[], told: JsonObject): JsonObject {
  const files = items.filter((item) => isSentryFile(item) && item.headers["filename"] !== "__sentry-event").map(({ payload }) => payload);
  const own = told["breadcrumbs"];
  const sent = isArray(own) ? own : isObject(own) && isArray(own["values"]) ? own["values"] : [];
  const found = files.length === 0 ? [] : breadcrumbsOfFiles(files);
  return found.length === 0 ? told : { ...told, breadcrumbs: { values: [...sent, ...found] } };
}

function withDump(dump: IncomingItem | undefined, bytes: Uint8Array | undefined, told: JsonObject): JsonObject {
  if (dump === undefined || bytes === undefined) return told;
  return dump.headers["attachment_type"] === "event.minidump" ? minidumpEvent(bytes, told) : appleCrashEvent(bytes, told);
}

/** What became part of the event is not kept as a file as well. */
function asPart(item: IncomingItem): IncomingItem {
  return isSentryFile(item) ? { ...item, type: "form_data" } : item;
}
