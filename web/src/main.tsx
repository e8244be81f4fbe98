import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./theme/tokens.css";
import "./theme/base.css";

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ApiError } from "@vedette/api-client";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { queryClient, sessionQuery } from "./api/queries.ts";
import { router } from "./router.tsx";
import { startTheme } from "./theme/theme.ts";
import { KitProvider } from "./ui/kit-provider.tsx";
import { Toasts } from "./ui/toast.tsx";

startTheme();

async function reloadWhenServed(): Promise<void> {
  const answer = await fetch("/_health/").catch(() => undefined);
  if (answer === undefined) return;
  sessionStorage.setItem("vedette.reloaded", String(Date.now()));
  window.location.reload();
}

// After an upgrade of the server the parts of the old pages are gone: read the new ones, at most once a minute.
// While the server is down a reload would only show the browser's own error, so the page tells it instead.
window.addEventListener("vite:preloadError", (event) => {
  event.preventDefault();
  const last = Number(sessionStorage.getItem("vedette.reloaded") ?? 0);
  if (Date.now() - last < 60_000) return;
  void reloadWhenServed();
});

// A session that ended elsewhere shows in the first refused read: ask who is there, and the frame leads to the sign-in.
queryClient.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error") return;
  const { error } = event.action;
  if (!(error instanceof ApiError) || error.status !== 401) return;
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.invalidate();
});

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <KitProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </KitProvider>
  </StrictMode>,
);
