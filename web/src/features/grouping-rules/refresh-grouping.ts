import { queryClient } from "../../api/queries.ts";

/** After rules changed or events moved. */
export async function refreshGrouping(organization: string): Promise<void> {
  await Promise.all(
    ["project", "rule-versions", "regroups", "grouping", "issue", "issue-hashes"].map((key) =>
      queryClient.invalidateQueries({ queryKey: [key, organization] }),
    ),
  );
}
