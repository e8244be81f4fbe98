import { ApiError } from "@vedette/api-client";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";

import { queryClient } from "../../api/queries.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { NotFound } from "./not-found.tsx";

export function PageFailed({ error, reset }: ErrorComponentProps) {
  return error instanceof ApiError && error.status === 404 ? <NotFound /> : <Failed error={error} reset={reset} />;
}

function Failed({ error, reset }: Pick<ErrorComponentProps, "error" | "reset">) {
  const router = useRouter();
  const title = error instanceof ApiError && error.status === 0 ? "The server is out of reach" : "This page failed";
  useTitle(title);
  const again = () => {
    if (error instanceof ApiError && error.status === 0) {
      // What was not loaded is asked for again only by a new page, which needs a server.
      fetch("/_health/").then(
        () => window.location.reload(),
        () => toast("The server still does not answer", { tone: "failed" }),
      );
      return;
    }
    void queryClient.resetQueries();
    reset();
    void router.invalidate();
  };
  return (
    <Notice
      isPage
      tone="failed"
      title={title}
      actions={
        <>
          <Button tone="primary" onClick={again}>
            Try again
          </Button>
          <Link to="/issues" className={buttonClass()}>
            Go to the issues
          </Link>
        </>
      }
    >
      {error instanceof Error ? error.message : String(error)}
    </Notice>
  );
}
