import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { projectQuery } from "../../api/queries.ts";
import { ProjectStart } from "../../features/onboarding/project-start.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PageFailed } from "../not-found/page-failed.tsx";

export function FirstEvent() {
  const { slug } = useParams({ from: "/frame/projects/$slug/start" });
  const organization = useOrganization();
  const project = useQuery(projectQuery(organization.slug, slug));
  useTitle(project.data?.name);
  if (project.isError) return <PageFailed error={project.error} reset={() => void project.refetch()} />;
  if (project.data === undefined) return <Skeleton lines={8} />;
  return (
    <div className="narrow-page wide">
      <h1 className="page-title">{project.data.name}</h1>
      <ProjectStart project={project.data} />
      <div className="page-foot-links">
        <Link to="/issues" search={{ project: [project.data.id] }} className={buttonClass()}>
          Issues of {project.data.name}
        </Link>
        <Link to="/projects/$slug" params={{ slug }} className={buttonClass("quiet")}>
          Project settings
        </Link>
      </div>
    </div>
  );
}
