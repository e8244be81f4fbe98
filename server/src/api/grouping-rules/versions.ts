import { z } from "zod";
import type { RuleVersion, User } from "../../stores/state/model.ts";
import { withToken } from "../admission.ts";
import { isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inProject } from "../place.ts";
import { toUser, userShape } from "../users/user-shape.ts";

const path = "/projects/{organization}/{project}/grouping-rules/versions/";

const ruleVersionShape = z
  .object({
    version: z.int(),
    fingerprintingRules: z.string(),
    groupingEnhancements: z.string(),
    user: userShape.nullable(),
    restoredFrom: z.int().nullable(),
    dateCreated: z.string(),
  })
  .meta({ id: "RuleVersion" });

function toRuleVersion(version: RuleVersion, users: readonly User[]): z.input<typeof ruleVersionShape> {
  const { fingerprintingRules, groupingEnhancements, restoredFrom, createdAt, userId } = version;
  const user = users.find(({ id }) => id === userId);
  return {
    version: version.version,
    fingerprintingRules,
    groupingEnhancements,
    user: user === undefined ? null : toUser(user),
    restoredFrom,
    dateCreated: isoDate(createdAt),
  };
}

export const listRuleVersions = defineEndpoint({
  method: "get",
  path,
  summary: "Every state that a project's grouping rules were saved in, newest first",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  internal: true,
  query: z.object(pageQuery),
  response: z.array(ruleVersionShape),
  async handler({ stores, project, query }) {
    const { rows, page } = pageOfWindow(query, await stores.state.ruleVersions(project.id, pageWindow(query)));
    const users = await stores.state.users([...new Set(rows.flatMap(({ userId }) => userId ?? []))]);
    return { body: rows.map((version) => toRuleVersion(version, users)), page };
  },
});

export const restoreRuleVersion = defineEndpoint({
  method: "post",
  path: `${path}{version}/restore/`,
  summary: "Save the rules of a former version again",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  internal: true,
  params: z.object({ version: z.string().regex(/^\d{1,9}$/) }),
  response: ruleVersionShape,
  async handler({ stores, project, actor, clock, params }) {
    const former = await stores.state.ruleVersion(project.id, Number(params.version));
    if (former === undefined) throw fail("notFound");
    const { fingerprintingRules, groupingEnhancements, version: restoredFrom } = former;
    const saved = await stores.writer.setProjectRules({
      projectId: project.id,
      fingerprintingRules,
      groupingEnhancements,
      userId: actor.userId,
      restoredFrom,
      at: clock.now(),
    });
    if ("refused" in saved || saved.version === null) throw fail("notFound");
    return { body: toRuleVersion(saved.version, saved.version.userId === null ? [] : await stores.state.users([saved.version.userId])) };
  },
});
