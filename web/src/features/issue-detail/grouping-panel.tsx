import { useQuery } from "@tanstack/react-query";

import { groupingQuery } from "../../api/queries.ts";
import type { IssueDetailShape } from "../../api/shapes.ts";
import { useOrganization } from "../session/organization.ts";
import { groupingSummary, shortPart } from "../event/grouping-text.ts";
import { CompareEvents } from "./compare-events.tsx";
import { GroupingVariants } from "./grouping-variants.tsx";

/** Why these events are one issue: what went into the hash, and on demand every variant with what did not and why. */
export function GroupingPanel({ issue, event }: { readonly issue: IssueDetailShape; readonly event: string }) {
  const organization = useOrganization();
  const info = useQuery(groupingQuery(organization.slug, issue.project.slug, event)).data;
  const summary = groupingSummary(info);
  if (summary === undefined) return null;
  return (
    <section className="panel" aria-labelledby="grouping-title">
      <h2 id="grouping-title">Why these are one issue</h2>
      <p>
        {`Grouped by ${summary.variant}`.trim()}
        {summary.parts.length === 0 && summary.fingerprint.length === 0 ? "." : ":"}
      </p>
      <dl className="grouping">
        {summary.fingerprint.length === 0 ? null : <Part name="fingerprint" values={summary.fingerprint} />}
        {summary.parts.map((part) => (
          <Part key={part.name} name={part.name} values={part.values} />
        ))}
      </dl>
      {info?.rule == null ? null : (
        <p className="muted">
          {info.rule.origin === "project" ? `By line ${info.rule.line} of the project's rules: ` : "By a built-in rule: "}
          <code>{info.rule.text}</code>
        </p>
      )}
      {info === undefined ? null : <GroupingVariants variants={info.variants} />}
      <CompareEvents issue={issue} event={event} />
    </section>
  );
}

function Part({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  const shown = values.slice(0, 6).map(shortPart);
  return (
    <div>
      <dt>{name}</dt>
      <dd className="mono">
        {shown.join(", ")}
        {values.length > shown.length ? ` and ${values.length - shown.length} more` : ""}
      </dd>
    </div>
  );
}
