import { z } from "zod";
import type { Actor } from "../../auth/actor.ts";
import { similarIssues } from "../../issues/similar-issues.ts";
import { withToken } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { listedIssueJson } from "./issue-json.ts";
import { issueShape } from "./issue-shape.ts";
import { inIssue, inLegacyIssue, type FoundIssue } from "./places.ts";
import { surroundingsOf } from "./surroundings.ts";

const scores = z.object({
  grouping: z.number().meta({ description: "About the share of frames, or words, that both issues are grouped by, 0 to 1." }),
});

const definition = {
  method: "get",
  summary: "Issues of the project that are grouped by almost the same, each with its likeness; the most similar first",
  auth: withToken,
  scopes: ["event:read"],
  query: z.object({
    limit: z
      .string()
      .regex(/^\d{1,3}$/)
      .optional()
      .meta({ description: "At most so many, up to 50; 10 when left out." }),
  }),
  response: z.array(z.tuple([issueShape, scores])),
} as const;

interface SimilarContext extends ApiContext, FoundIssue {
  readonly actor: Actor;
  readonly query: z.output<typeof definition.query>;
}

async function answer({ stores, clock, actor, organization, project, issue, publicUrl, query }: SimilarContext) {
  const found = await similarIssues(stores.state, issue, Math.min(Number(query.limit ?? 10), 50));
  const around = await surroundingsOf(
    stores.state,
    found.map((similar) => similar.issue),
    { organization, projects: [project], userId: actor.userId, publicUrl: publicUrl(), now: clock.now() },
  );
  return {
    body: found.map(({ issue: similar, likeness }): [z.input<typeof issueShape>, z.input<typeof scores>] => [
      listedIssueJson(similar, around, undefined, false, undefined),
      { grouping: likeness },
    ]),
  };
}

export const listSimilarIssues = defineEndpoint({
  ...definition,
  path: "/organizations/{organization}/issues/{issue}/similar/",
  place: inIssue,
  handler: answer,
});
export const listLegacySimilarIssues = defineEndpoint({ ...definition, path: "/issues/{issue}/similar/", place: inLegacyIssue, handler: answer });
