import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { keysQuery } from "../../api/queries.ts";
import type { ProjectShape } from "../../api/shapes.ts";
import { buttonClass } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SelectButton } from "../../ui/select-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { issueText } from "../issue/issue-text.ts";
import { useOrganization } from "../session/organization.ts";
import { platformOf, platforms } from "./platforms.ts";
import { SnippetSteps } from "./snippet-steps.tsx";
import { useFirstEvent } from "./use-first-event.ts";

/** From a new project to its first event: the DSN, the steps for the platform, and a line that flips when the event is here. */
export function ProjectStart({ project }: { readonly project: ProjectShape }) {
  const organization = useOrganization();
  const keys = useQuery(keysQuery(organization.slug, project.slug));
  const [chosen, setChosen] = useState(project.platform);
  // As it was when the page was opened: the words must not change while the first event arrives.
  const [isNew] = useState(project.firstEvent === null);
  const platform = platformOf(chosen);
  const key = keys.data?.find((each) => each.isActive);
  if (keys.isPending) return <Skeleton lines={6} />;
  if (key === undefined || platform === undefined) {
    return (
      <Notice
        title="This project has no active key"
        actions={
          <Link to="/projects/$slug" params={{ slug: project.slug }} className={buttonClass()}>
            Open its settings
          </Link>
        }
      >
        SDKs send with a key. Make one, or enable one, in the project&apos;s settings.
      </Notice>
    );
  }
  return (
    <div className="project-start">
      <div className="project-start-head">
        <h2>{isNew ? "Send the first event" : "Set up an SDK"}</h2>
        <span className="push">
          <Menu
            align="end"
            trigger={<SelectButton name="Platform" value={platform.name} />}
            sections={[
              { entries: platforms.map((each) => ({ label: each.name, checked: each.slug === platform.slug, onChoose: () => setChosen(each.slug) })) },
            ]}
          />
        </span>
      </div>
      <div className="dsn">
        <span>DSN</span>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a line that scrolls sideways must be reachable by keys */}
        <code tabIndex={0}>{key.dsn.public}</code>
        <CopyButton text={key.dsn.public} what="the DSN" />
      </div>
      <SnippetSteps platform={platform} dsn={key.dsn.public} />
      <FirstEventLine project={project} isNew={isNew} />
    </div>
  );
}

function FirstEventLine({ project, isNew }: { readonly project: ProjectShape; readonly isNew: boolean }) {
  const organization = useOrganization();
  const issue = useFirstEvent(organization.slug, project.id);
  if (issue === undefined) {
    return (
      <output className="waiting">
        <span className="waiting-dot" aria-hidden="true" />
        <span>
          <strong>Waiting for the first event.</strong> This line changes the moment it arrives.
        </span>
      </output>
    );
  }
  return (
    <output className="waiting waiting-here">
      <span className="waiting-dot" aria-hidden="true" />
      <span>
        <strong>{isNew ? "The first event is here:" : "Events arrive. The last one:"}</strong> {issueText(issue).name}
      </span>
      <Link to="/issues/$issueId" params={{ issueId: issue.id }} className={`${buttonClass("primary", "small")} push`}>
        Open {issue.shortId}
      </Link>
    </output>
  );
}
