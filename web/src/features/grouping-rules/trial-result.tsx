import type { RuleTrial } from "@vedette/api-client";
import { Link } from "@tanstack/react-router";

import { Notice } from "../../ui/notice.tsx";

/** What rules would do to the newest events. */
export function TrialResult({ trial }: { readonly trial: RuleTrial }) {
  if (trial.events === 0) return <Notice title="There are no events to try the rules on">Send one, and come back.</Notice>;
  const { stay, merge, split, new: made } = trial.issues;
  return (
    <section className="trial" aria-live="polite" aria-label="What the rules would do">
      <p className="trial-sum">
        <strong className="num">{trial.moved}</strong> of the newest {trial.events} events would change their issue.
        {trial.unreadable === 0 ? "" : ` ${trial.unreadable} more are too old to be read.`}
      </p>
      <dl className="trial-counts">
        <Count name={stay === 1 ? "issue stays as it is" : "issues stay as they are"} value={stay} />
        <Count name={merge === 1 ? "takes part in a merge" : "take part in a merge"} value={merge} />
        <Count name={split === 1 ? "is split" : "are split"} value={split} />
        <Count name={made === 1 ? "is new" : "are new"} value={made} />
      </dl>
      {trial.changes.length === 0 ? null : (
        <ul className="trial-changes">
          {trial.changes.map((change) => (
            <li key={`${change.into?.id ?? ""} ${change.from[0]?.exampleEventId ?? ""}`}>
              <span className="num">{change.events}</span>
              <span>
                {change.from.map((from, index) => (
                  <span key={from.issue.id}>
                    {index === 0 ? "" : ", "}
                    <Link to="/issues/$issueId/events/$eventId" params={{ issueId: from.issue.id, eventId: from.exampleEventId }}>
                      {from.issue.shortId}
                    </Link>
                    <span className="muted"> {from.issue.title}</span>
                  </span>
                ))}
                <span className="trial-into">
                  {" → "}
                  {change.into === null ? (
                    <strong>a new issue “{change.title}”</strong>
                  ) : (
                    <Link to="/issues/$issueId" params={{ issueId: change.into.id }}>
                      {change.into.shortId} {change.into.title}
                    </Link>
                  )}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {trial.matches.length === 0 ? null : (
        <details className="panel-details">
          <summary>Which fingerprint rules decided</summary>
          <ul>
            {trial.matches.map((match) => (
              <li key={match.line}>
                <span className="num">{match.events}</span> by line {match.line}: <code>{match.text}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Count({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
