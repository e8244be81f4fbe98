import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { projectsQuery } from "../../api/queries.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useFilters } from "../filters/use-filters.ts";
import { ProjectStart } from "../onboarding/project-start.tsx";
import { useMay } from "../session/may.tsx";
import { useOrganization } from "../session/organization.ts";
import { defaultQuery } from "./stream-query.ts";

/** Why there is nothing to see, and the next step: a project, the first event, or fewer filters. */
export function StreamEmpty({ query }: { readonly query: string }) {
  const organization = useOrganization();
  const filters = useFilters();
  const mayCreate = useMay("project:write");
  const projects = useQuery(projectsQuery(organization.slug)).data;
  if (projects === undefined) return <Skeleton lines={4} />;
  if (projects.length === 0 && !mayCreate)
    return <Notice title="There is no project yet">A project receives the errors of one program. An admin of {organization.name} makes the first one.</Notice>;
  if (projects.length === 0) {
    return (
      <Notice
        title="Make your first project"
        actions={
          <Link to="/projects/new" className={buttonClass("primary")}>
            New project
          </Link>
        }
      >
        A project receives the errors of one program. It takes a name and the platform that you write in.
      </Notice>
    );
  }
  const inScope =
    filters.project.length === 0 ? projects : projects.filter((project) => filters.project.includes(project.id) || filters.project.includes(project.slug));
  const silent = inScope.every((project) => project.firstEvent === null) ? inScope[0] : undefined;
  if (silent !== undefined) {
    return (
      <div className="stream-start">
        <ProjectStart project={silent} />
      </div>
    );
  }
  const isNarrowed = query !== defaultQuery || filters.environment.length > 0 || filters.project.length > 0;
  return (
    <Notice
      title={isNarrowed ? "No issue matches" : "Nothing is broken"}
      actions={
        isNarrowed ? (
          <Link to="/issues" search={{ project: undefined, environment: undefined, statsPeriod: undefined }} className={buttonClass()}>
            Clear search and filters
          </Link>
        ) : undefined
      }
    >
      {isNarrowed
        ? "Nothing in the chosen time fits the search and the filters."
        : "There is no unresolved issue in the chosen time. New ones appear here by themselves."}
    </Notice>
  );
}
