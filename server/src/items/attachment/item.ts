import { decodeJson } from "../../processing/json/decode.ts";
import { isObject, type Json } from "../../processing/json/json.ts";
import { scrubFile, scrubFileName } from "../../processing/scrubbing/scrub-file.ts";
import { defineItem, type Fate, type FinishedAttachment, type IncomingItem, type ItemContext } from "../define-item.ts";
import { isPlaceholder, readPlaceholder } from "./placeholder.ts";

const types = new Set(["event.attachment", "event.minidump", "event.applecrashreport", "event.view_hierarchy", "unreal.context", "unreal.logs"]);

/** A file beside an event, which may come earlier, later or never (`protocol.md` §8.2). */
export const attachmentItem = defineItem({
  type: "attachment",
  decode: (item) => ({ value: item.payload }),
  finish: (payload, context, item) => {
    if (isPlaceholder(item)) return uploaded(item, context);
    const { bytes, headers } = ofTrace(payload, item.headers) ?? { bytes: payload, headers: item.headers };
    return attachment(headers, headers["content_type"], bytes, context);
  },
});

function attachment(headers: IncomingItem["headers"], contentType: unknown, content: FinishedAttachment["content"], context: ItemContext): Fate {
  const { filename, attachment_type: type } = headers;
  const { scrubbing } = context.project;
  const name = fileName(filename);
  return {
    kind: "attachment",
    attachment: {
      name: scrubFileName(name, scrubbing),
      contentType:
        typeof contentType === "string" && /^[\w.+-]+\/[\w.+-]+(?:;[ -~]*)?$/.test(contentType) ? contentType.slice(0, 128) : "application/octet-stream",
      type: typeof type === "string" && types.has(type) ? type : "event.attachment",
      content: content instanceof Uint8Array ? scrubFile(name, content, scrubbing) : content,
    },
  };
}

/** The file itself came before, by an upload; the item says where it is (`protocol.md` §2.5). */
function uploaded(item: IncomingItem, context: ItemContext): Fate {
  const reference = readPlaceholder(item);
  const found = "problem" in reference ? reference : context.upload(reference.location);
  if ("problem" in reference || "problem" in found) {
    const detail = `The item stands for an uploaded file, but ${"problem" in found ? found.problem : ""}.`;
    return { kind: "rejected", outcome: "invalid", reason: "invalid_placeholder", detail, quantity: 1 };
  }
  const announced = item.headers["attachment_length"];
  if (typeof announced === "number" && announced !== found.size) {
    const detail = `attachment_length says ${announced}, but ${found.size} bytes were uploaded.`;
    return { kind: "rejected", outcome: "invalid", reason: "invalid_placeholder", detail, quantity: Math.max(found.size, 1) };
  }
  const type = item.headers["attachment_type"] ?? typeInMetadata(found.metadata);
  return attachment({ ...item.headers, attachment_type: type }, reference.contentType, found, context);
}

/** `sentry` and base64 of JSON, one of the pairs in `Upload-Metadata`. */
function typeInMetadata(metadata: string): Json | undefined {
  const value = /(?:^|,)\s*sentry ([\w+/=]+)/.exec(metadata)?.[1];
  const decoded = value === undefined ? { problem: "none" } : decodeJson(Buffer.from(value, "base64"));
  return "value" in decoded && isObject(decoded.value) ? decoded.value["attachment_type"] : undefined;
}

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
