import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { useLiveBatches, useLiveState } from "../../api/live.ts";
import { queryClient } from "../../api/queries.ts";
import type { IssueShape } from "../../api/shapes.ts";

/** Without the live stream the question is asked every few seconds instead. */
const pollMs = 3000;

/** The issue of a project's newest event; undefined until there is one. The live stream tells when to look. */
export function useFirstEvent(organization: string, projectId: string): IssueShape | undefined {
  const isLive = useLiveState().kind === "live";
  const [isHere, setHere] = useState(false);
  const { data } = useQuery({
    queryKey: ["first-event", organization, projectId],
    queryFn: async ({ signal }) =>
      (await api.listIssues({ organization, project: [projectId], query: "", limit: 1, statsPeriod: "90d" }, { signal })).rows[0] ?? null,
    refetchInterval: (query) => (query.state.data !== null && query.state.data !== undefined ? false : isLive && !isHere ? 20_000 : pollMs),
  });
  useLiveBatches((batch) => {
    if (!batch.issues.some((issue) => issue.projectId === projectId) || isHere) return;
    setHere(true);
    void queryClient.invalidateQueries({ queryKey: ["first-event", organization, projectId] });
    void queryClient.invalidateQueries({ queryKey: ["projects", organization] });
  });
  return data ?? undefined;
}
