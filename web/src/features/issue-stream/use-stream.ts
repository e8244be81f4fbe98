import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { issueCountsQuery, issuesQuery } from "../../api/queries.ts";
import type { IssueSort, StreamSearch } from "../../search-params.ts";
import { useFilters } from "../filters/use-filters.ts";
import { useFollow } from "../live/follow.ts";
import { useOrganization } from "../session/organization.ts";
import { defaultQuery, tabs } from "./stream-query.ts";

/** What the stream shows: its part of the address, the rows, the counts of the tabs, all kept fresh by the live stream. */
export function useStream(sparkPeriod: "24h" | "14d") {
  const organization = useOrganization();
  const filters = useFilters();
  const search: StreamSearch = useSearch({ from: "/frame/issues" });
  const navigate = useNavigate();
  const query = search.query ?? defaultQuery;
  const sort = search.sort ?? "date";
  const params = { ...filters.params, query, sort, limit: 25, groupStatsPeriod: sparkPeriod, expand: ["inbox"], cursor: search.cursor };
  const list = useQuery(issuesQuery(organization.slug, params));
  const counts = useQuery(issueCountsQuery(organization.slug, { ...filters.params, query: tabs.map((tab) => tab.terms.join(" ")) }));
  useFollow(
    (batch) => batch.issues.length > 0,
    [
      ["issues", organization.slug],
      ["issue-counts", organization.slug],
    ],
  );

  const go = (change: { readonly query?: string; readonly sort?: IssueSort; readonly cursor?: string | undefined }) =>
    void navigate({ to: "/issues", search: (before) => ({ ...before, cursor: undefined, ...change }) });
  return { organization, filters, query, sort, cursor: search.cursor, list, counts: counts.data, go };
}
