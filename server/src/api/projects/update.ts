import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { toOrganization } from "../organizations/organization-shape.ts";
import { groupingConfigIds } from "../../project-settings/grouping-configs.ts";
import { groupingOptions } from "../../projects/grouping-choice.ts";
import { scrubbingFields, scrubbingOptions } from "../../projects/settings-input.ts";
import { inProject } from "../place.ts";
import { nameField, slugField } from "../slug-field.ts";
import { ruleText } from "../grouping-rules/rule-text.ts";
import { filtersIn, optionsInput } from "./filter-text-options.ts";
import { projectDetailShape, toProjectDetail } from "./project-detail-shape.ts";
import { projectFacts } from "./project-facts.ts";

export const updateProject = defineEndpoint({
  method: "put",
  path: "/projects/{organization}/{project}/",
  summary: "Change a project's settings; what is left out stays",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  body: z.object({
    name: nameField.optional(),
    slug: slugField.optional(),
    platform: z.string().max(64).nullable().optional(),
    status: z.enum(["active", "disabled"]).optional().meta({ description: "A disabled project takes no events." }),
    allowedDomains: z.array(z.string().max(256)).max(100).optional().meta({ description: "Origins that browsers may send from; `*` for all." }),
    resolveAge: z
      .int()
      .min(0)
      .max(8760)
      .nullable()
      .optional()
      .meta({ description: "Hours without events after which an issue counts as resolved; 0 for never." }),
    highlightTags: z.array(z.string().max(200)).max(100).optional(),
    ...z.object(scrubbingFields).partial().shape,
    options: optionsInput.optional(),
    fingerprintingRules: ruleText("fingerprintingRules").optional(),
    groupingEnhancements: ruleText("groupingEnhancements").optional(),
    groupingConfig: z
      .enum(groupingConfigIds)
      .optional()
      .meta({ description: "How events become issues. After a switch, hashes of the former way lead to their issues for 30 days." }),
    secondaryGroupingConfig: z.enum(groupingConfigIds).nullable().optional().meta({ description: "The former way; null ends the transition." }),
    secondaryGroupingExpiry: z.int().min(0).optional().meta({ description: "When the transition ends, in seconds since 1970." }),
  }),
  response: projectDetailShape,
  async handler({ organization, project, actor, clock, scopesHeld, body, stores, publicUrl }) {
    const { name, slug, platform, status, allowedDomains, resolveAge, highlightTags, fingerprintingRules, groupingEnhancements, options } = body;
    const changed = await stores.writer.updateProject(project.id, {
      ...(name === undefined ? {} : { name }),
      ...(slug === undefined ? {} : { slug }),
      ...(platform === undefined ? {} : { platform }),
      ...(status === undefined ? {} : { status }),
      options: {
        ...scrubbingOptions(body),
        ...(options === undefined ? {} : { filters: { ...project.options.filters, ...filtersIn(options) } }),
        ...(allowedDomains === undefined ? {} : { allowedDomains }),
        ...(resolveAge === undefined ? {} : { resolveAgeHours: resolveAge ?? 0 }),
        ...(highlightTags === undefined ? {} : { highlightTags }),
        ...groupingOptions(body, project.options, clock.now()),
      },
    });
    if ("refused" in changed) throw changed.refused === "slugTaken" ? fail("slugTaken", { what: "A project" }) : fail("notFound");
    const ruled = await stores.writer.setProjectRules({
      projectId: project.id,
      ...(fingerprintingRules !== undefined && { fingerprintingRules }),
      ...(groupingEnhancements !== undefined && { groupingEnhancements }),
      userId: actor.userId,
      at: clock.now(),
    });
    if ("refused" in ruled) throw fail("notFound");
    const facts = await projectFacts(stores.state, ruled.project, scopesHeld);
    return { body: toProjectDetail(ruled.project, toOrganization(organization, scopesHeld, publicUrl()), facts) };
  },
});
