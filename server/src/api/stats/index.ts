import { showOrganizationStats, showProjectStats } from "./stats.ts";
import { listOrganizationTags, listOrganizationTagValues, listProjectTagValues } from "./tags.ts";

export const statsEndpoints = { showProjectStats, showOrganizationStats, listOrganizationTags, listOrganizationTagValues, listProjectTagValues };
