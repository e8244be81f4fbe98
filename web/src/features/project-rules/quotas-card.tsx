import "./project-rules.css";

import type { Quota } from "@vedette/api-client";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";

import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useSubmit } from "../session/use-submit.ts";
import { quotaCategories, quotaText, quotaWindows } from "./quota-text.ts";

interface Props {
  readonly quotas: UseQueryResult<readonly Quota[]>;
  /** What holds when there is none. */
  readonly empty: string;
  readonly save: (next: Quota[]) => Promise<void>;
}

/** How much is accepted. */
export function QuotasCard({ quotas, empty, save: saveAll }: Props) {
  const [isAdding, setAdding] = useState(false);
  const save = (next: readonly Quota[]): Promise<void> =>
    saveAll(next.map(({ id, categories, limit, window, reasonCode }) => ({ id, categories, limit, window, reasonCode })));
  const current = quotas.data ?? [];
  return (
    <Card
      title="Quotas"
      id="quotas"
      note="What is beyond is refused, and SDKs wait"
      actions={
        <Button size="small" onClick={() => setAdding(true)}>
          New quota
        </Button>
      }
    >
      {quotas.isPending ? <Skeleton lines={2} /> : null}
      {quotas.isError ? <p className="card-body">{quotas.error.message}</p> : null}
      {quotas.data?.length === 0 ? <p className="card-body muted">{empty}</p> : null}
      <ul>
        {current.map((quota) => (
          <QuotaRow key={quota.id} quota={quota} onRemove={() => save(current.filter(({ id }) => id !== quota.id))} />
        ))}
      </ul>
      {isAdding ? <NewQuota taken={current} save={save} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function QuotaRow({ quota, onRemove }: { readonly quota: Quota; readonly onRemove: () => Promise<void> }) {
  const removal = useSubmit(async () => {
    await onRemove();
    toast("The quota is removed");
  });
  return (
    <li className="quota-row">
      <span>
        {quotaText(quota)}
        {quota.reasonCode === null ? null : <span className="muted"> ({quota.reasonCode})</span>}
        {removal.error === undefined ? null : <span role="alert"> {removal.error}</span>}
      </span>
      <Button size="small" tone="quiet" busy={removal.isBusy} aria-label={`Remove: ${quotaText(quota)}`} onClick={() => removal.submit()}>
        Remove
      </Button>
    </li>
  );
}

function NewQuota({
  taken,
  save,
  onClose,
}: {
  readonly taken: readonly Quota[];
  readonly save: (next: readonly Quota[]) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [category, setCategory] = useState("error");
  const [limit, setLimit] = useState("10000");
  const [window, setWindow] = useState(3600);
  const form = useSubmit(async () => {
    const id = `${category === "" ? "all" : category}-${window}`;
    const quota: Quota = { id, categories: category === "" ? [] : [category], limit: Number(limit), window, reasonCode: null };
    await save([...taken.filter((other) => other.id !== id), quota]);
    onClose();
    toast("The quota is in force");
  });
  return (
    <Dialog
      title="New quota"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={form.isBusy} disabled={!/^\d+$/u.test(limit.trim())} onClick={() => form.submit()}>
            Set quota
          </Button>
        </>
      }
    >
      <form className="form" onSubmit={form.submit}>
        <TextField label="At most" value={limit} onChange={setLimit} inputMode="numeric" error={form.error} hint="0 refuses all." />
        <div className="quota-choices">
          <SelectField label="Of" value={category} onChange={setCategory} options={quotaCategories.map(({ id, name }) => ({ value: id, label: name }))} />
          <SelectField
            label="In"
            value={String(window)}
            onChange={(seconds) => setWindow(Number(seconds))}
            options={quotaWindows.map(({ seconds, name }) => ({ value: String(seconds), label: name }))}
          />
        </div>
      </form>
    </Dialog>
  );
}
