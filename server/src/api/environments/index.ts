import { listOrganizationEnvironments, listProjectEnvironments } from "./list.ts";

export const environmentEndpoints = { listOrganizationEnvironments, listProjectEnvironments };
