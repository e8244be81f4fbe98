import { z } from "zod";
import type { BlobReader } from "../../stores/blobs/port.ts";
import type { AttachmentRow } from "../../stores/telemetry/port.ts";
import { withToken } from "../admission.ts";
import { date, isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inProject } from "../place.ts";
import { findEvent } from "./find-event.ts";
import { findTransaction } from "./transaction-event.ts";

const path = "/projects/{organization}/{project}/events/{event}/attachments/";

const attachmentShape = z
  .object({
    id: z.string(),
    event_id: z.string(),
    type: z.string(),
    name: z.string(),
    mimetype: z.string(),
    dateCreated: date,
    size: z.int(),
    headers: z.object({ "Content-Type": z.string() }),
    sha1: z.string(),
  })
  .meta({ id: "Attachment" });

export const listAttachments = defineEndpoint({
  method: "get",
  path,
  summary: "Files that came with an event",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params: z.object({ event: z.string() }),
  query: z.object(pageQuery),
  response: z.array(attachmentShape),
  async handler(incoming) {
    const { project, params } = incoming;
    const row = (await findTransaction(incoming, [project], params.event)) ?? (await findEvent(incoming, [project], params.event));
    const { rows, page } = pageOfAll(incoming.query, await incoming.stores.telemetry.attachments(row.projectId, row.eventId));
    return { body: rows.map(attachmentJson), page };
  },
});

export const showAttachment = defineEndpoint({
  method: "get",
  path: `${path}{attachment}/`,
  summary: "A file that came with an event; with `download` its bytes",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params: z.object({ event: z.string(), attachment: z.string() }),
  query: z.object({ download: z.string().optional() }),
  response: attachmentShape,
  async handler(incoming) {
    const { stores, project, params, query } = incoming;
    const row = (await findTransaction(incoming, [project], params.event)) ?? (await findEvent(incoming, [project], params.event));
    const attachment = (await stores.telemetry.attachments(row.projectId, row.eventId)).find(({ id }) => id === params.attachment);
    if (attachment === undefined) throw fail("notFound");
    if (query.download === undefined) return { body: attachmentJson(attachment) };
    const bytes = await readAttachment(stores.blobs, attachment);
    if (bytes === undefined) throw fail("notFound");
    return new Response(bytes, { headers: downloadHeaders(attachment) });
  },
});

/** From where it lies. Undefined when its day was dropped. */
async function readAttachment(blobs: BlobReader, { body, size, day, projectId, id }: AttachmentRow): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (size === 0) return new Uint8Array();
  return body === null ? blobs.object({ kind: "attachment", day, projectId, id }) : blobs.body(body);
}

/**
 * What a stranger uploaded is never rendered from this origin: always a download, never sniffed, and a browser that
 * would show it all the same may run nothing.
 */
function downloadHeaders({ name, contentType }: AttachmentRow): Record<string, string> {
  const plain = name.replaceAll(/[^\w.() -]/g, "_").slice(0, 200) || "attachment";
  const inert = /^(image\/(png|jpe?g|gif|webp)|text\/plain|application\/(json|octet-stream|pdf|zip))$/.test(contentType);
  return {
    "content-type": inert ? contentType : "application/octet-stream",
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
  };
}

function attachmentJson(row: AttachmentRow): z.input<typeof attachmentShape> {
  return {
    id: row.id,
    event_id: row.eventId,
    type: row.type,
    name: row.name,
    mimetype: row.contentType,
    dateCreated: isoDate(row.receivedAt),
    size: row.size,
    headers: { "Content-Type": row.contentType },
    sha1: row.sha1,
  };
}
