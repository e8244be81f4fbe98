import { z } from "zod";
import { recordingsInOrder } from "../../replays/list-replays.ts";
import type { RecordingRow } from "../../replays/replay.ts";
import type { BlobReader } from "../../stores/blobs/port.ts";
import { withToken } from "../admission.ts";
import { date, isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { linkHeader, pageQuery, pageWindow } from "../pagination.ts";
import { inProject } from "../place.ts";
import { replayPath, theReplay } from "./show.ts";

/** A page ends early when it holds this much: a snapshot may have megabytes. */
const pageBytes = 16 * 1024 * 1024;

const segmentShape = z.object({ replayId: z.string(), segmentId: z.int(), projectId: z.string(), dateAdded: date }).meta({ id: "ReplaySegment" });

export const listRecordingSegments = defineEndpoint({
  method: "get",
  path: `${replayPath}recording-segments/`,
  summary: "What was recorded: a list of rrweb events for each segment, in the order of the segments",
  description: "A page ends early when it holds 16 MiB. With `download` or without, the answer is the same.",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params: z.object({ replay: z.string() }),
  query: z.object({ ...pageQuery, download: z.string().optional() }),
  response: z.array(z.array(z.unknown())),
  async handler(incoming) {
    const { stores, project, query, params, request, publicUrl } = incoming;
    const { id } = await theReplay(incoming, [project], params.replay);
    const { offset, limit } = pageWindow(query);
    const all = await recordingsInOrder(stores.telemetry, project.id, id, "rrweb");
    const rows = fitting(all.slice(offset, offset + limit - 1));
    const bodies = await Promise.all(rows.map((row) => bodyOf(stores.blobs, row)));
    const comma = Buffer.from(",");
    const parts = bodies.flatMap((body, index) => (index === 0 ? [body] : [comma, body]));
    const url = new URL(request.url);
    const next = offset + rows.length;
    const links = linkHeader(`${publicUrl()}${url.pathname}`, url.searchParams, {
      previous: { cursor: { value: 0, offset: Math.max(offset - limit + 1, 0), isPrevious: true }, exists: offset > 0 },
      next: { cursor: { value: 0, offset: next, isPrevious: false }, exists: next < all.length },
    });
    return new Response(Buffer.concat([Buffer.from("["), ...parts, Buffer.from("]")]), { headers: { "content-type": "application/json", link: links } });
  },
});

export const showRecordingSegment = defineEndpoint({
  method: "get",
  path: `${replayPath}recording-segments/{segment}/`,
  summary: "One segment of a replay; with `download` its rrweb events",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params: z.object({ replay: z.string(), segment: z.string() }),
  query: z.object({ download: z.string().optional() }),
  response: z.object({ data: segmentShape }),
  async handler(incoming) {
    const { stores, project, query, params } = incoming;
    const { id } = await theReplay(incoming, [project], params.replay);
    const row = segmentNamed(await recordingsInOrder(stores.telemetry, project.id, id, "rrweb"), params.segment);
    if (query.download !== undefined) return new Response(await bodyOf(stores.blobs, row), { headers: { "content-type": "application/json" } });
    return { body: { data: { replayId: id, segmentId: row.segmentId, projectId: String(row.projectId), dateAdded: isoDate(row.receivedAt) } } };
  },
});

export const showReplayVideo = defineEndpoint({
  method: "get",
  path: `${replayPath}videos/{segment}/`,
  summary: "The film of one segment of a phone's replay, as MP4",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params: z.object({ replay: z.string(), segment: z.string() }),
  async handler(incoming) {
    const { stores, project, params } = incoming;
    const { id } = await theReplay(incoming, [project], params.replay);
    const row = segmentNamed(await recordingsInOrder(stores.telemetry, project.id, id, "video"), params.segment);
    // Bytes of a stranger: no other type, and nothing that runs.
    const headers = { "content-type": "video/mp4", "x-content-type-options": "nosniff", "content-security-policy": "sandbox; default-src 'none'" };
    return new Response(await bodyOf(stores.blobs, row), { headers });
  },
});

function segmentNamed(rows: readonly RecordingRow[], text: string): RecordingRow {
  const row = rows.find(({ segmentId }) => String(segmentId) === text);
  if (row === undefined) throw fail("notFound");
  return row;
}

function fitting(rows: readonly RecordingRow[]): readonly RecordingRow[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => (bytes += row.bodyBytes) > pageBytes && index > 0);
  return end === -1 ? rows : rows.slice(0, end);
}

/** Retention may have taken the bytes of a segment whose row is still there: it is shown as one in which nothing happened. */
async function bodyOf(blobs: BlobReader, row: RecordingRow): Promise<Uint8Array<ArrayBuffer>> {
  return (await blobs.body(row.body)) ?? new TextEncoder().encode(row.kind === "rrweb" ? "[]" : "");
}
