import { isJsonObject, normalizeEventId, parseEventJson } from "@vedette/protocol";
import { limits } from "../config/limits.ts";
import { answerUuid } from "./answer.ts";
import { crashSubmission } from "./crash-submission.ts";
import type { Endpoint, SentRequest, Submission } from "./endpoint.ts";
import { newEventId } from "./envelope-endpoint.ts";
import { boundaryOf, parseMultipart, type Part } from "./multipart.ts";
import { badRequest, tooLarge, type Refusal } from "./refusal.ts";
import { unpackDump } from "./unpack-dump.ts";

/** Crash reporters that know nothing of envelopes: Crashpad, Breakpad, Electron (`protocol.md` §2.3). */
export const minidumpEndpoint: Endpoint = {
  kind: "minidump",
  methods: ["POST"],
  rules: { maxBytes: limits.attachmentBytes, peek: () => undefined },
  authInBody: false,
  hidesLimits: true,
  read: readUpload,
  answer: (_, response, eventId) => answerUuid(response, eventId),
};

const dumpField = "upload_file_minidump";
const mostFiles = 30;
const mostFieldBytes = 1024 * 1024;
const missing = badRequest("there is no file upload_file_minidump in the request", "missing_minidump_upload");
const noDump = badRequest("the file is no minidump: it must start with MDMP", "invalid_minidump");

async function readUpload(body: Buffer, { contentType, unpackInThread }: SentRequest): Promise<Submission | Refusal> {
  const boundary = boundaryOf(contentType);
  const parts = boundary === undefined ? [] : parseMultipart(body, boundary);
  if (parts === undefined) return badRequest("the body is not well-formed multipart/form-data", "invalid_multipart");
  const upload =
    boundary === undefined ? { name: dumpField, filename: "minidump.dmp", contentType: undefined, data: body } : parts.find(({ name }) => name === dumpField);
  if (upload === undefined || upload.data.length === 0) return missing;
  const dump = await unpackDump(unwrapped(upload.data), unpackInThread);
  if ("status" in dump) return dump;
  if (!/^(?:MDMP|PMDM)/.test(dump.toString("latin1", 0, 4))) return noDump;
  const files = parts.filter((part) => part !== upload && part.filename !== undefined);
  const fields = parts.filter((part) => part !== upload && part.filename === undefined);
  if (files.length > mostFiles) return tooLarge(`more than ${mostFiles} files`, mostFiles);
  if (fields.reduce((bytes, { data }) => bytes + data.length, 0) > mostFieldBytes) return tooLarge("form_data", mostFieldBytes);
  const items = [
    { headers: { type: "attachment", attachment_type: "event.minidump", filename: plainName(upload), content_type: "application/x-dmp" }, payload: dump },
    ...files.map(fileItem),
    ...(fields.length === 0
      ? []
      : [{ headers: { type: "form_data" }, payload: Buffer.from(JSON.stringify(fields.map(({ name, data }) => [name, data.toString()]))) }]),
  ];
  return crashSubmission(eventIdIn(parts) ?? newEventId(), items, true);
}

export function fileItem({ filename, name, contentType, data }: Part) {
  const type = filename === "view-hierarchy.json" ? "event.view_hierarchy" : "event.attachment";
  const headers = { type: "attachment", attachment_type: type, filename: filename === "" || filename === undefined ? name : filename };
  return { headers: contentType === undefined ? headers : { ...headers, content_type: contentType }, payload: data };
}

/** Very old Electron puts the dump into a multipart body of its own. */
function unwrapped(data: Buffer): Buffer {
  if (data[0] !== 0x2d || data[1] !== 0x2d) return data;
  const line = data.toString("latin1", 2, 202).split("\r\n", 1)[0] ?? "";
  const inner = line === "" ? undefined : parseMultipart(data, line);
  return inner?.find(({ name }) => name === dumpField)?.data ?? data;
}

function plainName({ filename }: Part): string {
  return (filename ?? "").replace(/\.(?:gz|xz|bz2|zst)$/, "") || "minidump.dmp";
}

/** The program may name the event itself, in a field or in a file of MessagePack. */
function eventIdIn(parts: readonly Part[]): string | undefined {
  const file = parts.find(({ filename }) => filename === "__sentry-event")?.data.toString("latin1");
  const field = (name: string): string | undefined => parts.find((part) => part.name === name && part.filename === undefined)?.data.toString();
  return (
    normalizeEventId(/event_id[\xa0-\xbf\xd9](?:[\x20-\x24])?([0-9A-Fa-f-]{32,36})/.exec(file ?? "")?.[1]) ??
    normalizeEventId(idOfJson(field("sentry"))) ??
    normalizeEventId(field("sentry[event_id]"))
  );
}

function idOfJson(json: string | undefined): unknown {
  try {
    const event = json === undefined ? undefined : parseEventJson(json);
    return isJsonObject(event) ? event["event_id"] : undefined;
  } catch {
    return undefined;
  }
}
