import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { hashesQuery, queryClient } from "../../api/queries.ts";
import type { IssueDetailShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { toast } from "../../ui/toast.tsx";
import { useOrganization } from "../session/organization.ts";

/** What was merged into this issue, with a way out of it again. One hash alone is nothing to show. */
export function HashesPanel({ issue }: { readonly issue: IssueDetailShape }) {
  const organization = useOrganization().slug;
  const navigate = useNavigate();
  const hashes = useQuery(hashesQuery(organization, issue.id)).data ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const unmerge = useMutation({
    mutationFn: () => api.unmergeIssueHashes({ organization, issue: issue.id, id: [...chosen] }),
    onSuccess: async ({ id }) => {
      setChosen(new Set());
      await Promise.all(
        ["issue", "issues", "issue-counts", "issue-hashes", "issue-similar", "issue-stats", "issue-tags"].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key, organization] }),
        ),
      );
      toast("Unmerged into an issue of its own", { action: { label: "Open", run: () => void navigate({ to: "/issues/$issueId", params: { issueId: id } }) } });
    },
    onError: (error) => toast(error.message, { tone: "failed" }),
  });
  const seen = hashes.filter(({ count }) => count !== "0");
  if (seen.length < 2) return null;
  const toggle = (id: string, isChosen: boolean): void => setChosen(isChosen ? new Set([...chosen, id]) : new Set([...chosen].filter((each) => each !== id)));
  const [first] = seen;
  return (
    <section className="panel" aria-labelledby="hashes-title">
      <h2 id="hashes-title">Merged here</h2>
      <ul className="hashes">
        {seen.map(({ id, count, lastSeen, latestEvent }) => (
          <li key={id}>
            <Checkbox
              label={`Choose ${latestEvent?.title ?? id}`}
              checked={chosen.has(id)}
              disabled={!chosen.has(id) && chosen.size + 1 >= seen.length}
              onChange={(isChosen) => toggle(id, isChosen)}
            />
            <span className="hashes-what">
              {latestEvent === null ? (
                <span className="mono">{id.slice(0, 12)}</span>
              ) : (
                <Link to="/issues/$issueId/events/$eventId" params={{ issueId: issue.id, eventId: latestEvent.eventID }} title={id}>
                  {latestEvent.title}
                </Link>
              )}
              <span className="muted">
                <span className="num">{count}</span> {count === "1" ? "event" : "events"}
                {lastSeen === null ? "" : ", last "}
                {lastSeen === null ? null : <RelativeTime at={lastSeen} />}
                {latestEvent === null || first?.latestEvent == null || first.id === id ? null : (
                  <>
                    {" · "}
                    <Link to="/compare" search={{ slug: issue.project.slug, left: first.latestEvent.eventID, right: latestEvent.eventID }}>
                      Compare with the first
                    </Link>
                  </>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <Button size="small" busy={unmerge.isPending} disabled={chosen.size === 0} onClick={() => unmerge.mutate()}>
        {chosen.size < 2 ? "Unmerge" : `Unmerge ${chosen.size}`}
      </Button>
    </section>
  );
}
