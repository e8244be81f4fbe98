import { useMutation, useQuery } from "@tanstack/react-query";

import { api } from "../../api/client.ts";
import { queryClient, tombstonesQuery } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { toast } from "../../ui/toast.tsx";

/** What was deleted for good: its events are dropped as they come, until somebody takes that back. */
export function DiscardedIssues({ organization, project }: { readonly organization: string; readonly project: string }) {
  const discarded = useQuery(tombstonesQuery(organization, project)).data ?? [];
  const restore = useMutation({
    mutationFn: (tombstone: string) => api.deleteTombstone({ organization, project, tombstone }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["tombstones", organization] });
      toast("Taken back: the next such event makes a new issue");
    },
    onError: (error) => toast(error.message, { tone: "failed" }),
  });
  return (
    <Card title="Discarded issues" id="discarded" note="Their events are dropped">
      {discarded.length === 0 ? <p className="card-body muted">None. An issue's page has “Delete and discard” among its commands.</p> : null}
      <ul className="rule-history">
        {discarded.map(({ id, title, actor, dateAdded, timesSeen }) => (
          <li key={id}>
            <span>
              <strong>{title}</strong>{" "}
              <span className="muted">
                <span className="num">{timesSeen}</span> dropped, discarded by {actor?.name ?? "a token"} <RelativeTime at={dateAdded} />
              </span>
            </span>
            <Button size="small" tone="quiet" busy={restore.isPending} onClick={() => restore.mutate(id)} aria-label={`Take events of ${title} again`}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
