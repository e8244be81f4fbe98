import { decodeJson } from "../../processing/json/decode.ts";
import { isObject } from "../../processing/json/json.ts";
import { scrubFileName } from "../../processing/scrubbing/scrub-file-name.ts";
import { defineItem, type IncomingItem, type Rejected } from "../define-item.ts";

const types = new Set(["event.attachment", "event.minidump", "event.applecrashreport", "event.view_hierarchy", "unreal.context", "unreal.logs"]);

/** A file beside an event, which may come earlier, later or never (`protocol.md` §8.2). */
export const attachmentItem = defineItem({
  type: "attachment",
  decode: (item) => ({ value: item.payload }),
  finish: (payload, context, item) => {
    if (isPlaceholder(item.headers["content_type"])) return unresolved;
    const { bytes, headers } = ofTrace(payload, item.headers) ?? { bytes: payload, headers: item.headers };
    const { filename, content_type: contentType, attachment_type: type } = headers;
    return {
      kind: "attachment",
      attachment: {
        name: scrubFileName(fileName(filename), context.project.scrubbing),
        contentType:
          typeof contentType === "string" && /^[\w.+-]+\/[\w.+-]+(?:;[ -~]*)?$/.test(contentType) ? contentType.slice(0, 128) : "application/octet-stream",
        type: typeof type === "string" && types.has(type) ? type : "event.attachment",
        bytes,
      },
    };
  },
});

function isPlaceholder(contentType: unknown): boolean {
  return typeof contentType === "string" && contentType.toLowerCase() === "application/vnd.sentry.attachment-ref+json";
}

/** The file itself would have come before by a resumable upload, which no endpoint here takes (`protocol.md` §2.5). */
const unresolved: Rejected = {
  kind: "rejected",
  outcome: "invalid",
  reason: "invalid_placeholder",
  detail: "The item stands for a file of a resumable upload, which this server does not take.",
  quantity: 1,
};

const ofTraceTypes = new Set(["application/vnd.sentry.trace-attachment", "application/vnd.sentry.attachment.v2"]);

/** Files of a trace have their description in front of them, `meta_length` bytes of JSON (`protocol.md` §8.2). */
function ofTrace(payload: Uint8Array, headers: IncomingItem["headers"]): { readonly bytes: Uint8Array; readonly headers: IncomingItem["headers"] } | undefined {
  const { content_type: contentType, meta_length: length } = headers;
  if (typeof contentType !== "string" || !ofTraceTypes.has(contentType.toLowerCase())) return undefined;
  if (typeof length !== "number" || !Number.isInteger(length) || length < 0 || length > payload.length) return undefined;
  const meta = decodeJson(payload.subarray(0, length));
  return "value" in meta && isObject(meta.value) ? { bytes: payload.subarray(length), headers: meta.value } : undefined;
}

// oxlint-disable-next-line no-control-regex -- control characters would end up in a Content-Disposition header
const controlCharacters = /[\u0000-\u001f\u007f]/g;

/** Never a path: the name is shown and offered for download. */
function fileName(sent: unknown): string {
  if (typeof sent !== "string") return "untitled";
  const name = sent
    .replace(/^.*[/\\]/s, "")
    .replaceAll(controlCharacters, "")
    .trim();
  return name === "" || name === "." || name === ".." ? "untitled" : name.slice(0, 255).toWellFormed();
}
