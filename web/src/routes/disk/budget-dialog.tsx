import { useState } from "react";

import { api } from "../../api/client.ts";
import { diskQuery, queryClient } from "../../api/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useSubmit } from "../../features/session/use-submit.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { toast } from "../../ui/toast.tsx";

export interface BudgetOf {
  readonly project: string;
  readonly category: string;
  readonly maxBytes: number | null;
  readonly maxDays: number | null;
}

const megabyte = 1_000_000;

export function BudgetDialog({ budget, onClose }: { readonly budget: BudgetOf; readonly onClose: () => void }) {
  const organization = useOrganization();
  const { project, category } = budget;
  const [size, setSize] = useState(budget.maxBytes === null ? "" : String(budget.maxBytes / megabyte));
  const [days, setDays] = useState(budget.maxDays === null ? "" : String(budget.maxDays));
  const { isBusy, error, fields, submit } = useSubmit(async () => {
    const maxBytes = size.trim() === "" ? null : Math.round(Number(size) * megabyte);
    const maxDays = days.trim() === "" ? null : Number(days);
    await api.setDiskBudget({ organization: organization.slug, project, category, body: { maxBytes, maxDays } });
    await queryClient.invalidateQueries(diskQuery(organization.slug));
    toast("The budget is set. What is above it goes within seconds.");
    onClose();
  });
  return (
    <Dialog
      title={`Budget of ${category} in ${project}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={isBusy} onClick={submit}>
            Set the budget
          </Button>
        </>
      }
    >
      <form className="disk-form" onSubmit={submit}>
        <TextField
          label="Megabytes"
          inputMode="decimal"
          value={size}
          onChange={setSize}
          error={fields["maxBytes"]}
          hint="Compressed, as on the disk. Empty: no limit. At least 1."
        />
        <TextField
          label="Days"
          inputMode="numeric"
          value={days}
          onChange={setDays}
          error={fields["maxDays"]}
          hint="Full days besides today. Empty: as long as the instance keeps everything."
        />
        {error === undefined || Object.keys(fields).length > 0 ? null : (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
        {/* Enter in a field sends a form only if it has a button, and the one that is seen stands outside. */}
        <input type="submit" value="Set the budget" hidden />
      </form>
    </Dialog>
  );
}
