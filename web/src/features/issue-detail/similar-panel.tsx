import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";

import { api } from "../../api/client.ts";
import { queryClient, similarQuery } from "../../api/queries.ts";
import type { IssueDetailShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import { useOrganization } from "../session/organization.ts";
import { counted } from "../../ui/number-text.ts";

/** Issues that are grouped by almost the same. */
export function SimilarPanel({ issue, event }: { readonly issue: IssueDetailShape; readonly event: string | undefined }) {
  const organization = useOrganization().slug;
  const navigate = useNavigate();
  const similar = useQuery(similarQuery(organization, issue.id)).data ?? [];
  const merge = useMutation({
    mutationFn: (other: string) => api.updateIssues({ organization, id: [issue.id, other], body: { merge: true } }),
    onSuccess: async ({ merge: merged }) => {
      await Promise.all(
        ["issue", "issues", "issue-counts", "issue-hashes", "issue-similar", "issue-stats", "issue-tags"].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key, organization] }),
        ),
      );
      toast("Merged. “Merged here” can take it apart again");
      if (merged !== undefined && merged.parent !== issue.id) void navigate({ to: "/issues/$issueId", params: { issueId: merged.parent }, replace: true });
    },
    onError: (error) => toast(error.message, { tone: "failed" }),
  });
  if (similar.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="similar-title">
      <h2 id="similar-title">Similar issues</h2>
      <ul className="hashes">
        {similar.map(([other, { grouping }]) => (
          <li key={other.id}>
            <span className="hashes-what">
              <Link to="/issues/$issueId" params={{ issueId: other.id }}>
                {other.title}
              </Link>
              <span className="muted">
                {other.shortId} · {Math.round(grouping * 100)} % alike · <span className="num">{counted(Number(other.count), "event")}</span>
                {event === undefined ? null : (
                  <>
                    {" · "}
                    <Link to="/compare" search={{ slug: issue.project.slug, left: event, issue: other.id }} aria-label={`Why apart? ${other.shortId}`}>
                      Why apart?
                    </Link>
                  </>
                )}
              </span>
            </span>
            <Button size="small" tone="quiet" busy={merge.isPending} onClick={() => merge.mutate(other.id)} aria-label={`Merge with ${other.shortId}`}>
              Merge
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
