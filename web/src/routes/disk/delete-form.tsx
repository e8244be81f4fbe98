import { useState } from "react";

import { api } from "../../api/client.ts";
import { jobsQuery, queryClient } from "../../api/queries.ts";
import type { ProjectShape } from "../../api/shapes.ts";
import { useFilters } from "../../features/filters/use-filters.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useSubmit } from "../../features/session/use-submit.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { toast } from "../../ui/toast.tsx";

const kinds = [
  { value: "query", label: "What a search finds", field: "Event search", hint: "As in a list of events: release:shop@1.2 environment:staging" },
  { value: "email", label: "A user by email", field: "Email address", hint: "Events, their files, reports, and rows that name the user" },
  { value: "id", label: "A user by id", field: "User id", hint: "Events, their files, and rows that name the user" },
  { value: "username", label: "By user name", field: "User name", hint: "Events, their files, and rows that name the user" },
  { value: "ip", label: "By IP address", field: "IP address", hint: "Events, their files, and rows that name the address" },
] as const;

/** Deletes for good, in the background. Projects are those of the filter, or all. */
export function DeleteForm({ projects }: { readonly projects: readonly ProjectShape[] }) {
  const organization = useOrganization();
  const filters = useFilters();
  const [kind, setKind] = useState<(typeof kinds)[number]["value"]>("query");
  const [text, setText] = useState("");
  const [isAsking, setAsking] = useState(false);
  const { field, hint } = kinds.find((each) => each.value === kind) ?? kinds[0];
  const chosen = projects.filter((project) => filters.project.includes(project.id) || filters.project.includes(project.slug)).map((project) => project.slug);
  const where = chosen.length === 0 ? "all projects of the organization" : chosen.join(", ");
  const { isBusy, error, submit } = useSubmit(async () => {
    setAsking(false);
    const what = kind === "query" ? { query: text.trim() } : { user: { [kind]: text.trim() } };
    await api.createDeletion({ organization: organization.slug, body: { project: [...filters.project], ...what } });
    await queryClient.invalidateQueries(jobsQuery(organization.slug));
    setText("");
    toast("The deletion is under way; its progress shows below.");
  });
  return (
    <Card title="Delete data" id="delete" note={`in ${where}`}>
      <form
        className="card-body disk-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") setAsking(true);
        }}
      >
        <Segmented label="What to delete" value={kind} options={kinds} onChange={setKind} />
        <TextField label={field} value={text} onChange={setText} hint={hint} error={error} autoComplete="off" spellCheck={false} />
        <Button type="submit" tone="danger" busy={isBusy} disabled={text.trim() === ""}>
          Delete …
        </Button>
      </form>
      {isAsking ? (
        <ConfirmDialog title="Delete for good?" action="Delete" typeToConfirm="delete" onConfirm={submit} onClose={() => setAsking(false)}>
          <p>
            Everything that matches <span className="mono">{text.trim()}</span> in {where} leaves the disk. It cannot be brought back.
          </p>
        </ConfirmDialog>
      ) : null}
    </Card>
  );
}
