import "./tokens.css";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient, tokensQuery } from "../../api/queries.ts";
import type { TokenShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useSubmit } from "../session/use-submit.ts";

/** A user's own tokens. `sentry-cli login` opens this page when it has none. */
export function Tokens() {
  const tokens = useQuery(tokensQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <Card
      title="Tokens"
      id="tokens"
      note="sentry-cli and other clients of the API act for you"
      actions={
        <Button size="small" onClick={() => setAdding(true)}>
          New token
        </Button>
      }
    >
      {tokens.isPending ? <Skeleton lines={2} /> : null}
      {tokens.isError ? <p className="card-body">{tokens.error.message}</p> : null}
      {tokens.data?.length === 0 ? <p className="card-body muted">No token: only this browser acts for you.</p> : null}
      <ul>
        {(tokens.data ?? []).map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
      {isAdding ? <NewToken onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

const refresh = () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });

function TokenRow({ token }: { readonly token: TokenShape }) {
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.deleteMyToken({ token: token.id }),
    onSuccess: async () => {
      setAsking(false);
      await refresh();
      toast(`Token ${token.name} is revoked`);
    },
    onError: (error: Error) => toast(error.message, { tone: "failed" }),
  });
  return (
    <li className="token-row">
      <strong className="one-line" title={token.scopes.join(" ")}>
        {token.name}
      </strong>
      <code className="muted">…{token.tokenLastCharacters}</code>
      <span className="muted">
        {token.dateLastUsed === null ? (
          "never used"
        ) : (
          <>
            used <RelativeTime at={token.dateLastUsed} />
          </>
        )}
      </span>
      <Button size="small" tone="quiet" className="push" onClick={() => setAsking(true)}>
        Revoke
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={`Revoke the token ${token.name}?`}
          action="Revoke token"
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>Programs that use it are refused from then on.</p>
        </ConfirmDialog>
      ) : null}
    </li>
  );
}

/** A few sensible sets of scopes; the API takes any. Nothing reaches further than one's role. */
const powers = {
  read: {
    label: "Read",
    hint: "Issues, events, projects, releases.",
    scopes: ["org:read", "project:read", "team:read", "member:read", "event:read", "alerts:read"],
  },
  change: {
    label: "Read and change",
    hint: "Resolve and assign issues, manage projects, keys and releases.",
    scopes: ["org:read", "project:write", "project:releases", "team:write", "member:read", "event:write", "alerts:write"],
  },
  all: {
    label: "All that I may",
    hint: "Deleting included.",
    scopes: ["org:admin", "org:ci", "project:admin", "project:releases", "team:admin", "member:admin", "event:admin", "alerts:write"],
  },
} as const;

function NewToken({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const [power, setPower] = useState<keyof typeof powers>("change");
  const [made, setMade] = useState<string>();
  const form = useSubmit(async () => {
    const { token } = await api.createMyToken({ body: { name: name.trim(), scopes: [...powers[power].scopes] } });
    setMade(token);
    await refresh();
  });
  if (made !== undefined)
    return (
      <Dialog title="Your new token" onClose={onClose} footer={<Button onClick={onClose}>Done</Button>}>
        <p>Copy it now. It is shown only here, once.</p>
        <div className="token-line">
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a line that scrolls sideways must be reachable by keys */}
          <code tabIndex={0}>{made}</code>
          <CopyButton text={made} what="the token" />
        </div>
      </Dialog>
    );
  return (
    <Dialog
      title="New token"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={form.isBusy} disabled={name.trim() === ""} onClick={() => form.submit()}>
            Make token
          </Button>
        </>
      }
    >
      <form className="token-form" onSubmit={form.submit}>
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          placeholder="sentry-cli on my laptop"
          error={form.fields["name"] ?? form.error}
          hint="For you, to tell tokens apart."
        />
        <Segmented
          label="What it may do"
          value={power}
          options={[
            { value: "read", label: powers.read.label },
            { value: "change", label: powers.change.label },
            { value: "all", label: powers.all.label },
          ]}
          onChange={setPower}
        />
        <p className="muted">{powers[power].hint}</p>
      </form>
    </Dialog>
  );
}
