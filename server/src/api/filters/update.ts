import { z } from "zod";
import { legacyBrowserNames } from "../../projects/settings-input.ts";
import { defaultLegacyBrowsers, type FilterOptions } from "../../project-settings/filter-options.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail, invalid } from "../errors.ts";
import { inProject } from "../place.ts";
import { filterSwitches, isFilterId } from "./filter-switches.ts";

const body = z.object({
  active: z.boolean().optional(),
  subfilters: legacyBrowserNames.optional().meta({ description: "For legacy-browsers: the ones that are left out." }),
});

export const updateProjectFilter = defineEndpoint({
  method: "put",
  path: "/projects/{organization}/{project}/filters/{filter}/",
  summary: "Switch an inbound filter of a project on or off",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  params: z.object({ filter: z.string() }),
  body,
  status: 204,
  async handler({ project, params, body: change, stores }) {
    // The published description has it without the last letter.
    const id = params.filter === "legacy-browser" ? "legacy-browsers" : params.filter;
    if (!isFilterId(id)) throw fail("notFound");
    const changed = await stores.writer.updateProject(project.id, {
      options: { filters: { ...project.options.filters, ...changeOf(filterSwitches[id], change) } },
    });
    if ("refused" in changed) throw fail("notFound");
    return {};
  },
});

type Option = (typeof filterSwitches)[keyof typeof filterSwitches];

function changeOf(option: Option, { active, subfilters }: z.output<typeof body>): FilterOptions {
  if (option === "legacyBrowsers") {
    if (active === undefined && subfilters === undefined) throw invalid({ subfilters: ["Name the browsers, or say whether the filter is active."] });
    return { legacyBrowsers: subfilters ?? (active === true ? defaultLegacyBrowsers : []) };
  }
  if (active === undefined) throw invalid({ active: ["This field is required."] });
  return { [option]: active };
}
