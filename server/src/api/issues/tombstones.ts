import { z } from "zod";
import { withToken } from "../admission.ts";
import { date, isoDate, isoDateOrNull } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inProject } from "../place.ts";
import { toUser, userShape } from "../users/user-shape.ts";

const path = "/projects/{organization}/{project}/tombstones/";

export const listTombstones = defineEndpoint({
  method: "get",
  path,
  summary: "Issues that were deleted for good: their events are dropped as they come",
  auth: withToken,
  place: inProject,
  scopes: ["event:read"],
  query: z.object(pageQuery),
  response: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      culprit: z.string(),
      level: z.string(),
      type: z.string(),
      metadata: z.record(z.string(), z.string()),
      actor: userShape.nullable(),
      dateAdded: date,
      timesSeen: z.int(),
      lastSeen: date.nullable(),
    }),
  ),
  async handler({ stores, project, query }) {
    const { rows, page } = pageOfWindow(query, await stores.state.tombstones(project.id, pageWindow(query)));
    const users = await stores.state.users([...new Set(rows.flatMap(({ userId }) => userId ?? []))]);
    return {
      body: rows.map(({ id, userId, createdAt, lastSeen, projectId: _projectId, metadata, ...row }) => {
        const user = users.find((candidate) => candidate.id === userId);
        const dates = { dateAdded: isoDate(createdAt), lastSeen: isoDateOrNull(lastSeen) };
        return { ...row, ...dates, id: String(id), metadata: { ...metadata }, actor: user === undefined ? null : toUser(user) };
      }),
      page,
    };
  },
});

export const deleteTombstone = defineEndpoint({
  method: "delete",
  path: `${path}{tombstone}/`,
  summary: "Take events of a discarded issue again; the next one makes a new issue",
  auth: withToken,
  place: inProject,
  scopes: ["event:admin"],
  status: 204,
  params: z.object({ tombstone: z.string().regex(/^\d{1,15}$/) }),
  async handler({ stores, project, params }) {
    if (!(await stores.writer.deleteTombstone(project.id, Number(params.tombstone)))) throw fail("notFound");
    return {};
  },
});
