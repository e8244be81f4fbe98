import type { RuleVersion } from "@vedette/api-client";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api } from "../../api/client.ts";
import { queryClient, regroupsQuery, ruleVersionsQuery } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { toast } from "../../ui/toast.tsx";
import { refreshGrouping } from "./refresh-grouping.ts";
import { counted } from "../../ui/number-text.ts";

interface Scope {
  readonly organization: string;
  readonly project: string;
}

const fail = (error: Error) => toast(error.message, { tone: "failed" });

/** Every version of the rules, each with a way back. */
export function RuleHistory({ organization, project }: Scope) {
  const versions = useQuery(ruleVersionsQuery(organization, project)).data ?? [];
  const restore = useMutation({
    mutationFn: (version: RuleVersion) => api.restoreRuleVersion({ organization, project, version: String(version.version) }),
    onSuccess: async (saved) => {
      await refreshGrouping(organization);
      toast(`Version ${saved.restoredFrom} is back, as version ${saved.version}`);
    },
    onError: fail,
  });
  return (
    <Card title="History" id="history" note="Who changed the rules, and when">
      {versions.length === 0 ? <p className="card-body muted">Nobody has written a rule yet: only those that are built in are at work.</p> : null}
      <ul className="rule-history">
        {versions.map((version, index) => (
          <li key={version.version}>
            <details>
              <summary>
                <strong>Version {version.version}</strong>
                {index === 0 ? <Chip tone="accent">At work</Chip> : null}
                <span className="muted">
                  {version.user?.name ?? "command line or token"}, <RelativeTime at={version.dateCreated} />
                  {version.restoredFrom === null ? "" : `, version ${version.restoredFrom} again`}
                </span>
              </summary>
              <pre className="rule-text">{textOf(version)}</pre>
            </details>
            {index === 0 ? null : (
              <Button
                size="small"
                tone="quiet"
                busy={restore.isPending}
                onClick={() => restore.mutate(version)}
                aria-label={`Restore version ${version.version}`}
              >
                Restore
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Regroups organization={organization} project={project} />
    </Card>
  );
}

function textOf({ fingerprintingRules, groupingEnhancements }: RuleVersion): string {
  return `# Fingerprint rules\n${fingerprintingRules || "# none"}\n\n# Stack trace rules\n${groupingEnhancements || "# none"}`;
}

/** Events that were moved, each time with a way back. */
function Regroups({ organization, project }: Scope) {
  const regroups = useQuery(regroupsQuery(organization, project)).data ?? [];
  const undo = useMutation({
    mutationFn: (regroup: string) => api.undoRegroup({ organization, project, regroup }),
    onSuccess: async ({ events }) => {
      await Promise.all([refreshGrouping(organization), queryClient.invalidateQueries({ queryKey: ["issues", organization] })]);
      toast(events === 1 ? "The event is back where it was" : `${events} events are back where they were`);
    },
    onError: fail,
  });
  if (regroups.length === 0) return null;
  return (
    <div className="card-body regroups">
      <h3>Moved events</h3>
      <ul className="rule-history">
        {regroups.map((regroup) => (
          <li key={regroup.id}>
            <span>
              <span className="num">{counted(regroup.events, "event")}</span> by version {regroup.ruleVersion}, {regroup.user?.name ?? "a token"},{" "}
              <RelativeTime at={regroup.dateCreated} />
            </span>
            {regroup.dateUndone === null ? (
              <Button size="small" tone="quiet" busy={undo.isPending} onClick={() => undo.mutate(regroup.id)}>
                Move back
              </Button>
            ) : (
              <Chip>Undone</Chip>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
