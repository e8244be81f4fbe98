import { z } from "zod";
import { findReplay } from "../../replays/list-replays.ts";
import type { Replay } from "../../replays/replay.ts";
import { eventIdIn } from "../../query/direct-hit.ts";
import { withToken } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inOrganization, inProject } from "../place.ts";
import { replayJson, replayShape } from "./replay-shape.ts";

export const replayPath = "/projects/{organization}/{project}/replays/{replay}/";

export async function theReplay({ stores }: Pick<ApiContext, "stores">, projects: readonly { readonly id: number }[], text: string): Promise<Replay> {
  const id = eventIdIn(text);
  const replay =
    id === undefined
      ? undefined
      : await findReplay(
          stores.telemetry,
          projects.map((project) => project.id),
          id,
        );
  if (replay === undefined) throw fail("notFound");
  return replay;
}

export const showOrganizationReplay = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/replays/{replay}/",
  summary: "A replay, put together from the segments that have arrived",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  params: z.object({ replay: z.string() }),
  response: z.object({ data: replayShape }),
  handler: async (incoming) => ({
    body: { data: replayJson(await theReplay(incoming, await incoming.access.projects(incoming.organization), incoming.params.replay)) },
  }),
});

export const deleteProjectReplay = defineEndpoint({
  method: "delete",
  path: replayPath,
  summary: "Delete a replay with all its segments, in the background",
  auth: withToken,
  place: inProject,
  scopes: ["project:write", "project:admin", "event:admin"],
  status: 204,
  params: z.object({ replay: z.string() }),
  async handler(incoming) {
    const { project, stores, params, actor, clock } = incoming;
    const { id } = await theReplay(incoming, [project], params.replay);
    const input = { kind: "deleteReplays", projectIds: [project.id], replayIds: [id], label: `replay ${id}` } as const;
    await stores.writer.createJob({ projectId: project.id, userId: actor.userId, at: clock.now(), input });
    return {};
  },
});
