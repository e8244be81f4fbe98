import { createOrganization } from "./create.ts";
import { listOrganizations } from "./list.ts";
import { showRegion } from "./region.ts";
import { showOrganization } from "./show.ts";
import { updateOrganization } from "./update.ts";

export const organizationEndpoints = { listOrganizations, createOrganization, showOrganization, updateOrganization, showRegion };
