import "../../ui/card.css";
import "./projects.css";

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { projectsQuery } from "../../api/queries.ts";
import { platformOf } from "../../features/onboarding/platforms.ts";
import { useMay } from "../../features/session/may.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

export function Projects() {
  const organization = useOrganization();
  const projects = useQuery(projectsQuery(organization.slug));
  const mayCreate = useMay("project:write");
  useTitle("Projects");
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">Projects</h1>
        {mayCreate ? (
          <Link to="/projects/new" className={`${buttonClass("primary")} push`}>
            New project
          </Link>
        ) : null}
      </div>
      <div className="list-card">
        {projects.isPending ? <Skeleton lines={4} height={20} /> : null}
        {projects.isError ? (
          <Notice tone="failed" title="The projects could not be read">
            {projects.error.message}
          </Notice>
        ) : null}
        {projects.data?.length === 0 ? (
          <Notice title="No project yet">A project receives the errors of one program.{mayCreate ? "" : " An admin of the organization makes it."}</Notice>
        ) : null}
        <ul>
          {(projects.data ?? []).map((project) => (
            <li key={project.id} className="project-row">
              <div className="project-name">
                <Link to="/issues" search={{ project: [project.id] }} className="strong-link one-line">
                  {project.name}
                </Link>
                <span className="mono muted one-line">{project.slug}</span>
              </div>
              <span className="project-platform">{platformOf(project.platform)?.name ?? project.platform}</span>
              <span className="project-since">
                {project.firstEvent === null ? (
                  <Chip tone="warning">Waiting for the first event</Chip>
                ) : (
                  <span className="muted">
                    first event <RelativeTime at={project.firstEvent} />
                  </span>
                )}
              </span>
              <span className="project-actions">
                <Link to="/projects/$slug/start" params={{ slug: project.slug }} className={buttonClass("quiet", "small")}>
                  Set up an SDK
                </Link>
                <Link to="/projects/$slug" params={{ slug: project.slug }} className={buttonClass("quiet", "small")}>
                  Settings
                </Link>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
