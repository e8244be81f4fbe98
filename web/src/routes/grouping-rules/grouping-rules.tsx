import "./grouping-rules.css";
import "../../features/issue-detail/panel.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";

import { api } from "../../api/client.ts";
import { checkedRulesQuery, projectQuery, queryClient } from "../../api/queries.ts";
import type { ProjectDetailShape } from "../../api/shapes.ts";
import { DiscardedIssues } from "../../features/grouping-rules/discarded-issues.tsx";
import { GroupingVersion } from "../../features/grouping-rules/grouping-version.tsx";
import { refreshGrouping } from "../../features/grouping-rules/refresh-grouping.ts";
import { RuleEditor } from "../../features/grouping-rules/rule-editor.tsx";
import { RuleHistory } from "../../features/grouping-rules/rule-history.tsx";
import { TrialResult } from "../../features/grouping-rules/trial-result.tsx";
import { Guarded, LookOnly, useMay } from "../../features/session/may.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useSubmit } from "../../features/session/use-submit.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.tsx";
import { PageFailed } from "../not-found/page-failed.tsx";
import { counted } from "../../ui/number-text.ts";

export function GroupingRules() {
  const { slug } = useParams({ from: "/frame/projects/$slug/grouping" });
  const organization = useOrganization();
  const project = useQuery(projectQuery(organization.slug, slug));
  useTitle(project.data === undefined ? undefined : `${project.data.name} grouping`);
  if (project.isError) return <PageFailed error={project.error} reset={() => void project.refetch()} />;
  if (project.data === undefined) return <Skeleton lines={8} />;
  const { fingerprintingRules, groupingEnhancements } = project.data;
  return (
    <div className="narrow-page wide">
      <div className="page-head rules-head">
        <h1 className="page-title one-line">Grouping of {project.data.name}</h1>
        <Link to="/projects/$slug" params={{ slug }} className={`${buttonClass()} push`}>
          Project settings
        </Link>
      </div>
      <LookOnly permission="project:write">You can try rules here. Admins, managers and owners of {organization.name} save them.</LookOnly>
      <Rules key={`${fingerprintingRules} ${groupingEnhancements}`} organization={organization.slug} project={project.data} />
      <Guarded permission="project:write">
        <GroupingVersion key={project.data.groupingConfig} organization={organization.slug} project={project.data} />
        <RuleHistory organization={organization.slug} project={project.data.slug} />
      </Guarded>
      <DiscardedIssues organization={organization.slug} project={project.data.slug} />
    </div>
  );
}

function Rules({ organization, project }: { readonly organization: string; readonly project: ProjectDetailShape }) {
  const saved = { fingerprintingRules: project.fingerprintingRules, groupingEnhancements: project.groupingEnhancements };
  const [rules, setRules] = useState(saved);
  const maySave = useMay("project:write");
  const scope = { organization, project: project.slug };
  const checked = useQuery(checkedRulesQuery(organization, project.slug, useDeferredValue(rules))).data;
  const isWrong = checked !== undefined && (checked.fingerprintingRules.mistake !== null || checked.groupingEnhancements.mistake !== null);
  const isChanged = rules.fingerprintingRules !== saved.fingerprintingRules || rules.groupingEnhancements !== saved.groupingEnhancements;
  const [trial, setTrial] = useState<Awaited<ReturnType<typeof api.tryGroupingRules>>>();
  const change = (part: Partial<typeof rules>): void => {
    setTrial(undefined);
    setRules({ ...rules, ...part });
  };
  const trying = useSubmit(async () => setTrial(await api.tryGroupingRules({ ...scope, body: rules })));
  const saving = useSubmit(async () => {
    await api.updateProject({ ...scope, body: rules });
    toast("The rules are saved. Events that come from now on follow them");
    await refreshGrouping(organization);
  });
  const moving = useSubmit(async () => {
    const { events } = await api.regroupEvents(scope);
    setTrial(undefined);
    toast(events === 0 ? "Every event is where the rules put it" : `${counted(events, "event")} followed the rules`);
    await Promise.all([refreshGrouping(organization), queryClient.invalidateQueries({ queryKey: ["issues", organization] })]);
  });
  const error = trying.error ?? saving.error ?? moving.error;
  return (
    <Card title="Rules" id="rules" note="They win over those that are built in">
      <form className="card-body rules-form" onSubmit={saving.submit}>
        {error === undefined ? null : (
          <p className="form-error" role="alert">
            {error}
          </p>
        )}
        <RuleEditor
          label="Fingerprint rules"
          hint="matchers -> fingerprint, for example: error.type:TimeoutError tags.region:eu-* -> timeout-eu. From top to bottom; the first that matches decides."
          value={rules.fingerprintingRules}
          checked={checked?.fingerprintingRules}
          onChange={(fingerprintingRules) => change({ fingerprintingRules })}
        />
        <RuleEditor
          label="Stack trace rules"
          hint="matchers actions, for example: family:javascript path:**/generated/** -app. Later rules override earlier ones."
          value={rules.groupingEnhancements}
          checked={checked?.groupingEnhancements}
          onChange={(groupingEnhancements) => change({ groupingEnhancements })}
        />
        <div className="rule-actions">
          <Button onClick={() => trying.submit()} busy={trying.isBusy} disabled={isWrong}>
            Try on recent events
          </Button>
          {maySave ? (
            <Button type="submit" tone="primary" busy={saving.isBusy} disabled={isWrong || !isChanged}>
              Save
            </Button>
          ) : null}
          {isChanged || !maySave ? null : (
            <Button tone="quiet" onClick={() => moving.submit()} busy={moving.isBusy}>
              Move recent events
            </Button>
          )}
        </div>
        <p className="muted">
          {isChanged
            ? "Nothing changes before you save. Events that are here already stay in their issues; after saving you can move the newest 1,000."
            : "Saved rules are for events to come. “Move recent events” lets the newest 1,000 follow, and can be undone below."}
        </p>
      </form>
      {trial === undefined ? null : (
        <div className="card-body">
          <TrialResult trial={trial} />
        </div>
      )}
    </Card>
  );
}
