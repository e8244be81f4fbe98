import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { groupingQuery } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useOrganization } from "../session/organization.ts";
import { groupingSummary } from "../event/grouping-text.ts";

/** Why these events are one issue: what went into the hash, and what did not and why. */
export function GroupingPanel({ project, event }: { readonly project: string; readonly event: string }) {
  const organization = useOrganization();
  const info = useQuery(groupingQuery(organization.slug, project, event)).data;
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
      {summary.others.length === 0 && summary.hash === null ? null : (
        <details className="panel-details">
          <summary>What did not count</summary>
          <ul>
            {summary.others.map((other) => (
              <li key={other}>{other}</li>
            ))}
            {summary.others.length === 0 ? <li>Everything counted.</li> : null}
          </ul>
          {summary.hash === null ? null : <p className="mono muted grouping-hash">{summary.hash}</p>}
        </details>
      )}
      <CompareForm project={project} event={event} />
    </section>
  );
}

/** Another event by its id, to see why the two are together or apart. */
function CompareForm({ project, event }: { readonly project: string; readonly event: string }) {
  const navigate = useNavigate();
  const [other, setOther] = useState("");
  const id = other.replaceAll("-", "").trim().toLowerCase();
  const isId = /^[\da-f]{32}$/u.test(id);
  return (
    <details className="panel-details">
      <summary>Compare with another event</summary>
      <form
        className="grouping-compare"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (isId) void navigate({ to: "/compare", search: { slug: project, left: event, right: id } });
        }}
      >
        <TextField label="Id of the other event" value={other} onChange={setOther} autoComplete="off" spellCheck={false} />
        <Button type="submit" disabled={!isId}>
          Compare
        </Button>
      </form>
    </details>
  );
}

function Part({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  const shown = values.slice(0, 6);
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
