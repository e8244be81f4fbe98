import { z } from "zod";
import { groupingConfigIds } from "../../project-settings/grouping-configs.ts";
import { checkRules, type RuleSet } from "../../projects/check-rules.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inProject } from "../place.ts";
import { candidateText } from "./rule-text.ts";

const checkedShape = z
  .object({ rules: z.int(), mistake: z.object({ line: z.int(), column: z.int(), message: z.string() }).nullable() })
  .meta({ id: "CheckedRules" });

export const candidateBody = z.object({
  fingerprintingRules: candidateText("fingerprintingRules"),
  groupingEnhancements: candidateText("groupingEnhancements"),
  groupingConfig: z.enum(groupingConfigIds).optional().meta({ description: "The project's own if left out." }),
});

export const checkGroupingRules = defineEndpoint({
  method: "post",
  path: "/projects/{organization}/{project}/grouping-rules/check/",
  summary: "Where rules that somebody is writing have a mistake",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  internal: true,
  body: candidateBody,
  response: z.object({ fingerprintingRules: checkedShape, groupingEnhancements: checkedShape }),
  async handler({ body }) {
    const checked = (set: RuleSet) => checkRules(set, body[set]);
    return { body: { fingerprintingRules: checked("fingerprintingRules"), groupingEnhancements: checked("groupingEnhancements") } };
  },
});
