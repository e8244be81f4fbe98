import { ApiError, type CountIssuesInput, type ListIssuesInput, type ShowIssueStatsInput, type ShowOrganizationStatsInput } from "@vedette/api-client";
import { QueryClient, keepPreviousData, queryOptions } from "@tanstack/react-query";

import { allRows, api } from "./client.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

type Environments = readonly string[];

export const sessionQuery = queryOptions({ queryKey: ["session"], queryFn: ({ signal }) => api.showSession({ signal }), staleTime: 300_000 });

export const projectsQuery = (organization: string) =>
  queryOptions({
    queryKey: ["projects", organization],
    queryFn: ({ signal }) => allRows((cursor) => api.listOrganizationProjects({ organization, cursor, per_page: 100 }, { signal })),
  });

export const projectQuery = (organization: string, project: string) =>
  queryOptions({ queryKey: ["project", organization, project], queryFn: ({ signal }) => api.showProject({ organization, project }, { signal }) });

export const keysQuery = (organization: string, project: string) =>
  queryOptions({
    queryKey: ["keys", organization, project],
    queryFn: ({ signal }) => allRows((cursor) => api.listProjectKeys({ organization, project, cursor }, { signal })),
  });

export const filtersQuery = (organization: string, project: string) =>
  queryOptions({
    queryKey: ["filters", organization, project],
    queryFn: ({ signal }) => api.listProjectFilters({ organization, project }, { signal }),
  });

export const performanceSettingsQuery = (organization: string, project: string) =>
  queryOptions({
    queryKey: ["performance-settings", organization, project],
    queryFn: ({ signal }) => api.describePerformanceSettings({ organization, project }, { signal }),
  });

export const quotasQuery = (organization: string, project: string) =>
  queryOptions({
    queryKey: ["quotas", organization, project],
    queryFn: ({ signal }) => api.listProjectQuotas({ organization, project }, { signal }),
  });

export const organizationQuotasQuery = (organization: string) =>
  queryOptions({ queryKey: ["quotas", organization], queryFn: ({ signal }) => api.listOrganizationQuotas({ organization }, { signal }) });

/** Without its projects and teams. */
export const organizationQuery = (organization: string) =>
  queryOptions({ queryKey: ["organization", organization], queryFn: ({ signal }) => api.showOrganization({ organization, detailed: "0" }, { signal }) });

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) => allRows((cursor) => api.listMyTokens({ cursor }, { signal })),
});

export const environmentsQuery = (organization: string) =>
  queryOptions({
    queryKey: ["environments", organization],
    queryFn: ({ signal }) => api.listOrganizationEnvironments({ organization }, { signal }),
    staleTime: 60_000,
  });

export const membersQuery = (organization: string) =>
  queryOptions({
    queryKey: ["members", organization],
    queryFn: ({ signal }) => allRows((cursor) => api.listMembers({ organization, cursor, per_page: 100 }, { signal })),
    staleTime: 60_000,
  });

export const releasesQuery = (organization: string, projectId: string) =>
  queryOptions({
    queryKey: ["releases", organization, projectId],
    queryFn: async ({ signal }) => (await api.listReleases({ organization, project: [projectId], per_page: 10 }, { signal })).rows,
    staleTime: 60_000,
  });

export const issuesQuery = (organization: string, input: Omit<ListIssuesInput, "organization">) =>
  queryOptions({
    queryKey: ["issues", organization, input],
    queryFn: ({ signal }) => api.listIssues({ organization, ...input }, { signal }),
    placeholderData: keepPreviousData,
  });

export const issueCountsQuery = (organization: string, input: Omit<CountIssuesInput, "organization">) =>
  queryOptions({
    queryKey: ["issue-counts", organization, input],
    queryFn: ({ signal }) => api.countIssues({ organization, ...input }, { signal }),
    placeholderData: keepPreviousData,
  });

export const issueQuery = (organization: string, issue: string) =>
  queryOptions({ queryKey: ["issue", organization, issue], queryFn: ({ signal }) => api.showIssue({ organization, issue }, { signal }) });

export const issueStatsQuery = (organization: string, issue: string, input: Omit<ShowIssueStatsInput, "organization" | "groups">) =>
  queryOptions({
    queryKey: ["issue-stats", organization, issue, input],
    queryFn: ({ signal }) => api.showIssueStats({ organization, groups: [issue], ...input }, { signal }),
    placeholderData: keepPreviousData,
  });

export const eventQuery = (organization: string, issue: string, event: string, environment: Environments) =>
  queryOptions({
    queryKey: ["event", organization, issue, event, environment],
    queryFn: ({ signal }) => api.showIssueEvent({ organization, issue, event, environment }, { signal }),
    placeholderData: keepPreviousData,
  });

export const issueTagsQuery = (organization: string, issue: string, environment: Environments) =>
  queryOptions({
    queryKey: ["issue-tags", organization, issue, environment],
    queryFn: ({ signal }) => api.listIssueTags({ organization, issue, environment }, { signal }),
    placeholderData: keepPreviousData,
  });

export const tagValuesQuery = (organization: string, issue: string, key: string, environment: Environments) =>
  queryOptions({
    queryKey: ["tag-values", organization, issue, key, environment],
    queryFn: ({ signal }) => api.listIssueTagValues({ organization, issue, key, environment }, { signal }),
  });

