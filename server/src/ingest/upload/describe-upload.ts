import type { Refusal } from "../refusal.ts";
import { expiryOf } from "./create-upload.ts";
import { uploadHeaders } from "./upload-headers.ts";
import { takeOver, type UploadRequest } from "./upload-request.ts";

export const gone: Refusal = {
  status: 410,
  detail: "the upload is not there any more: it expired, was discarded, or is stored with its event",
  outcome: "invalid",
  reason: "upload_gone",
};

/** HEAD: how far it is. */
export async function describeUpload({ response, context, access }: UploadRequest, id: string): Promise<Refusal | undefined> {
  await takeOver(context, id);
  const found = await context.uploads.find(access.projectId, id);
  if (found === undefined) return gone;
  const { offset, length, metadata } = found;
  response.writeHead(200, {
    ...uploadHeaders,
    "upload-offset": String(offset),
    ...(length === null ? { "upload-defer-length": "1" } : { "upload-length": String(length) }),
    ...(metadata !== "" && { "upload-metadata": metadata }),
    "upload-expires": expiryOf(found),
    "cache-control": "no-store",
  });
  response.end();
  return undefined;
}
