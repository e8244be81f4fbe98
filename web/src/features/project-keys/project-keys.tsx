import "./project-keys.css";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { keysQuery, queryClient } from "../../api/queries.ts";
import type { KeyShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { windowName } from "../project-rules/quota-text.ts";
import { useMay } from "../session/may.tsx";
import { useSubmit } from "../session/use-submit.ts";
import { KeyLimit } from "./key-limit.tsx";
import { counted } from "../../ui/number-text.ts";

interface Scope {
  readonly organization: string;
  readonly project: string;
}

export function ProjectKeys(scope: Scope) {
  const keys = useQuery(keysQuery(scope.organization, scope.project));
  const [isAdding, setAdding] = useState(false);
  const mayChange = useMay("project:write");
  return (
    <Card
      title="Keys"
      id="keys"
      note="SDKs send with a DSN"
      actions={
        mayChange ? (
          <Button size="small" onClick={() => setAdding(true)}>
            New key
          </Button>
        ) : undefined
      }
    >
      {keys.isPending ? <Skeleton lines={2} /> : null}
      {keys.isError ? <p className="card-body">{keys.error.message}</p> : null}
      {keys.data?.length === 0 ? <p className="card-body muted">No key: nothing can be sent to this project.</p> : null}
      <ul>
        {(keys.data ?? []).map((key) => (
          <KeyRow key={key.id} scope={scope} entry={key} />
        ))}
      </ul>
      {isAdding ? <NewKey scope={scope} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

const refresh = (scope: Scope) => queryClient.invalidateQueries({ queryKey: ["keys", scope.organization, scope.project] });

function KeyRow({ scope, entry }: { readonly scope: Scope; readonly entry: KeyShape }) {
  const [isAsking, setAsking] = useState(false);
  const [isLimiting, setLimiting] = useState(false);
  const mayChange = useMay("project:write");
  const mayDelete = useMay("project:admin");
  const fail = (error: Error) => toast(error.message, { tone: "failed" });
  const toggle = useMutation({
    mutationFn: () => api.updateProjectKey({ ...scope, key: entry.id, body: { isActive: !entry.isActive } }),
    onSuccess: () => refresh(scope),
    onError: fail,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteProjectKey({ ...scope, key: entry.id }),
    onSuccess: async () => {
      setAsking(false);
      await refresh(scope);
      toast(`Key ${entry.name} is deleted`);
    },
    onError: fail,
  });
  return (
    <li className="key-row">
      <div className="key-head">
        <strong className="one-line">{entry.name}</strong>
        <Chip tone={entry.isActive ? "good" : "neutral"}>{entry.isActive ? "Active" : "Disabled"}</Chip>
        {entry.dateCreated === null ? null : (
          <span className="muted">
            made <RelativeTime at={entry.dateCreated} />
          </span>
        )}
        {entry.rateLimit === null ? null : (
          <span className="muted">
            at most {counted(entry.rateLimit.count, "error")} in {windowName(entry.rateLimit.window)}
          </span>
        )}
        <span className="key-actions push">
          {mayChange ? (
            <>
              <Button size="small" tone="quiet" aria-label={`Limit ${entry.name}`} onClick={() => setLimiting(true)}>
                Limit
              </Button>
              <Button size="small" tone="quiet" busy={toggle.isPending} onClick={() => toggle.mutate()}>
                {entry.isActive ? "Disable" : "Enable"}
              </Button>
            </>
          ) : null}
          {mayDelete ? (
            <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
              Delete
            </Button>
          ) : null}
        </span>
      </div>
      <div className="dsn-line">
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a line that scrolls sideways must be reachable by keys */}
        <code tabIndex={0}>{entry.dsn.public}</code>
        <CopyButton text={entry.dsn.public} what={`the DSN of ${entry.name}`} />
      </div>
      {isLimiting ? <KeyLimit scope={scope} entry={entry} onClose={() => setLimiting(false)} /> : null}
      {isAsking ? (
        <ConfirmDialog
          title={`Delete the key ${entry.name}?`}
          action="Delete key"
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>Programs that send with it are refused from then on. Events that came with it stay.</p>
        </ConfirmDialog>
      ) : null}
    </li>
  );
}

function NewKey({ scope, onClose }: { readonly scope: Scope; readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const form = useSubmit(async () => {
    await api.createProjectKey({ ...scope, body: { name: name.trim() } });
    await refresh(scope);
    onClose();
  });
  return (
    <Dialog
      title="New key"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={form.isBusy} disabled={name.trim() === ""} onClick={() => form.submit()}>
            Make key
          </Button>
        </>
      }
    >
      <form onSubmit={form.submit}>
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          placeholder="Staging"
          error={form.fields["name"] ?? form.error}
          hint="For you, to tell keys apart."
        />
      </form>
    </Dialog>
  );
}
