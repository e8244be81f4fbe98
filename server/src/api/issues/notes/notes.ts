import { z } from "zod";
import type { Activity } from "../../../stores/state/model.ts";
import type { Actor } from "../../../auth/actor.ts";
import { withToken } from "../../admission.ts";
import { defineEndpoint } from "../../define-endpoint.ts";
import { fail } from "../../errors.ts";
import { pageOfAll, pageQuery } from "../../pagination.ts";
import { activityJson, activityOf } from "../issue-detail.ts";
import { activityShape, type ActivityJson } from "../issue-shape.ts";
import { inIssue } from "../places.ts";

const noteBody = z.object({ text: z.string().trim().min(1, "This field may not be blank.").max(65_536, "At most 65536 characters.") });
const noteParams = z.object({
  note: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
});
const path = "/organizations/{organization}/issues/{issue}/";

export const listActivities = defineEndpoint({
  method: "get",
  path: `${path}activities/`,
  summary: "What happened to an issue, newest first",
  auth: withToken,
  place: inIssue,
  scopes: ["event:read"],
  response: z.object({ activity: z.array(activityShape) }),
  handler: async ({ stores, organization, issue }) => ({ body: { activity: await activityOf(stores, organization.id, issue) } }),
});

export const listNotes = defineEndpoint({
  method: "get",
  path: `${path}notes/`,
  summary: "Comments on an issue, newest first",
  auth: withToken,
  place: inIssue,
  scopes: ["event:read"],
  query: z.object(pageQuery),
  response: z.array(activityShape),
  async handler({ stores, organization, issue, query }) {
    const notes = (await activityOf(stores, organization.id, issue)).filter((activity) => activity.type === "note");
    const { rows, page } = pageOfAll(query, notes);
    return { body: [...rows], page };
  },
});

export const createNote = defineEndpoint({
  method: "post",
  path: `${path}notes/`,
  summary: "Comment on an issue",
  auth: withToken,
  place: inIssue,
  scopes: ["event:write"],
  status: 201,
  body: noteBody,
  response: activityShape,
  handler: async ({ stores, actor, issue, body }) => ({ body: noteJson(await stores.writer.addNote(issue.id, actor.userId, body.text), actor) }),
});

export const updateNote = defineEndpoint({
  method: "put",
  path: `${path}notes/{note}/`,
  summary: "Change one's own comment",
  auth: withToken,
  place: inIssue,
  scopes: ["event:write"],
  params: noteParams,
  body: noteBody,
  response: activityShape,
  async handler({ stores, actor, issue, params, body }) {
    const note = await stores.writer.updateNote(issue.id, params.note, actor.userId, body.text);
    if (note === undefined) throw fail("notFound");
    return { body: noteJson(note, actor) };
  },
});

export const deleteNote = defineEndpoint({
  method: "delete",
  path: `${path}notes/{note}/`,
  summary: "Delete one's own comment",
  auth: withToken,
  place: inIssue,
  scopes: ["event:write"],
  status: 204,
  params: noteParams,
  async handler({ stores, actor, issue, params }) {
    if (!(await stores.writer.deleteNote(issue.id, params.note, actor.userId))) throw fail("notFound");
    return {};
  },
});

function noteJson(note: Activity, actor: Actor): ActivityJson {
  return activityJson(note, new Map(actor.kind === "user" ? [[actor.user.id, actor.user]] : []));
}
