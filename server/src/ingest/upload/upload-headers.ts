import type { IncomingHttpHeaders } from "node:http";
import { limits } from "../../config/limits.ts";
import { corsHeaders, preflightHeaders } from "../cors.ts";
import { badRequest, tooLarge, type Refusal } from "../refusal.ts";

const version = "1.0.0";
export const chunkType = "application/offset+octet-stream";
const maxMetadata = 4096;
const checksums: ReadonlySet<string> = new Set(["sha1", "sha256", "md5"]);

/** On every answer of the endpoint; a browser may read what the protocol needs. */
export const uploadHeaders = {
  ...corsHeaders,
  "access-control-expose-headers": `${corsHeaders["access-control-expose-headers"]}, location, tus-resumable, tus-version, tus-max-size, tus-extension, upload-offset, upload-length, upload-defer-length, upload-expires, upload-metadata`,
  "tus-resumable": version,
} as const;

export const uploadPreflightHeaders = {
  ...preflightHeaders,
  ...uploadHeaders,
  "access-control-allow-methods": "POST, HEAD, PATCH, DELETE, OPTIONS",
  "access-control-allow-headers": `${preflightHeaders["access-control-allow-headers"]}, tus-resumable, upload-length, upload-defer-length, upload-metadata, upload-offset, upload-checksum, x-http-method-override, x-request-id`,
  "tus-version": version,
  "tus-max-size": String(limits.uploadBytes),
  "tus-extension": "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination",
  "tus-checksum-algorithm": [...checksums].join(","),
} as const;

/** TUS has 412 for versions of itself that a server does not speak. */
export function checkVersion(headers: IncomingHttpHeaders): Refusal | undefined {
  const sent = headers["tus-resumable"];
  if (sent === version) return undefined;
  const detail = `Tus-Resumable must be ${version}`;
  return sent === undefined
    ? badRequest(`${detail}: it is missing`, "invalid_tus")
    : { status: 412, detail: `${detail}, not ${text(sent).slice(0, 32)}`, outcome: "invalid", reason: "invalid_tus" };
}

/** Null: it is said later. */
export function readLength(headers: IncomingHttpHeaders): { readonly length: number | null } | Refusal {
  const [sent, deferred] = [headers["upload-length"], headers["upload-defer-length"]];
  if (sent === undefined && deferred === "1") return { length: null };
  const length = wholeNumber(sent);
  if (length === undefined || deferred !== undefined) return badRequest("Upload-Length must be a number of bytes, or Upload-Defer-Length 1", "invalid_tus");
  return length > limits.uploadBytes ? tooLarge("attachment", limits.uploadBytes, [{ category: "attachment", quantity: length }]) : { length };
}

export function readOffset(headers: IncomingHttpHeaders): number | undefined {
  return wholeNumber(headers["upload-offset"]);
}

export function readMetadata(headers: IncomingHttpHeaders): string | Refusal {
  const sent = text(headers["upload-metadata"]);
  return sent.length > maxMetadata ? badRequest(`Upload-Metadata is longer than ${maxMetadata} characters`, "invalid_tus") : sent;
}

export interface Checksum {
  readonly algorithm: string;
  readonly digest: Buffer;
}

/** Null: none was sent. */
export function readChecksum(headers: IncomingHttpHeaders): Checksum | null | Refusal {
  const sent = text(headers["upload-checksum"]);
  if (sent === "") return null;
  const [algorithm = "", digest = ""] = sent.split(" ");
  return checksums.has(algorithm)
    ? { algorithm, digest: Buffer.from(digest, "base64") }
    : badRequest(`Upload-Checksum must be made with one of ${[...checksums].join(", ")}`, "invalid_tus");
}

export function isChunk(headers: IncomingHttpHeaders): boolean {
  return headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() === chunkType;
}

function wholeNumber(value: string | string[] | undefined): number | undefined {
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function text(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : "";
}
