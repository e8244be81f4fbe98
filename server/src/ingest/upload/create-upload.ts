import { limits } from "../../config/limits.ts";
import type { StoredUpload } from "../../stores/uploads/port.ts";
import { isRefusal, tryLater, type CountedItem, type Refusal } from "../refusal.ts";
import { receiveChunk } from "./receive-chunk.ts";
import { isChunk, readChecksum, readLength, readMetadata, uploadHeaders } from "./upload-headers.ts";
import type { UploadRequest } from "./upload-request.ts";

/** POST: an address for a file, which may bring the file's beginning, or all of it, along. */
export async function createUpload(upload: UploadRequest): Promise<Refusal | undefined> {
  const { request, response, context, access } = upload;
  const said = readLength(request.headers);
  if (isRefusal(said)) return refused(upload, said);
  const [metadata, checksum] = [readMetadata(request.headers), readChecksum(request.headers)];
  if (typeof metadata === "object") return metadata;
  if (checksum !== null && isRefusal(checksum)) return checksum;
  const limited = await admit(upload, said.length, said.length ?? 0);
  if (limited !== undefined) return refused(upload, limited);
  const created = await context.uploads.create({
    projectId: access.projectId,
    keyId: access.key.id,
    length: said.length,
    metadata,
    createdAt: context.clock.now(),
  });
  const offset = isChunk(request.headers) ? await receiveChunk(request, created, context, checksum) : null;
  if (offset === undefined) return undefined;
  if (typeof offset === "object" && offset !== null) return offset;
  response.writeHead(201, {
    ...uploadHeaders,
    ...(offset !== null && { "upload-offset": String(offset) }),
    "upload-expires": expiryOf(created),
    location: `${context.uploads.locationOf(created)}${keyInQuery(upload)}`,
    "content-length": 0,
  });
  response.end();
  return undefined;
}

/**
 * Quotas count it here, with the bytes it is going to have; the envelope that refers to it adds none. It gets no address when the
 * disk has no room for the `arriving` bytes, beside those that others were promised.
 */
export async function admit({ context, access }: UploadRequest, length: number | null, arriving: number): Promise<Refusal | undefined> {
  const items = counted(length);
  const pressure = context.pressure((await context.uploads.promisedBytes(context.clock.now())) + arriving);
  if (pressure !== undefined) return { ...tryLater(pressure.detail, pressure.reason, pressure.retryAfterSeconds), items };
  const limited = context.quotas.take(access, items);
  return limited === undefined ? undefined : { ...limited.refusal, items };
}

function counted(length: number | null): readonly CountedItem[] {
  return [{ category: "attachment", quantity: Math.max(length ?? 1, 1) }];
}

/** What the client will not send again by itself. */
export function refused({ context, access }: UploadRequest, refusal: Refusal): Refusal {
  const { outcome, reason, detail, items = counted(null), status } = refusal;
  for (const { category, quantity } of items) {
    context.onRefused({
      projectId: access.projectId,
      keyId: access.key.id,
      eventId: null,
      endpoint: "upload",
      category,
      quantity,
      outcome,
      reason,
      detail: `${detail} (answered ${status})`,
    });
  }
  return refusal;
}

export function expiryOf({ createdAt }: Pick<StoredUpload, "createdAt">): string {
  return new Date(createdAt + limits.uploadHours * 3_600_000).toUTCString();
}

/** A client that says who it is in the address does so again in the address it is given. */
function keyInQuery({ query }: UploadRequest): string {
  const key = new URLSearchParams(query).get("sentry_key");
  return key === null ? "" : `&sentry_key=${encodeURIComponent(key)}`;
}
