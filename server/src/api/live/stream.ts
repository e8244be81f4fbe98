import { z } from "zod";
import type { LiveHub } from "../../live/hub.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization } from "../place.ts";

/** Bytes that may wait in a connection before messages are gathered instead of queued. */
const highWaterBytes = 64 * 1024;

/** Server-sent events: what commits change, and how far processing is behind. */
export const streamLive = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/live/",
  summary: "Live stream of new events and issues",
  description:
    "`text/event-stream`: `batch` {events, issues: [{id, projectId, isNew, isRegression, events}], incomplete} and `status` {lagMs, pendingRecords, pendingBytes}. A client that reconnects reads its lists again; Last-Event-ID is accepted and not needed.",
  auth: withToken,
  place: inOrganization,
  scopes: ["event:read"],
  internal: true,
  query: z.object({ project: z.array(z.string()).optional() }),
  async handler({ access, organization, query, live, request }) {
    const projects = await access.chosenProjects(organization, query.project);
    const stream = liveStream(live, new Set(projects.map((project) => project.id)), request.signal);
    // `no-transform` and `x-accel-buffering` keep proxies from holding messages back.
    return new Response(stream, {
      headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store, no-transform", "x-accel-buffering": "no" },
    });
  },
});

function liveStream(hub: LiveHub, projectIds: ReadonlySet<number>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        const end = () => {
          leave();
          leave = () => {};
          try {
            controller.close();
          } catch {
            // Closed by the client before.
          }
        };
        send("retry: 2000\n\n");
        leave = hub.subscribe({
          projectIds,
          ready: () => (controller.desiredSize ?? 0) > 0,
          batch: ({ id, events, issues, incomplete }) =>
            send(
              message(
                "batch",
                {
                  events,
                  issues: issues.map(({ issueId, projectId, ...fact }) => ({ id: String(issueId), projectId: String(projectId), ...fact })),
                  incomplete,
                },
                id,
              ),
            ),
          status: (status) => send(message("status", status)),
          heartbeat: () => send(":\n\n"),
          end,
        });
        signal.addEventListener("abort", end, { once: true });
      },
      cancel: () => leave(),
    },
    { highWaterMark: highWaterBytes, size: (chunk) => chunk.byteLength },
  );
}

function message(event: string, data: unknown, id?: number): string {
  return `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
