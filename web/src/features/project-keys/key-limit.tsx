import { useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import type { KeyShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { quotaWindows } from "../project-rules/quota-text.ts";
import { useSubmit } from "../session/use-submit.ts";

interface KeyLimitProps {
  readonly scope: { readonly organization: string; readonly project: string };
  readonly entry: KeyShape;
  readonly onClose: () => void;
}

const longest = 86_400;

/** How many errors may come with a key. */
export function KeyLimit({ scope, entry, onClose }: KeyLimitProps) {
  const [count, setCount] = useState(entry.rateLimit === null ? "" : String(entry.rateLimit.count));
  const [window, setWindow] = useState(String(entry.rateLimit?.window ?? 3600));
  const form = useSubmit(async () => {
    const rateLimit = count.trim() === "" ? null : { count: Number(count), window: Number(window) };
    await api.updateProjectKey({ ...scope, key: entry.id, body: { rateLimit } });
    await queryClient.invalidateQueries({ queryKey: ["keys", scope.organization, scope.project] });
    onClose();
  });
  const windows = quotaWindows.filter(({ seconds }) => seconds <= longest).map(({ seconds, name }) => ({ value: String(seconds), label: name }));
  const isOther = windows.every(({ value }) => value !== window);
  return (
    <Dialog
      title={`Limit of ${entry.name}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={form.isBusy} disabled={!/^\d*$/u.test(count.trim())} onClick={() => form.submit()}>
            Save limit
          </Button>
        </>
      }
    >
      <form className="form" onSubmit={form.submit}>
        <TextField
          label="Errors, at most"
          value={count}
          onChange={setCount}
          inputMode="numeric"
          error={form.fields["rateLimit"] ?? form.error}
          hint="Nothing means no limit. Quotas of the project are about all keys and other kinds of data."
        />
        <SelectField label="In" value={window} onChange={setWindow} options={isOther ? [...windows, { value: window, label: `${window} seconds` }] : windows} />
      </form>
    </Dialog>
  );
}
