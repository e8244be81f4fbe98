import "./account.css";

import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient, sessionQuery } from "../../api/queries.ts";
import { useUser } from "../../features/session/organization.ts";
import { useSubmit } from "../../features/session/use-submit.ts";
import { Tokens } from "../../features/tokens/tokens.tsx";
import { useTitle } from "../../features/title/use-title.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { toast } from "../../ui/toast.tsx";

export function Account() {
  const user = useUser();
  const { welcome } = useSearch({ from: "/frame/account" });
  const navigate = useNavigate();
  const isFirst = welcome === "1";
  const [email, setEmail] = useState(isFirst && user.email.endsWith("@localhost") ? "" : user.email);
  const [name, setName] = useState(user.name ?? "");
  const [password, setPassword] = useState("");
  const [currentPassword, setCurrentPassword] = useState("");
  // The server asks for the password again before it changes how one signs in.
  const needsCurrent = user.hasPassword && (password !== "" || email.trim() !== user.email);
  const form = useSubmit(async () => {
    const session = await api.updateMe({
      body: {
        email: email.trim(),
        name: name.trim(),
        ...(password === "" ? {} : { password }),
        ...(needsCurrent ? { currentPassword } : {}),
      },
    });
    queryClient.setQueryData(sessionQuery.queryKey, session);
    setPassword("");
    setCurrentPassword("");
    toast("Your account is saved");
    if (isFirst) await navigate({ to: "/issues" });
  });
  useTitle(isFirst ? "Welcome" : "Account");
  const isFieldError = Object.keys(form.fields).length > 0;
  return (
    <div className="narrow-page">
      <h1 className="page-title">{isFirst ? "Welcome to Vedette" : "Account"}</h1>
      {isFirst ? <p className="page-lead">The link that brought you here works once. Set how you sign in from now on.</p> : null}
      <Card title="You">
        <form className="card-body form" onSubmit={form.submit}>
          {form.error === undefined || isFieldError ? null : (
            <p className="form-error" role="alert">
              {form.error}
            </p>
          )}
          <TextField label="Email" type="email" value={email} onChange={setEmail} required autoComplete="username" error={form.fields["email"]} />
          <TextField
            label="Name"
            value={name}
            onChange={setName}
            autoComplete="name"
            error={form.fields["name"]}
            hint="Shown beside issues that are assigned to you."
          />
          {needsCurrent ? (
            <TextField
              label="Current password"
              type="password"
              value={currentPassword}
              onChange={setCurrentPassword}
              required
              autoComplete="current-password"
              error={form.fields["currentPassword"]}
            />
          ) : null}
          <TextField
            label={user.hasPassword ? "New password" : "Password"}
            type="password"
            value={password}
            onChange={setPassword}
            required={isFirst}
            minLength={8}
            autoComplete="new-password"
            error={form.fields["password"]}
            hint={user.hasPassword ? "Leave empty to keep yours." : "At least 8 characters."}
          />
          <div>
            <Button type="submit" tone="primary" busy={form.isBusy}>
              {isFirst ? "Save and go on" : "Save"}
            </Button>
          </div>
        </form>
      </Card>
      {isFirst ? null : <Tokens />}
    </div>
  );
}
