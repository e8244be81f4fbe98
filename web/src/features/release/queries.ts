import type { ListReleasesInput, Release } from "@vedette/api-client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { api } from "../../api/client.ts";

export type ReleaseShape = Release;
export type ReleaseHealth = NonNullable<Release["projects"][number]["healthData"]>;

export const releaseListQuery = (organization: string, input: Omit<ListReleasesInput, "organization">) =>
  queryOptions({
    queryKey: ["release-list", organization, input],
    queryFn: ({ signal }) => api.listReleases({ organization, health: "1", adoptionStages: "1", per_page: 25, ...input }, { signal }),
    placeholderData: keepPreviousData,
  });

export const releaseQuery = (
  organization: string,
  version: string,
  input: { readonly project: readonly string[]; readonly environment: readonly string[]; readonly statsPeriod: string },
) =>
  queryOptions({
    queryKey: ["release", organization, version, input],
    queryFn: ({ signal }) => {
      const { project, environment, statsPeriod } = input;
      return api.showRelease({ organization, version, project, environment, health: "1", adoptionStages: "1", summaryStatsPeriod: statsPeriod }, { signal });
    },
    placeholderData: keepPreviousData,
  });

export const releaseSessionsQuery = (
  organization: string,
  version: string,
  input: { readonly project: readonly string[]; readonly environment: readonly string[]; readonly statsPeriod: string; readonly interval: string },
) =>
  queryOptions({
    queryKey: ["release-sessions", organization, version, input],
    queryFn: ({ signal }) =>
      api.showSessions(
        { organization, ...input, field: ["sum(session)"], groupBy: ["session.status"], query: `release:"${version.replaceAll('"', String.raw`\"`)}"` },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
