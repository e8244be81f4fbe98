import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "../../api/client.ts";
import type { ProjectDetailShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { absoluteTime } from "../../ui/time-text.ts";
import { toast } from "../../ui/toast.tsx";
import { refreshGrouping } from "./refresh-grouping.ts";

const configs = [
  { value: "newstyle:2026-01-20", label: "2026-01-20, the newest" },
  { value: "newstyle:2023-01-11", label: "2023-01-11" },
] as const;

type Change = Parameters<typeof api.updateProject>[0]["body"];

/** Which version of the algorithm groups the project's events, and the way from one to another. */
export function GroupingVersion({ organization, project }: { readonly organization: string; readonly project: ProjectDetailShape }) {
  const { groupingConfig, secondaryGroupingConfig: former, secondaryGroupingExpiry: expiry } = project;
  const [chosen, setChosen] = useState(groupingConfig);
  const [now] = useState(() => Date.now());
  const change = useMutation({
    mutationFn: (body: Change) => api.updateProject({ organization, project: project.slug, body }),
    onSuccess: () => refreshGrouping(organization),
    onError: (error) => toast(error.message, { tone: "failed" }),
  });
  const target = configs.find(({ value }) => value === chosen);
  const isMoving = former !== null && former !== groupingConfig && expiry * 1000 > now;
  return (
    <Card title="Version" id="version" note="Of the algorithm">
      <form
        className="card-body rules-form"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (target !== undefined) change.mutate({ groupingConfig: target.value });
        }}
      >
        <SelectField label="Events are grouped by" value={chosen} options={configs} onChange={setChosen} />
        <p className="muted">
          {isMoving
            ? `Until ${absoluteTime(new Date(expiry * 1000).toISOString())} an error that is new by ${groupingConfig} is looked up by ${former}, too, and goes on in its issue.`
            : "After a switch, errors that are known by the former version go on in their issues for 30 days."}
        </p>
        <div className="rule-actions">
          <Button type="submit" busy={change.isPending} disabled={chosen === groupingConfig}>
            Switch
          </Button>
          {isMoving ? (
            <Button tone="quiet" onClick={() => change.mutate({ secondaryGroupingConfig: null })}>
              End the transition now
            </Button>
          ) : null}
        </div>
      </form>
    </Card>
  );
}
