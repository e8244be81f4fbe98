import { showStatsSummary } from "./stats-summary.ts";
import { showOrganizationStats } from "./stats-v2.ts";
import { showProjectStats } from "./stats.ts";
import { listOrganizationTags, listOrganizationTagValues, listProjectTagValues } from "./tags.ts";

export const statsEndpoints = {
  showProjectStats,
  showOrganizationStats,
  showStatsSummary,
  listOrganizationTags,
  listOrganizationTagValues,
  listProjectTagValues,
};
