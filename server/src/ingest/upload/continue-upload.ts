import { isRefusal, type Refusal } from "../refusal.ts";
import { admit, expiryOf, refused } from "./create-upload.ts";
import { gone } from "./describe-upload.ts";
import { receiveChunk } from "./receive-chunk.ts";
import { chunkType, isChunk, readChecksum, readLength, readOffset, uploadHeaders } from "./upload-headers.ts";
import { takeOver, type UploadRequest } from "./upload-request.ts";
import type { StoredUpload } from "../../stores/uploads/port.ts";

/** PATCH: the bytes from where the upload is. */
export async function continueUpload(upload: UploadRequest, id: string): Promise<Refusal | undefined> {
  const { request, response, context, access } = upload;
  if (!isChunk(request.headers)) return { status: 415, detail: `the bytes of an upload are sent as ${chunkType}`, outcome: "invalid", reason: "content_type" };
  const checksum = readChecksum(request.headers);
  if (checksum !== null && isRefusal(checksum)) return checksum;
  await takeOver(context, id);
  const found = await context.uploads.find(access.projectId, id);
  if (found === undefined) return gone;
  const offset = readOffset(request.headers);
  if (offset !== found.offset)
    return { status: 409, detail: `Upload-Offset must be ${found.offset}, which is how far the upload is`, outcome: "invalid", reason: "invalid_tus" };
  const declared = await withLength(upload, found);
  if (isRefusal(declared)) return declared;
  const reached = await receiveChunk(request, declared, context, checksum);
  if (typeof reached === "object") return reached;
  if (reached === undefined) return undefined;
  response.writeHead(204, { ...uploadHeaders, "upload-offset": String(reached), "upload-expires": expiryOf(found) });
  response.end();
  return undefined;
}

/** What was not said at the beginning may be said once, with any piece. */
async function withLength(upload: UploadRequest, found: StoredUpload): Promise<StoredUpload | Refusal> {
  const { request, context } = upload;
  if (found.length !== null || request.headers["upload-length"] === undefined) return found;
  const said = readLength(request.headers);
  if (isRefusal(said)) return said;
  if (said.length === null || said.length < found.offset)
    return { status: 400, detail: `Upload-Length must not be less than the ${found.offset} bytes that are there`, outcome: "invalid", reason: "invalid_tus" };
  const limited = await admit(upload, said.length, said.length - found.offset);
  if (limited !== undefined) return refused(upload, limited);
  await context.uploads.setLength(found, said.length);
  return { ...found, length: said.length };
}
