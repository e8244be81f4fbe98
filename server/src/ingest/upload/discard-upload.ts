import type { Refusal } from "../refusal.ts";
import { gone } from "./describe-upload.ts";
import { uploadHeaders } from "./upload-headers.ts";
import { takeOver, type UploadRequest } from "./upload-request.ts";

/** DELETE: the client does not want it any more. */
export async function discardUpload({ response, context, access }: UploadRequest, id: string): Promise<Refusal | undefined> {
  await takeOver(context, id);
  const found = await context.uploads.find(access.projectId, id);
  if (found === undefined) return gone;
  await context.uploads.remove(id);
  context.onRefused({
    projectId: access.projectId,
    keyId: found.keyId,
    eventId: null,
    endpoint: "upload",
    category: "attachment",
    quantity: Math.max(found.offset, 1),
    outcome: "client_discard",
    reason: "upload_discarded",
    detail: `The client discarded an upload of ${found.offset} bytes.`,
  });
  response.writeHead(204, uploadHeaders);
  response.end();
  return undefined;
}
