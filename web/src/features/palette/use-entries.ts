import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { api } from "../../api/client.ts";
import { projectsQuery } from "../../api/queries.ts";
import { setTheme } from "../../theme/theme.ts";
import { issueText } from "../issue/issue-text.ts";
import { type DirectHit, directHit } from "../issue-stream/direct-hit.ts";
import { places } from "../keyboard/places.ts";
import { useOrganization } from "../session/organization.ts";
import { type PaletteEntry, pastedId, ranked } from "./entries.ts";

export interface PaletteSection {
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
}

/** Less is not worth asking the server for. */
const shortestSearch = 2;

const hitQuery = (organization: string, text: string) =>
  queryOptions({ queryKey: ["direct-hit", organization, text], queryFn: async () => (await directHit(organization, text)) ?? null, staleTime: 30_000 });

const matchesQuery = (organization: string, text: string) =>
  queryOptions({
    queryKey: ["palette-issues", organization, text],
    // What is typed need not be a search that can be read.
    queryFn: async ({ signal }) =>
      (await api.listIssues({ organization, query: text, limit: 5, statsPeriod: "90d" }, { signal }).catch(() => ({ rows: [] }))).rows,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** What can be gone to by what was typed. */
export function useEntries(text: string): { readonly sections: readonly PaletteSection[]; readonly isLooking: boolean } {
  const { slug: organization } = useOrganization();
  const navigate = useNavigate();
  const id = pastedId(text);
  const isSearch = id === undefined && text.length >= shortestSearch;
  const hit = useQuery({ ...hitQuery(organization, id ?? text), enabled: id !== undefined || isSearch });
  const matches = useQuery({ ...matchesQuery(organization, text), enabled: isSearch });
  const projects = useQuery(projectsQuery(organization)).data ?? [];
  const toHit = (found: DirectHit) => {
    if ("traceId" in found) void navigate({ to: "/traces/$traceId", params: found });
    else if (found.eventId === undefined) void navigate({ to: "/issues/$issueId", params: found });
    else void navigate({ to: "/issues/$issueId/events/$eventId", params: { issueId: found.issueId, eventId: found.eventId } });
  };
  const named = hit.data ?? undefined;
  const found: readonly PaletteEntry[] = named === undefined ? [] : [{ id: "hit", label: named.name, hint: hitHint(named), run: () => toHit(named) }];
  if (id !== undefined) {
    const byId: readonly PaletteEntry[] = [
      ...found,
      { id: "trace", label: "Open the trace with this id", hint: id, run: () => void navigate({ to: "/traces/$traceId", params: { traceId: id } }) },
      { id: "where", label: "Where did this event go?", hint: id, run: () => void navigate({ to: "/where", search: { event: id } }) },
    ];
    return { sections: [{ title: "By its id", entries: byId }], isLooking: hit.isPending };
  }
  const issues = (isSearch ? (matches.data ?? []) : [])
    .filter((issue) => named === undefined || !("issueId" in named) || named.issueId !== issue.id)
    .map((issue) => {
      const { name, message } = issueText(issue);
      const label = message === "" ? name : `${name}: ${message}`;
      return { id: `issue ${issue.id}`, label, hint: issue.shortId, run: () => void navigate({ to: "/issues/$issueId", params: { issueId: issue.id } }) };
    });
  const search = { id: "search", label: `Search all issues for “${text}”`, hint: "", run: () => void navigate({ to: "/issues", search: { query: text } }) };
  const fitting = ranked(pagesAndProjects(), text);
  return {
    sections: [
      { title: "Pages and projects", entries: fitting },
      { title: "Issues", entries: isSearch ? [...found, ...issues, search] : [] },
    ].filter(({ entries }) => entries.length > 0),
    isLooking: isSearch && (hit.isPending || matches.isPending),
  };

  function pagesAndProjects(): readonly PaletteEntry[] {
    const themes = ["light", "dark", "system"] as const;
    return [
      ...places.map(({ to, label }) => ({ id: to, label, hint: "Page", run: () => void navigate({ to }) })),
      ...projects.flatMap(({ id: project, name, slug }) => [
        { id: `project ${slug}`, label: name, hint: "Issues of the project", run: () => void navigate({ to: "/issues", search: { project: [project] } }) },
        { id: `settings ${slug}`, label: `${name} settings`, hint: "Project", run: () => void navigate({ to: "/projects/$slug", params: { slug } }) },
      ]),
      ...themes.map((theme) => ({ id: `theme ${theme}`, label: `Theme: ${theme === "system" ? "auto" : theme}`, hint: "Look", run: () => setTheme(theme) })),
    ];
  }
}

function hitHint(hit: DirectHit): string {
  if ("traceId" in hit) return "The trace of this transaction";
  return hit.eventId === undefined ? "Issue" : "Event";
}
