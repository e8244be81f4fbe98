import "./cron-snippet.css";

import { useQuery } from "@tanstack/react-query";

import { keysQuery, projectsQuery } from "../../api/queries.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { useFilters } from "../filters/use-filters.ts";
import { useOrganization } from "../session/organization.ts";

/** How a job without an SDK checks in: a line of a crontab, with the address of a project at hand. */
export function CronSnippet({ slug, project: wanted }: { readonly slug: string; readonly project?: string }) {
  const organization = useOrganization();
  const filters = useFilters();
  const projects = useQuery(projectsQuery(organization.slug)).data ?? [];
  const chosen = wanted ?? filters.project[0];
  const project = projects.find(({ id, slug: name }) => id === chosen || name === chosen) ?? projects[0];
  const keys = useQuery({ ...keysQuery(organization.slug, project?.slug ?? ""), enabled: project !== undefined }).data ?? [];
  const address = keys.find(({ isActive }) => isActive)?.dsn.crons.replace("___MONITOR_SLUG___", slug);
  if (project === undefined || address === undefined) return null;
  const text = `#!/bin/sh
# Checks in when it starts and when it has ended.
curl -sf -X POST '${address}' -H 'Content-Type: application/json' \\
  -d '{"status":"in_progress","monitor_config":{"schedule":{"type":"crontab","value":"0 3 * * *"}}}'
./${slug}.sh && status=ok || status=error
curl -sf '${address}?status='"$status"`;
  return (
    <figure className="cron-snippet" aria-label={`A script that checks in to ${project.slug}`}>
      <figcaption>
        <span>
          For the project <b>{project.slug}</b>, with nothing but curl. SDKs have it built in: <code>withMonitor</code>, <code>@monitor</code>,{" "}
          <code>sentry-cli monitors run</code>.
        </span>
        <CopyButton text={text} label="Copy the script" />
      </figcaption>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys */}
      <pre tabIndex={0}>{text}</pre>
    </figure>
  );
}
