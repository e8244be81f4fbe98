import { useNavigate, useSearch } from "@tanstack/react-router";

import { type StickyFilters, defaultPeriod } from "../../search-params.ts";

export interface Filters {
  readonly project: readonly string[];
  readonly environment: readonly string[];
  readonly statsPeriod: string;
  /** As query parameters of the API. */
  readonly params: { readonly project: readonly string[]; readonly environment: readonly string[]; readonly statsPeriod: string };
  readonly set: (change: { readonly project?: readonly string[]; readonly environment?: readonly string[]; readonly statsPeriod?: string }) => void;
}

/** The sticky filters of the address bar. Changing one goes back to the first page of a list. */
export function useFilters(): Filters {
  const search: StickyFilters = useSearch({ from: "/frame" });
  const navigate = useNavigate();
  const project = search.project ?? [];
  const environment = search.environment ?? [];
  const statsPeriod = search.statsPeriod ?? defaultPeriod;
  return {
    project,
    environment,
    statsPeriod,
    params: { project, environment, statsPeriod },
    set: (change) => {
      void navigate({
        to: ".",
        search: (before) => {
          const { cursor: _cursor, ...rest }: Readonly<Record<string, unknown>> = before;
          // Undefined, not absent: an absent sticky filter would be kept.
          return {
            ...rest,
            ...(change.project === undefined ? {} : { project: change.project.length === 0 ? undefined : change.project }),
            ...(change.environment === undefined ? {} : { environment: change.environment.length === 0 ? undefined : change.environment }),
            ...(change.statsPeriod === undefined ? {} : { statsPeriod: change.statsPeriod === defaultPeriod ? undefined : change.statsPeriod }),
          };
        },
      });
    },
  };
}
