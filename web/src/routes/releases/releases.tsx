import "../../ui/card.css";
import "./releases.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { useFilters } from "../../features/filters/use-filters.ts";
import { periodLabel } from "../../features/filters/periods.ts";
import { type ReleaseShape, releaseListQuery } from "../../features/release/queries.ts";
import { type ProjectRow, projectRows, rateText, rateTone, sessionSeries, stages } from "../../features/release/release-text.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import type { ReleaseSort } from "../../search-params.ts";
import { Sparkline } from "../../ui/chart/sparkline.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Notice } from "../../ui/notice.tsx";
import { fullNumber, shortNumber } from "../../ui/number-text.ts";
import { Pager } from "../../ui/pager.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { SelectButton } from "../../ui/select-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const sorts: readonly { readonly value: ReleaseSort; readonly label: string }[] = [
  { value: "date", label: "Newest" },
  { value: "adoption", label: "Adoption" },
  { value: "sessions", label: "Sessions" },
  { value: "crash_free_sessions", label: "Crash-free sessions, worst first" },
  { value: "crash_free_users", label: "Crash-free users, worst first" },
];

export function Releases() {
  const organization = useOrganization();
  const filters = useFilters();
  const navigate = useNavigate();
  const { query = "", order: sort = "date", cursor } = useSearch({ from: "/frame/releases" });
  const list = useQuery(
    releaseListQuery(organization.slug, {
      project: filters.project,
      environment: filters.environment,
      summaryStatsPeriod: filters.statsPeriod,
      sort,
      ...(query === "" ? {} : { query }),
      ...(cursor === undefined ? {} : { cursor }),
    }),
  );
  const rows = list.data?.rows ?? [];
  const go = (to: string | null) => void navigate({ to: "/releases", search: (before) => ({ ...before, cursor: to ?? undefined }) });
  useTitle("Releases");
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">Releases</h1>
        <ReleaseSearch key={query} initial={query} />
        <span className="push">
          <Menu
            align="end"
            width={260}
            trigger={<SelectButton name="Sort" value={sorts.find(({ value }) => value === sort)?.label ?? ""} />}
            sections={[
              {
                entries: sorts.map(({ value, label }) => ({
                  label,
                  checked: value === sort,
                  onChoose: () =>
                    void navigate({
                      to: "/releases",
                      search: ({ cursor: _cursor, ...before }) => ({ ...before, order: value === "date" ? undefined : value }),
                    }),
                })),
              },
            ]}
          />
        </span>
      </div>
      {list.isError && rows.length === 0 ? (
        <Notice tone="failed" title="The releases could not be read">
          {list.error.message}
        </Notice>
      ) : null}
      {list.isSuccess && rows.length === 0 ? <NoReleases isNarrowed={query !== "" || sort !== "date"} /> : null}
      {list.isPending ? <Skeleton lines={6} height={20} label="Loading releases" /> : null}
      {rows.length === 0 ? null : (
        <ul className="releases" aria-label="Releases" aria-busy={list.isPlaceholderData || undefined}>
          {rows.map((release) => (
            <ReleaseCard key={release.id} release={release} period={periodLabel(filters.statsPeriod).toLowerCase()} />
          ))}
        </ul>
      )}
      {list.data === undefined ? null : (
        <Pager
          hasPrevious={list.data.previous !== null}
          hasNext={list.data.next !== null}
          onPrevious={() => go(list.data.previous)}
          onNext={() => go(list.data.next)}
        />
      )}
    </>
  );
}

function ReleaseSearch({ initial }: { readonly initial: string }) {
  const navigate = useNavigate();
  const [text, setText] = useState(initial);
  return (
    <search className="releases-search">
      <form
        onSubmit={(submit) => {
          submit.preventDefault();
          void navigate({ to: "/releases", search: ({ cursor: _cursor, ...before }) => ({ ...before, query: text === "" ? undefined : text }) });
        }}
      >
        <input
          className="input"
          type="search"
          aria-label="Search releases"
          placeholder="Version"
          value={text}
          onChange={(change) => setText(change.currentTarget.value)}
        />
      </form>
    </search>
  );
}

function ReleaseCard({ release, period }: { readonly release: ReleaseShape; readonly period: string }) {
  return (
    <li className="release-card">
      <div className="release-head">
        <Link to="/releases/$version" params={{ version: release.version }} className="strong-link release-version">
          {release.versionInfo?.description ?? release.version}
        </Link>
        {typeof release.versionInfo?.package === "string" ? <span className="muted one-line">{release.versionInfo.package}</span> : null}
        <span className="muted push">
          <RelativeTime at={release.dateCreated} />
        </span>
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys */}
      <section className="release-scroll" tabIndex={0} aria-label={`Health of ${release.version}`}>
        <table aria-label={`Projects of ${release.version}, ${period}`}>
          <thead>
            <tr>
              <th scope="col">Project</th>
              <th scope="col">Adoption</th>
              <th scope="col">Crash-free users</th>
              <th scope="col">Crash-free sessions</th>
              <th scope="col">Sessions, 24 h</th>
              <th scope="col">Crashes</th>
              <th scope="col">New issues</th>
            </tr>
          </thead>
          <tbody>
            {projectRows(release).map((row) => (
              <HealthRow key={row.id} row={row} release={release} />
            ))}
          </tbody>
        </table>
      </section>
    </li>
  );
}

function HealthRow({ row: { id, slug, stage, health, newIssues }, release }: { readonly row: ProjectRow; readonly release: ReleaseShape }) {
  const shown = stage === undefined ? undefined : stages[stage];
  return (
    <tr>
      <th scope="row" className="one-line">
        {slug}
      </th>
      <td data-label="Adoption">
        {shown === undefined ? <span className="muted">no sessions</span> : <Chip tone={shown.tone}>{shown.text}</Chip>}
        {typeof health?.sessionsAdoption === "number" ? <span className="num muted"> {rateText(health.sessionsAdoption)}</span> : null}
      </td>
      <td data-label="Crash-free users" className={`num rate-${rateTone(health?.crashFreeUsers)}`}>
        {rateText(health?.crashFreeUsers)}
      </td>
      <td data-label="Crash-free sessions" className={`num rate-${rateTone(health?.crashFreeSessions)}`}>
        {rateText(health?.crashFreeSessions)}
      </td>
      <td data-label="Sessions, 24 h">{health === undefined ? "–" : <Sparkline values={sessionSeries(health)} label="sessions of the last 24 hours" />}</td>
      <td data-label="Crashes" className="num" title={health === undefined ? undefined : fullNumber(health.sessionsCrashed)}>
        {health === undefined ? "–" : shortNumber(health.sessionsCrashed)}
      </td>
      <td data-label="New issues" className="num">
        <Link to="/issues" search={{ project: [String(id)], query: `firstRelease:"${release.version}"` }}>
          {shortNumber(newIssues)}
          <span className="only-heard"> new {newIssues === 1 ? "issue" : "issues"}</span>
        </Link>
      </td>
    </tr>
  );
}

function NoReleases({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed) {
    return (
      <Notice title="No release matches" actions={<Link to="/releases">Show all releases</Link>}>
        {"No version holds the text, or none has sessions to sort by."}
      </Notice>
    );
  }
  return (
    <Notice title="No release is known yet">
      <p>Name the version in your SDK, and events and sessions are told apart by it. SDKs of browsers and devices send sessions by themselves.</p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys */}
      <pre className="releases-snippet" tabIndex={0}>{`Sentry.init({ dsn, release: "shop@1.4.2", environment: "production" });`}</pre>
    </Notice>
  );
}
