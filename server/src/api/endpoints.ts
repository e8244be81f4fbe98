import type { Endpoint } from "./define-endpoint.ts";
import { discoverEndpoints } from "./discover/index.ts";
import { diskEndpoints } from "./disk/index.ts";
import { environmentEndpoints } from "./environments/index.ts";
import { eventEndpoints } from "./events/index.ts";
import { filterEndpoints } from "./filters/index.ts";
import { groupingRuleEndpoints } from "./grouping-rules/index.ts";
import { instanceEndpoints } from "./instance/index.ts";
import { showOpenApi } from "./instance/openapi.ts";
import { issueEndpoints } from "./issues/index.ts";
import { jobEndpoints } from "./jobs/index.ts";
import { keyEndpoints } from "./keys/index.ts";
import { liveEndpoints } from "./live/index.ts";
import { memberEndpoints } from "./members/index.ts";
import { monitorEndpoints } from "./monitors/index.ts";
import { organizationEndpoints } from "./organizations/index.ts";
import { performanceIssueEndpoints } from "./performance-issues/index.ts";
import { profilingEndpoints } from "./profiling/index.ts";
import { projectEndpoints } from "./projects/index.ts";
import { quotaEndpoints } from "./quotas/index.ts";
import { releaseEndpoints } from "./releases/index.ts";
import { replayEndpoints } from "./replays/index.ts";
import { repositoryEndpoints } from "./repositories/index.ts";
import { sessionEndpoints } from "./session/index.ts";
import { statsEndpoints } from "./stats/index.ts";
import { teamEndpoints } from "./teams/index.ts";
import { tokenEndpoints } from "./tokens/index.ts";
import { traceEndpoints } from "./traces/index.ts";
import { userFeedbackEndpoints } from "./user-feedback/index.ts";
import { userEndpoints } from "./users/index.ts";

/** Every resource of the API. The names of the endpoints are the operation ids of OpenAPI and of the typed client. */
export const operations: Readonly<Record<string, Endpoint>> = {
  ...instanceEndpoints,
  ...sessionEndpoints,
  ...userEndpoints,
  ...organizationEndpoints,
  ...memberEndpoints,
  ...teamEndpoints,
  ...tokenEndpoints,
  ...projectEndpoints,
  ...filterEndpoints,
  ...performanceIssueEndpoints,
  ...quotaEndpoints,
  ...groupingRuleEndpoints,
  ...keyEndpoints,
  ...environmentEndpoints,
  ...releaseEndpoints,
  ...repositoryEndpoints,
  ...issueEndpoints,
  ...eventEndpoints,
  ...discoverEndpoints,
  ...traceEndpoints,
  ...replayEndpoints,
  ...profilingEndpoints,
  ...monitorEndpoints,
  ...statsEndpoints,
  ...userFeedbackEndpoints,
  ...diskEndpoints,
  ...jobEndpoints,
  ...liveEndpoints,
  showOpenApi: showOpenApi(() => operations),
};

export const endpoints: readonly Endpoint[] = Object.values(operations);
