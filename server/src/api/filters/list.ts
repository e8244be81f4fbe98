import { z } from "zod";
import { defaultFilters } from "../../project-settings/filter-options.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inProject } from "../place.ts";
import { activeOf, filterSwitches, isFilterId } from "./filter-switches.ts";

export const listProjectFilters = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/filters/",
  summary: "The inbound filters of a project that are switched on or off",
  description: "Filters by patterns (messages, releases, addresses, sources of policy violations) are in the `options` of the project.",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  response: z.array(z.object({ id: z.string(), active: z.union([z.boolean(), z.array(z.string())]) }).meta({ id: "ProjectFilter" })),
  handler({ project }) {
    const filters = { ...defaultFilters, ...project.options.filters };
    const body = Object.keys(filterSwitches)
      .filter(isFilterId)
      .map((id) => ({ id, active: activeOf(id, filters) }));
    return Promise.resolve({ body });
  },
});
