import "./release.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { issuesQuery } from "../../api/queries.ts";
import { periodLabel } from "../../features/filters/periods.ts";
import { useFilters } from "../../features/filters/use-filters.ts";
import { type ReleaseShape, releaseQuery, releaseSessionsQuery } from "../../features/release/queries.ts";
import { projectRows, rateText, rateTone, stages } from "../../features/release/release-text.ts";
import { SessionBars } from "../../features/release/session-bars.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { counted, fullNumber } from "../../ui/number-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { durationText } from "../../ui/time-text.ts";

export function ReleasePage() {
  const organization = useOrganization();
  const filters = useFilters();
  const { version } = useParams({ from: "/frame/releases/$version" });
  const release = useQuery(releaseQuery(organization.slug, version, filters.params));
  useTitle(version);
  if (release.isPending) return <Skeleton lines={6} label="Loading the release" />;
  if (release.data === undefined) {
    return (
      <Notice tone="failed" title="The release could not be read" actions={<Link to="/releases">All releases</Link>}>
        {release.error?.message}
      </Notice>
    );
  }
  const { data } = release;
  return (
    <div className="release">
      <p className="release-crumb">
        <Link to="/releases">Releases</Link>
      </p>
      <div className="page-head">
        <h1 className="page-title release-title">{data.version}</h1>
        <span className="push">
          <CopyButton text={data.version} label="Copy version" />
        </span>
      </div>
      <p className="muted">
        First seen <RelativeTime at={data.dateCreated} />
        {data.lastEvent === null ? ". No events so far." : ", last event "}
        {data.lastEvent === null ? null : <RelativeTime at={data.lastEvent} />}
      </p>
      <Health release={data} />
      <Sessions version={data.version} hasSessions={data.projects.some(({ hasHealthData }) => hasHealthData)} />
      <NewIssues version={data.version} />
    </div>
  );
}

function Health({ release }: { readonly release: ReleaseShape }) {
  const { statsPeriod } = useFilters();
  return (
    <Card id="health" title="Health by project" note={periodLabel(statsPeriod).toLowerCase()}>
      <div className="release-health">
        {projectRows(release).map(({ id, slug, stage, health }) => (
          <section key={id} aria-label={slug}>
            <h3>
              {slug} {stage === undefined ? null : <Chip tone={stages[stage].tone}>{stages[stage].text}</Chip>}
            </h3>
            {health === undefined ? (
              <p className="muted">This project sent no sessions of this release.</p>
            ) : (
              <dl>
                <Figure name="Crash-free sessions" value={rateText(health.crashFreeSessions)} tone={rateTone(health.crashFreeSessions)} />
                <Figure name="Crash-free users" value={rateText(health.crashFreeUsers)} tone={rateTone(health.crashFreeUsers)} />
                <Figure name="Adoption, 24 h" value={rateText(health.sessionsAdoption)} />
                <Figure name="Sessions" value={fullNumber(health.totalSessions)} />
                <Figure name="Users" value={fullNumber(health.totalUsers)} />
                <Figure name="Crashed" value={fullNumber(health.sessionsCrashed)} />
                <Figure name="With errors" value={fullNumber(health.sessionsErrored)} />
                {health.durationP50 === null ? null : <Figure name="Half take up to" value={durationText(health.durationP50 * 1000)} />}
              </dl>
            )}
          </section>
        ))}
      </div>
    </Card>
  );
}

function Figure({ name, value, tone = "none" }: { readonly name: string; readonly value: string; readonly tone?: ReturnType<typeof rateTone> }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={`num rate-${tone}`}>{value}</dd>
    </div>
  );
}

function Sessions({ version, hasSessions }: { readonly version: string; readonly hasSessions: boolean }) {
  const organization = useOrganization();
  const filters = useFilters();
  const interval = /^\d+[smh]$/u.test(filters.statsPeriod)
    ? "1h"
    : /^(?:[1-7]d|1w)$/u.test(filters.statsPeriod)
      ? "3h"
      : /^\d{1,2}d$/u.test(filters.statsPeriod) && Number(filters.statsPeriod.slice(0, -1)) <= 14
        ? "6h"
        : "1d";
  const sessions = useQuery({ ...releaseSessionsQuery(organization.slug, version, { ...filters.params, interval }), enabled: hasSessions });
  if (!hasSessions) return null;
  const series = (sessions.data?.groups ?? []).map(({ by, totals, series: own }) => ({
    status: String(by["session.status"]),
    total: totals["sum(session)"] ?? 0,
    values: own["sum(session)"] ?? [],
  }));
  return (
    <Card id="sessions" title="Sessions" note={periodLabel(filters.statsPeriod).toLowerCase()}>
      {sessions.isPending ? <Skeleton lines={4} /> : null}
      {sessions.isError ? (
        <Notice tone="failed" title="The sessions could not be read">
          {sessions.error.message}
        </Notice>
      ) : null}
      {sessions.data === undefined ? null : <SessionBars intervals={sessions.data.intervals} series={series} />}
    </Card>
  );
}

function NewIssues({ version }: { readonly version: string }) {
  const organization = useOrganization();
  const filters = useFilters();
  const query = `firstRelease:"${version}"`;
  const issues = useQuery(issuesQuery(organization.slug, { ...filters.params, query, limit: 10 }));
  const rows = issues.data?.rows ?? [];
  return (
    <Card
      id="new-issues"
      title="New issues"
      note="first seen in this release"
      actions={
        <Link to="/issues" search={{ query }}>
          Open in the stream
        </Link>
      }
    >
      {issues.isPending ? <Skeleton lines={3} /> : null}
      {issues.isSuccess && rows.length === 0 ? <p className="card-body muted">No issue began with this release in the chosen time.</p> : null}
      <ul className="release-issues">
        {rows.map((issue) => (
          <li key={issue.id}>
            <Link to="/issues/$issueId" params={{ issueId: issue.id }} className="strong-link one-line">
              {issue.title}
            </Link>
            <span className="mono muted">{issue.shortId}</span>
            <span className="num muted">{counted(Number(issue.count), "event")}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
