import { addBreadcrumb, type Integration } from "@vedette/core";
import { watchRequests } from "./requests.ts";

/** Notes requests of `fetch` and XMLHttpRequest with their status; bodies and headers are not read. */
export function httpIntegration(): Integration {
  return { name: "Http", start: () => watchHttpBreadcrumbs(addBreadcrumb) };
}

export const watchHttpBreadcrumbs = (add: typeof addBreadcrumb): (() => void) =>
  watchRequests(({ kind, method, url }) => ({
    end(status, error) {
      const level = status === undefined || status >= 500 ? "error" : status >= 400 ? "warning" : "info";
      const data = { method, url, ...(status ? { status_code: status } : {}) };
      add({ category: kind, type: "http", level, data }, { error });
    },
  }));
