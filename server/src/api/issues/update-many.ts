import { z } from "zod";
import { changeIssues, type AppliedChange } from "../../issues/change-issues.ts";
import { discardIssues } from "../../issues/remove-issues.ts";
import type { IssueUpdate } from "../../issues/issue-change.ts";
import type { Issue, Organization, Project } from "../../stores/state/model.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Scope } from "../../auth/scopes.ts";
import { withToken } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { defineEndpoint, type Reply } from "../define-endpoint.ts";
import { fail, invalid } from "../errors.ts";
import { inOrganization, inProject } from "../place.ts";
import { assigneeJson, statusDetailsJson } from "./issue-json.ts";
import { actorShape, priorityNames, statusNames, substatusNames } from "./issue-shape.ts";
import { selectIssues, selectionQuery } from "./select-issues.ts";
import { byId } from "./surroundings.ts";
import { refuseBadChange, updateBody } from "./update-body.ts";

/** Only what the update touched. */
const changesShape = z.object({
  status: z.enum(statusNames).optional(),
  statusDetails: z.record(z.string(), z.unknown()).optional(),
  substatus: z.enum(substatusNames).nullable().optional(),
  inbox: z.null().optional(),
  assignedTo: actorShape.nullable().optional(),
  hasSeen: z.boolean().optional(),
  isBookmarked: z.boolean().optional(),
  isSubscribed: z.boolean().optional(),
  priority: z.enum(priorityNames).optional(),
  merge: z.object({ parent: z.string(), children: z.array(z.string()) }).optional(),
});

interface UpdateContext extends ApiContext {
  readonly scopesHeld?: ReadonlySet<Scope>;
  readonly actor: Actor;
  readonly organization: Organization;
  readonly body: IssueUpdate;
}

/** Applies the update; the projects are narrowed to those of the issues, since some changes depend on them. */
export async function applyUpdate(
  { stores, clock, actor, organization, body }: UpdateContext,
  issues: readonly Issue[],
  projects: readonly Project[],
): Promise<AppliedChange> {
  if (body.discard === true) throw invalid({ discard: ["Discard issues by the list of issues, named by id."] });
  if (body.merge === true) throw invalid({ merge: ["Merging needs at least two issues, named by id."] });
  const touched = new Set(issues.map((issue) => issue.projectId));
  return refuseBadChange(() =>
    changeIssues(stores.writer, issues, body, {
      state: stores.state,
      organizationId: organization.id,
      projects: projects.filter((project) => touched.has(project.id)),
      userId: actor.userId,
      now: clock.now(),
    }),
  );
}

async function answerBulkUpdate(
  context: UpdateContext,
  issues: readonly Issue[],
  projects: readonly Project[],
): Promise<Reply<z.input<typeof changesShape>> | Response> {
  if (issues.length === 0) return new Response(null, { status: 204 });
  if (context.body.discard === true) {
    await discard(context, issues);
    return new Response(null, { status: 204 });
  }
  if (context.body.merge === true) return { body: { merge: await mergeSelected(context, issues) } };
  const applied = await applyUpdate(context, issues, projects);
  return { body: await changesJson(context, applied) };
}

async function discard({ stores, clock, actor, scopesHeld }: UpdateContext, issues: readonly Issue[]): Promise<void> {
  if (scopesHeld?.has("event:admin") !== true) throw fail("missingScope", { scopes: "event:admin" });
  const projectIds = [...new Set(issues.map(({ projectId }) => projectId))];
  await discardIssues(
    stores,
    projectIds,
    issues.map(({ id }) => id),
    { userId: actor.userId, at: clock.now() },
  );
}

/** `api.md` §4.2. A change of the issues besides is made by a call of its own. */
async function mergeSelected({ stores, clock, actor, scopesHeld }: UpdateContext, issues: readonly Issue[]) {
  if (scopesHeld?.has("event:admin") !== true) throw fail("missingScope", { scopes: "event:admin" });
  const [first] = issues;
  if (first === undefined || issues.length < 2) throw invalid({ merge: ["Merging needs at least two issues, named by id."] });
  if (issues.some(({ projectId }) => projectId !== first.projectId))
    throw fail("invalidInput", { reason: "Merging across multiple projects is not supported" });
  const merged = await stores.moves.mergeIssues({
    projectId: first.projectId,
    ids: issues.map(({ id }) => id),
    userId: actor.userId,
    at: clock.now(),
  });
  // Another one was merged or deleted in between.
  if (merged === undefined) throw fail("notFound");
  return { parent: String(merged.parent), children: merged.children.map(String) };
}

async function changesJson(
  { stores, clock, organization, body }: UpdateContext,
  { issues, status, assignedTo }: AppliedChange,
): Promise<z.input<typeof changesShape>> {
  const [first] = issues;
  const userIds = [assignedTo?.kind === "user" ? assignedTo.id : undefined, first?.statusDetails.actorUserId].filter((id) => id !== undefined);
  const around = {
    users: byId(userIds.length === 0 ? [] : await stores.state.users(userIds)),
    teams: byId(assignedTo?.kind === "team" ? await stores.state.teams(organization.id) : []),
    now: clock.now(),
  };
  return {
    ...(status !== undefined && first !== undefined && { status: first.status, statusDetails: statusDetailsJson(first, around), substatus: first.substatus }),
    ...((status?.status === "resolved" || body.inbox === false) && { inbox: null }),
    ...(assignedTo !== undefined && { assignedTo: assigneeJson(assignedTo, around) }),
    ...(body.hasSeen !== undefined && { hasSeen: body.hasSeen }),
    ...(body.isBookmarked !== undefined && { isBookmarked: body.isBookmarked }),
    ...(body.priority !== undefined && { priority: body.priority }),
  };
}

const noneMatched = { 204: "Nothing was selected, or the issues were discarded" } as const;

export const updateIssues = defineEndpoint({
  method: "put",
  path: "/organizations/{organization}/issues/",
  summary: "Update many issues: those named by id, or all that match a query",
  auth: withToken,
  place: inOrganization,
  scopes: ["event:write"],
  otherStatuses: noneMatched,
  query: selectionQuery.extend({ project: z.array(z.string()).optional() }),
  body: updateBody,
  response: changesShape,
  async handler(incoming) {
    const projects = await incoming.access.chosenProjects(incoming.organization, incoming.query.project);
    return answerBulkUpdate(incoming, await selectIssues(incoming, projects), projects);
  },
});

export const updateProjectIssues = defineEndpoint({
  method: "put",
  path: "/projects/{organization}/{project}/issues/",
  summary: "Update many issues of a project",
  auth: withToken,
  place: inProject,
  scopes: ["event:write"],
  otherStatuses: noneMatched,
  query: selectionQuery,
  body: updateBody,
  response: changesShape,
  handler: async (incoming) => answerBulkUpdate(incoming, await selectIssues(incoming, [incoming.project]), [incoming.project]),
});
