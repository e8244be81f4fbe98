import { useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient, sessionQuery } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Doorway } from "./doorway.tsx";
import { useSubmit } from "./use-submit.ts";

/** A reader without an organization makes one, or waits to be added to one. */
export function NoOrganization() {
  const [name, setName] = useState("");
  const form = useSubmit(async () => {
    await api.createOrganization({ body: { name: name.trim() } });
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  });
  return (
    <Doorway title="Name your organization" text="Projects and people belong to an organization. If yours exists already, ask one of its owners to add you.">
      <form onSubmit={form.submit}>
        <TextField label="Name" value={name} onChange={setName} required error={form.fields["name"] ?? form.error} autoComplete="organization" />
        <Button type="submit" tone="primary" busy={form.isBusy}>
          Create organization
        </Button>
      </form>
    </Doorway>
  );
}
