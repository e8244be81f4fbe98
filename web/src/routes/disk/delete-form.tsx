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

const ofPerson = "Events, transactions, spans, logs, replays, profiles, sessions, files and reports that name the user";

const kinds = [
  { value: "query", label: "What a search finds", field: "Search", hint: "" },
  { value: "email", label: "A user by email", field: "Email address", hint: ofPerson },
  { value: "id", label: "A user by id", field: "User id", hint: ofPerson },
  { value: "username", label: "By user name", field: "User name", hint: ofPerson },
  { value: "ip", label: "By IP address", field: "IP address", hint: ofPerson },
  { value: "did", label: "By session id", field: "Distinct id of sessions", hint: "Takes the user out of release health; what is named by another mark stays" },
] as const;

const datasets = [
  { value: "errors", label: "Events", hint: "release:shop@1.2 environment:staging" },
  { value: "transactions", label: "Transactions", hint: "transaction:/cart transaction.duration:>5s. Their spans, profiles and files go along" },
  { value: "spans", label: "Spans", hint: "span.op:db db.system:postgresql" },
  { value: "logs", label: "Logs", hint: "severity:debug message:*token*" },
  { value: "metrics", label: "Metrics", hint: "metric.name:cart.total" },
  { value: "replays", label: "Replays", hint: "user.email:*@example.com url:*checkout*. Their recordings go along" },
] as const;

/** Deletes for good, in the background. Projects are those of the filter, or all. */
export function DeleteForm({ projects }: { readonly projects: readonly ProjectShape[] }) {
  const organization = useOrganization();
  const filters = useFilters();
  const [kind, setKind] = useState<(typeof kinds)[number]["value"]>("query");
  const [dataset, setDataset] = useState<(typeof datasets)[number]["value"]>("errors");
  const [text, setText] = useState("");
  const [isAsking, setAsking] = useState(false);
  const { field, hint } = kinds.find((each) => each.value === kind) ?? kinds[0];
  const example = datasets.find((each) => each.value === dataset)?.hint ?? "";
  const chosen = projects.filter((project) => filters.project.includes(project.id) || filters.project.includes(project.slug)).map((project) => project.slug);
  const where = chosen.length === 0 ? "all projects of the organization" : chosen.join(", ");
  const { isBusy, error, submit } = useSubmit(async () => {
    setAsking(false);
    const what = kind === "query" ? { dataset, query: text.trim() } : { user: { [kind]: text.trim() } };
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
        {kind === "query" ? <Segmented label="What to search" value={dataset} options={datasets} onChange={setDataset} /> : null}
        <TextField
          label={field}
          value={text}
          onChange={setText}
          hint={kind === "query" ? `As in a list of them: ${example}` : hint}
          error={error}
          autoComplete="off"
          spellCheck={false}
        />
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
