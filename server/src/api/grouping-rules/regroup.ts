import { z } from "zod";
import type { Regroup, User } from "../../stores/state/model.ts";
import { groupingSettings } from "../../project-settings/project-settings.ts";
import { withToken } from "../admission.ts";
import { date, isoDate, isoDateOrNull } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inProject } from "../place.ts";
import { toUser, userShape } from "../users/user-shape.ts";

const path = "/projects/{organization}/{project}/grouping-rules/regroups/";

const regroupShape = z
  .object({
    id: z.string(),
    user: userShape.nullable(),
    ruleVersion: z.int(),
    events: z.int(),
    newIssues: z.array(z.string()),
    dateCreated: date,
    dateUndone: date.nullable(),
  })
  .meta({ id: "Regroup" });

function toRegroup({ id, userId, ruleVersion, events, newIssues, createdAt, undoneAt }: Regroup, users: readonly User[]): z.input<typeof regroupShape> {
  const user = users.find((candidate) => candidate.id === userId);
  return {
    id: String(id),
    user: user === undefined ? null : toUser(user),
    ruleVersion,
    events,
    newIssues: newIssues.map(String),
    dateCreated: isoDate(createdAt),
    dateUndone: isoDateOrNull(undoneAt),
  };
}

export const listRegroups = defineEndpoint({
  method: "get",
  path,
  summary: "When events were moved to where the rules would have put them",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  internal: true,
  response: z.array(regroupShape),
  async handler({ stores, project }) {
    const regroups = await stores.state.regroups(project.id, 20);
    const users = await stores.state.users([...new Set(regroups.flatMap(({ userId }) => userId ?? []))]);
    return { body: regroups.map((regroup) => toRegroup(regroup, users)) };
  },
});

export const regroupEvents = defineEndpoint({
  method: "post",
  path,
  summary: "Move the newest 1,000 events to where the saved rules put them; can be undone",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  internal: true,
  status: 201,
  response: regroupShape,
  async handler({ stores, tryRules, project, actor, clock }) {
    const { groups } = await tryRules({ projectId: project.id, rules: groupingSettings(project.options) });
    const [version] = await stores.state.ruleVersions(project.id, { offset: 0, limit: 1 });
    const done = await stores.moves.regroup({ projectId: project.id, userId: actor.userId, ruleVersion: version?.version ?? 0, at: clock.now(), groups });
    if ("refused" in done) throw fail("notFound");
    return { body: toRegroup(done, done.userId === null ? [] : await stores.state.users([done.userId])) };
  },
});

export const undoRegroup = defineEndpoint({
  method: "delete",
  path: `${path}{regroup}/`,
  summary: "Put the events of a regroup back to where they were",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  internal: true,
  params: z.object({ regroup: z.string().regex(/^\d{1,15}$/) }),
  response: regroupShape,
  async handler({ stores, project, clock, params }) {
    const undone = await stores.moves.undoRegroup({ projectId: project.id, id: Number(params.regroup), at: clock.now() });
    if (undone === undefined) throw fail("notFound");
    return { body: toRegroup(undone, undone.userId === null ? [] : await stores.state.users([undone.userId])) };
  },
});
