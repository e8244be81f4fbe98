import "../../ui/card.css";
import "./monitors.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { useFilters } from "../../features/filters/use-filters.ts";
import { CronSnippet } from "../../features/monitor/cron-snippet.tsx";
import { environmentState, scheduleText } from "../../features/monitor/monitor-text.ts";
import { type MonitorEnvironmentShape, type MonitorShape, monitorsQuery, timelinesQuery } from "../../features/monitor/queries.ts";
import { type Bucket, bucketsOf, Timeline } from "../../features/monitor/timeline.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Notice } from "../../ui/notice.tsx";
import { DueTime, RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { periodLabel } from "../../features/filters/periods.ts";

const noStats: Readonly<Record<string, Parameters<typeof bucketsOf>[0]>> = {};

export function Monitors() {
  const organization = useOrganization();
  const filters = useFilters();
  const { query = "", cursor } = useSearch({ from: "/frame/monitors" });
  const list = useQuery(monitorsQuery(organization.slug, { project: filters.project, environment: filters.environment, query, cursor }));
  const monitors = list.data?.rows ?? [];
  const ids = monitors.map(({ id }) => id);
  const stats = useQuery(timelinesQuery(organization.slug, ids, filters.statsPeriod)).data ?? noStats;
  useTitle("Monitors");
  const isNarrowed = query !== "" || filters.project.length > 0 || filters.environment.length > 0;
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">Monitors</h1>
        <MonitorSearch key={query} initial={query} />
        <Link to="/monitors/new" className={`${buttonClass("primary")} push`}>
          New monitor
        </Link>
      </div>
      {list.isError && monitors.length === 0 ? (
        <Notice tone="failed" title="The monitors could not be read">
          {list.error.message}
        </Notice>
      ) : null}
      {list.isSuccess && monitors.length === 0 ? isNarrowed ? <NoMatch /> : <NoMonitors /> : null}
      {list.isPending || monitors.length > 0 ? (
        <div className="list-card">
          {list.isPending ? <Skeleton lines={5} height={20} label="Loading monitors" /> : null}
          <ul aria-label="Monitors" aria-busy={list.isPlaceholderData || undefined}>
            {monitors.map((monitor) => (
              <MonitorRow key={monitor.id} monitor={monitor} period={filters.statsPeriod} bucketsFor={(name) => bucketsOf(stats[monitor.id] ?? [], name)} />
            ))}
          </ul>
        </div>
      ) : null}
      {list.data === undefined || (list.data.next === null && list.data.previous === null) ? null : (
        <nav className="pages" aria-label="Pages">
          <PageLink cursor={list.data.previous} label="Previous" />
          <PageLink cursor={list.data.next} label="Next" />
        </nav>
      )}
    </>
  );
}

function PageLink({ cursor, label }: { readonly cursor: string | null; readonly label: string }) {
  const navigate = useNavigate();
  return (
    <Button
      size="small"
      disabled={cursor === null}
      onClick={() => void navigate({ to: "/monitors", search: (before) => ({ ...before, cursor: cursor ?? undefined }) })}
    >
      {label}
    </Button>
  );
}

function MonitorSearch({ initial }: { readonly initial: string }) {
  const navigate = useNavigate();
  const [text, setText] = useState(initial);
  return (
    <search className="monitors-search">
      <form
        onSubmit={(submit) => {
          submit.preventDefault();
          void navigate({ to: "/monitors", search: ({ cursor: _cursor, ...before }) => ({ ...before, query: text === "" ? undefined : text }) });
        }}
      >
        <input
          className="input"
          type="search"
          aria-label="Search monitors"
          placeholder="Name or slug"
          value={text}
          onChange={(change) => setText(change.currentTarget.value)}
        />
      </form>
    </search>
  );
}

interface RowProps {
  readonly monitor: MonitorShape;
  readonly period: string;
  readonly bucketsFor: (environment: string) => readonly Bucket[];
}

function MonitorRow({ monitor, period, bucketsFor }: RowProps) {
  return (
    <li className="monitor-row">
      <div className="monitor-name">
        <Link to="/monitors/$monitorId" params={{ monitorId: monitor.id }} className="strong-link one-line">
          {monitor.name}
        </Link>
        <span className="muted one-line">
          {monitor.project.slug} · <span className="mono">{scheduleText(monitor.config)}</span>
        </span>
      </div>
      {monitor.environments.length === 0 ? (
        <p className="monitor-waiting muted">{monitor.status === "disabled" ? "Disabled" : "Waiting for the first check-in"}</p>
      ) : (
        <ul className="monitor-environments" aria-label={`Environments of ${monitor.name}`}>
          {monitor.environments.map((environment) => (
            <EnvironmentLine
              key={environment.name}
              monitor={monitor}
              environment={environment}
              buckets={bucketsFor(environment.name)}
              label={`${environment.name}, ${periodLabel(period).toLowerCase()}`}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

interface EnvironmentProps {
  readonly monitor: MonitorShape;
  readonly environment: MonitorEnvironmentShape;
  readonly buckets: readonly Bucket[];
  readonly label: string;
}

function EnvironmentLine({ monitor, environment, buckets, label }: EnvironmentProps) {
  const state = environmentState(monitor, environment);
  return (
    <li className="monitor-environment">
      <span className="monitor-environment-name one-line">{environment.name}</span>
      <Timeline buckets={buckets} label={label} />
      <span className="monitor-state">
        <Chip tone={state.tone} {...(state.hint === undefined ? {} : { title: state.hint })}>
          {state.text}
        </Chip>
        {environment.isMuted ? <Chip>Muted</Chip> : null}
      </span>
      <span className="monitor-times muted">
        <span>
          last <RelativeTime at={environment.lastCheckIn} />
        </span>
        {monitor.status === "disabled" || environment.nextCheckIn === null ? null : (
          <span>
            next <DueTime at={environment.nextCheckIn} />
          </span>
        )}
      </span>
    </li>
  );
}

function NoMatch() {
  return (
    <Notice title="No monitor matches" actions={<Link to="/monitors">Show all monitors</Link>}>
      Neither name nor slug holds the text, or the chosen projects and environments have none.
    </Notice>
  );
}

function NoMonitors() {
  return (
    <Notice title="No scheduled job is watched yet">
      <p>A job says when it starts and how it ended. When it fails, takes too long or does not come at all, an issue tells of it.</p>
      <CronSnippet slug="nightly-backup" />
    </Notice>
  );
}