export const hashesQuery = (organization: string, issue: string) =>
  queryOptions({
    queryKey: ["issue-hashes", organization, issue],
    queryFn: ({ signal }) => allRows((cursor) => api.listIssueHashes({ organization, issue, cursor }, { signal })),
  });

export const similarQuery = (organization: string, issue: string) =>
  queryOptions({
    queryKey: ["issue-similar", organization, issue],
    queryFn: ({ signal }) => api.listSimilarIssues({ organization, issue, limit: "5" }, { signal }),
    staleTime: 60_000,
  });

/** Of the newest events as many as a list to choose from has. */
export const issueEventsQuery = (organization: string, issue: string) =>
  queryOptions({
    queryKey: ["issue-events", organization, issue],
    queryFn: async ({ signal }) => {
      const { rows } = await api.listIssueEvents({ organization, issue, per_page: 10 }, { signal });
      return rows.flatMap((row) => ("event.type" in row ? [row] : []));
    },
  });

/** Of an issue its newest event: one stands for all. */
export const latestEventQuery = (organization: string, issue: string) =>
  queryOptions({
    queryKey: ["latest-event", organization, issue],
    queryFn: ({ signal }) => api.showIssueEvent({ organization, issue, event: "latest" }, { signal }),
  });

export const tombstonesQuery = (organization: string, project: string) =>
  queryOptions({
    queryKey: ["tombstones", organization, project],
    queryFn: ({ signal }) => allRows((cursor) => api.listTombstones({ organization, project, cursor }, { signal })),
  });

export const compareQuery = (organization: string, project: string, event: string, other: string) =>
  queryOptions({
    queryKey: ["grouping", organization, project, event, other],
    queryFn: ({ signal }) => api.compareGrouping({ organization, project, event, other }, { signal }),
  });

export const ruleVersionsQuery = (organization: string, project: string) =>
  queryOptions({
    queryKey: ["rule-versions", organization, project],
    queryFn: ({ signal }) => allRows((cursor) => api.listRuleVersions({ organization, project, cursor }, { signal })),
  });

export const regroupsQuery = (organization: string, project: string) =>
  queryOptions({ queryKey: ["regroups", organization, project], queryFn: ({ signal }) => api.listRegroups({ organization, project }, { signal }) });

interface Rules {
  readonly fingerprintingRules: string;
  readonly groupingEnhancements: string;
}

/** While somebody types, what was found out before stands until there is something new. */
export const checkedRulesQuery = (organization: string, project: string, rules: Rules) =>
  queryOptions({
    queryKey: ["checked-rules", organization, project, rules],
    queryFn: ({ signal }) => api.checkGroupingRules({ organization, project, body: rules }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const groupingQuery = (organization: string, project: string, event: string) =>
  queryOptions({
    queryKey: ["grouping", organization, project, event],
    queryFn: ({ signal }) => api.showGroupingInfo({ organization, project, event }, { signal }),
    staleTime: Infinity,
  });

export const attachmentsQuery = (organization: string, project: string, event: string) =>
  queryOptions({
    queryKey: ["attachments", organization, project, event],
    queryFn: ({ signal }) => allRows((cursor) => api.listAttachments({ organization, project, event, cursor }, { signal })),
    staleTime: 60_000,
  });

export const fateQuery = (organization: string, project: string, event: string) =>
  queryOptions({
    queryKey: ["fate", organization, project, event],
    queryFn: ({ signal }) => api.showEventFate({ organization, project, event }, { signal }),
    staleTime: 60_000,
  });

/** The fate of an event id in every project that the reader may see. */
export const fatesQuery = (organization: string, event: string) =>
  queryOptions({ queryKey: ["fates", organization, event], queryFn: ({ signal }) => api.showOutcomesOfEvent({ organization, event }, { signal }) });

export const recentOutcomesQuery = (organization: string, project: readonly string[]) =>
  queryOptions({
    queryKey: ["recent-outcomes", organization, project],
    queryFn: async ({ signal }) => (await api.listOutcomes({ organization, project, limit: 50 }, { signal })).rows,
    placeholderData: keepPreviousData,
  });

export const statsQuery = (organization: string, input: Omit<ShowOrganizationStatsInput, "organization" | "field">) =>
  queryOptions({
    queryKey: ["stats", organization, input],
    queryFn: ({ signal }) => api.showOrganizationStats({ organization, ...input, field: ["sum(quantity)"] }, { signal }),
    placeholderData: keepPreviousData,
  });

export const diskQuery = (organization: string) =>
  queryOptions({ queryKey: ["disk", organization], queryFn: ({ signal }) => api.showDisk({ organization }, { signal }) });

/** Asked again every two seconds as long as one of them is under way. */
export const jobsQuery = (organization: string) =>
  queryOptions({
    queryKey: ["jobs", organization],
    queryFn: async ({ signal }) => (await api.listJobs({ organization, per_page: 20 }, { signal })).rows,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some((job) => job.status === "waiting") === true ? 2000 : false),
  });

export const rawEventQuery = (organization: string, project: string, event: string) =>
  queryOptions({
    queryKey: ["raw-event", organization, project, event],
    queryFn: ({ signal }) => api.showProjectEventJson({ organization, project, event }, { signal }),
    staleTime: Infinity,
  });
