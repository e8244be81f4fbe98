import { z } from "zod";
import type { LiveHub, LiveListener } from "../../live/hub.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization } from "../place.ts";

/** Bytes that may wait in a connection before messages are gathered instead of queued. */
const highWaterBytes = 64 * 1024;

const longestMs = 10 * 60_000;

/** Server-sent events: what commits change, and how far processing is behind. */
export const streamLive = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/live/",
  summary: "Live stream of what arrives: events by issue, and rows of spans, logs and the other tables",
  description:
    "`text/event-stream`: `batch` {events, issues: [{id, projectId, isNew, isRegression, events}], rows: [{projectId, dataset, rows}], incomplete} and `status` {lagMs, pendingRecords, pendingBytes}. A client that reconnects reads its lists again; Last-Event-ID is accepted and not needed.",
  auth: withToken,
  place: inOrganization,
  scopes: ["event:read"],
  internal: true,
  query: z.object({ project: z.array(z.string()).optional() }),
  async handler({ access, organization, query, live, request, stores }) {
    const chosen = await access.chosenProjects(organization, query.project);
    const isChoice = query.project?.some((text) => text !== "" && text !== "-1") === true;
    const known = new Map<number, boolean | undefined>(chosen.map((project) => [project.id, true]));
    // With all projects chosen, those made later are seen as well: a first event is what new projects wait for.
    const lookUp = async (projectId: number): Promise<void> => {
      known.set(projectId, undefined);
      try {
        known.set(projectId, (await stores.state.projectById(projectId))?.organizationId === organization.id);
      } catch {
        known.delete(projectId);
      }
    };
    const stream = liveStream(live, request.signal, (projectId) => {
      if (isChoice) return known.has(projectId);
      if (!known.has(projectId)) void lookUp(projectId);
      return known.get(projectId);
    });
    // `no-transform` and `x-accel-buffering` keep proxies from holding messages back.
    return new Response(stream, {
      headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store, no-transform", "x-accel-buffering": "no" },
    });
  },
});

function liveStream(hub: LiveHub, signal: AbortSignal, sees: LiveListener["sees"]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        const end = () => {
          leave();
          try {
            controller.close();
          } catch {
            // Closed by the client before.
          }
        };
        // Clients come back by themselves, and are checked again then: whoever lost access hears nothing for longer.
        const timer = setTimeout(end, longestMs).unref();
        send("retry: 2000\n\n");
        const unsubscribe = hub.subscribe({
          sees,
          ready: () => (controller.desiredSize ?? 0) > 0,
          batch: ({ id, events, issues, rows, incomplete }) =>
            send(
              message(
                "batch",
                {
                  events,
                  issues: issues.map(({ issueId, projectId, ...fact }) => ({ id: String(issueId), projectId: String(projectId), ...fact })),
                  rows: rows.map(({ projectId, ...fact }) => ({ projectId: String(projectId), ...fact })),
                  incomplete,
                },
                id,
              ),
            ),
          status: (status) => send(message("status", status)),
          heartbeat: () => send(":\n\n"),
          end,
        });
        leave = () => {
          clearTimeout(timer);
          unsubscribe();
        };
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
