import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import type { EventShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.tsx";
import { useOrganization } from "../session/organization.ts";
import { useSubmit } from "../session/use-submit.ts";

/** Takes one event off the disk, with its files; the issue stays with the others. */
export function DeleteEvent({ event, issueId }: { readonly event: EventShape; readonly issueId: string }) {
  const organization = useOrganization();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const { isBusy, submit } = useSubmit(async () => {
    try {
      await api.deleteEvent({ organization: organization.slug, project: event.projectID, event: event.eventID });
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), { tone: "failed" });
      return;
    } finally {
      setAsking(false);
    }
    toast("The event is being deleted.");
    const other = event.previousEventID ?? event.nextEventID ?? null;
    if (other === null) await navigate({ to: "/issues" });
    else await navigate({ to: "/issues/$issueId/events/$eventId", params: { issueId, eventId: other } });
    await queryClient.invalidateQueries();
  });
  return (
    <>
      <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
        Delete event
      </Button>
      {isAsking ? (
        <ConfirmDialog title="Delete this event?" action="Delete the event" busy={isBusy} onConfirm={submit} onClose={() => setAsking(false)}>
          <p>
            Event <span className="mono">{event.eventID.slice(0, 8)}</span> leaves the disk with its files. It cannot be brought back; that it was here can
            still be looked up.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
