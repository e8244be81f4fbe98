import { ApiError } from "@vedette/api-client";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient, sessionQuery } from "../../api/queries.ts";
import type { SessionShape } from "../../api/shapes.ts";
import { Doorway } from "../../features/session/doorway.tsx";
import { useSubmit } from "../../features/session/use-submit.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { linkToken } from "./link-token.ts";

/** Takes the token out of the address before anything else, so that it stays out of the history and of screenshots. */
function takeLinkToken(): string | undefined {
  const token = linkToken(window.location.hash);
  if (token !== undefined) window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
  return token;
}

export function SignIn() {
  const [token] = useState(takeLinkToken);
  const [linkError, setLinkError] = useState<string>();
  const { next } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const router = useRouter();
  const isRedeemed = useRef(false);

  const enter = async (session: SessionShape) => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    if (session.user?.hasPassword === false) await navigate({ to: "/account", search: { welcome: "1" }, replace: true });
    else if (next === undefined) await navigate({ to: "/issues", replace: true });
    else router.history.replace(next);
  };

  useEffect(() => {
    // A link works once: strict mode's second effect must not spend it again.
    if (token === undefined || isRedeemed.current) return;
    isRedeemed.current = true;
    api.redeemSignInLink({ body: { token } }).then(enter, (error: unknown) => setLinkError(linkFailure(error)));
  });

  if (token !== undefined && linkError === undefined) {
    return (
      <Doorway title="Signing you in">
        <Skeleton lines={2} label="Redeeming the sign-in link" />
      </Doorway>
    );
  }
  return <SignInForm linkError={linkError} onSignedIn={enter} />;
}

function linkFailure(error: unknown): string {
  if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
    return "This sign-in link was used already or is too old. Sign in with your password, or make a new link with: npx vedette user link you@example.com";
  }
  return error instanceof Error ? error.message : "The link could not be redeemed.";
}

function SignInForm({ linkError, onSignedIn }: { readonly linkError: string | undefined; readonly onSignedIn: (session: SessionShape) => Promise<void> }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const form = useSubmit(async () => {
    try {
      await onSignedIn(await api.signIn({ body: { email: email.trim(), password } }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) throw new Error("Email and password do not match.", { cause: error });
      throw error;
    }
  });
  const error = form.error ?? linkError;
  return (
    <Doorway title="Sign in">
      {error === undefined ? null : (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <form onSubmit={form.submit}>
        <TextField label="Email" type="email" value={email} onChange={setEmail} required autoComplete="username" inputMode="email" />
        <TextField label="Password" type="password" value={password} onChange={setPassword} required autoComplete="current-password" />
        <Button type="submit" tone="primary" busy={form.isBusy}>
          Sign in
        </Button>
      </form>
      <p className="muted">On a fresh server, use the one-time link that it printed when it started.</p>
    </Doorway>
  );
}
