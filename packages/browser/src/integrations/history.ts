import { addBreadcrumb, type Integration } from "@vedette/core";
import { here } from "./here.ts";
import { on, patch, quietly, together } from "./patch.ts";

/** Notes where the page goes without being loaded anew. */
export function historyIntegration(): Integration {
  return { name: "History", start: () => watchHistoryBreadcrumbs(addBreadcrumb) };
}

export const watchHistoryBreadcrumbs = (add: typeof addBreadcrumb): (() => void) =>
  watchNavigation((from, to) => add({ category: "navigation", data: { from: pathOf(from), to: pathOf(to) } }));

const pathOf = (url: string): string => (url.startsWith(location.origin) ? url.slice(location.origin.length) : url);

/** Tells about changes of the address within the page. */
export function watchNavigation(listener: (from: string, to: string) => void): () => void {
  if (!here.history) return () => undefined;
  let known = location.href;
  const look = (): void => {
    const from = known;
    known = location.href;
    if (from !== known) quietly(() => listener(from, known));
  };
  const stops = (["pushState", "replaceState"] as const).map((name) =>
    patch(
      history,
      name,
      (original) =>
        function (this: History, ...args: Parameters<History["pushState"]>) {
          original.apply(this, args);
          look();
        },
    ),
  );
  return together([...stops, on("popstate", look)]);
}
