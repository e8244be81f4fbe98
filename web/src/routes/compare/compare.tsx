import "./compare.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";

import type { api } from "../../api/client.ts";
import { compareQuery, latestEventQuery } from "../../api/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PageFailed } from "../not-found/page-failed.tsx";

type Comparison = Awaited<ReturnType<typeof api.compareGrouping>>;

function useComparison() {
  const { slug, left, right, issue } = useSearch({ from: "/frame/compare" });
  const organization = useOrganization();
  const latest = useQuery({ ...latestEventQuery(organization.slug, issue ?? ""), enabled: right === undefined && issue !== undefined });
  const other = right ?? latest.data?.eventID;
  const comparison = useQuery({ ...compareQuery(organization.slug, slug, left, other ?? ""), enabled: other !== undefined || issue === undefined });
  return { comparison, error: latest.error ?? comparison.error, retry: () => void (latest.isError ? latest.refetch() : comparison.refetch()) };
}

/** Why two events are together, or apart. */
export function Compare() {
  const { comparison, error, retry } = useComparison();
  useTitle("Compare events");
  if (error !== null) return <PageFailed error={error} reset={retry} />;
  if (comparison.data === undefined) return <Skeleton lines={10} label="Comparing the events" />;
  const { together, reason, left, right, variants } = comparison.data;
  return (
    <div className="compare-page">
      <div className="page-head">
        <h1 className="page-title">Why these two are {together ? "together" : "apart"}</h1>
        <Chip tone={together ? "good" : "warning"}>{together ? "One issue" : "Two issues"}</Chip>
      </div>
      <p className="compare-reason">{reason}</p>
      <div className="compare-sides">
        <Side name="First event" side={left} />
        <Side name="Second event" side={right} />
      </div>
      {variants.length === 0 ? <Notice title="Nothing in these events can be grouped by" /> : null}
      {variants.map((variant) => (
        <Variant key={variant.name} variant={variant} />
      ))}
    </div>
  );
}

function Side({ name, side }: { readonly name: string; readonly side: Comparison["left"] }) {
  return (
    <section className="compare-side" aria-label={name}>
      <h2>{side.title}</h2>
      <p className="muted">
        {side.issue === null ? (
          "its issue is gone"
        ) : (
          <Link to="/issues/$issueId/events/$eventId" params={{ issueId: side.issue.id, eventId: side.eventId }}>
            {side.issue.shortId}
          </Link>
        )}
        {", "}
        <RelativeTime at={side.dateCreated} />
      </p>
      <p className="mono muted">{side.eventId}</p>
    </section>
  );
}

function Variant({ variant: { name, leftHash, rightHash, leftHint, rightHint, parts } }: { readonly variant: Comparison["variants"][number] }) {
  const isSame = leftHash !== null && leftHash === rightHash;
  return (
    <Card
      title={name.replaceAll("_", " ")}
      id={`variant-${name}`}
      note={isSame ? "The same hash in both" : leftHash === null || rightHash === null ? "Counts in one of them" : "Different hashes"}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keys */}
      <section className="compare-scroll" aria-label={`What counts in ${name}`} tabIndex={0}>
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col" className="mono">
                {leftHash ?? leftHint ?? "does not count"}
              </th>
              <th scope="col" className="mono">
                {rightHash ?? rightHint ?? "does not count"}
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- parts have a place and nothing else
              <tr key={index} className={part.left === part.right ? "" : "compare-differs"}>
                <th scope="row">{(part.path.at(-1) ?? "").replaceAll("_", " ")}</th>
                <td className="mono">{part.left ?? <span className="muted">none</span>}</td>
                <td className="mono">{part.right ?? <span className="muted">none</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
