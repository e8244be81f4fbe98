import "./monitor.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import { periodLabel } from "../../features/filters/periods.ts";
import { useFilters } from "../../features/filters/use-filters.ts";
import { CheckInTable } from "../../features/monitor/check-in-table.tsx";
import { CronSnippet } from "../../features/monitor/cron-snippet.tsx";
import { environmentState, scheduleText } from "../../features/monitor/monitor-text.ts";
import { checkInsQuery, type MonitorShape, monitorQuery, timelinesQuery } from "../../features/monitor/queries.ts";
import { bucketsOf, Timeline } from "../../features/monitor/timeline.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { DueTime, RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.tsx";

export function MonitorPage() {
  const organization = useOrganization();
  const { monitorId } = useParams({ from: "/frame/monitors/$monitorId" });
  const monitor = useQuery(monitorQuery(organization.slug, monitorId));
  useTitle(monitor.data?.name ?? "Monitor");
  if (monitor.isPending) return <Skeleton lines={6} label="Loading the monitor" />;
  if (monitor.data === undefined) {
    return (
      <Notice tone="failed" title="The monitor could not be read" actions={<Link to="/monitors">All monitors</Link>}>
        {monitor.error?.message}
      </Notice>
    );
  }
  return (
    <div className="monitor">
      <MonitorHead monitor={monitor.data} />
      <Environments monitor={monitor.data} />
      <CheckIns monitor={monitor.data} />
      <Settings monitor={monitor.data} />
    </div>
  );
}

type Change = { readonly isMuted: boolean } | { readonly status: "active" | "disabled" };

function useMonitorActions(monitor: MonitorShape) {
  const organization = useOrganization();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, done: string): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      await queryClient.invalidateQueries({ queryKey: ["monitor", organization.slug] });
      await queryClient.invalidateQueries({ queryKey: ["monitors", organization.slug] });
      toast(done);
      return true;
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), { tone: "failed" });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    change: (body: Change, done: string) => void run(() => api.updateMonitor({ organization: organization.slug, monitor: monitor.id, body }), done),
    mute: (environment: string, isMuted: boolean) =>
      void run(
        () =>
          api.updateMonitorEnvironment({ organization: organization.slug, project: monitor.project.slug, monitor: monitor.id, environment, body: { isMuted } }),
        isMuted ? `${environment} is muted` : `${environment} makes issues again`,
      ),
    remove: async () => {
      if (await run(() => api.deleteMonitor({ organization: organization.slug, monitor: monitor.id }), `${monitor.name} is deleted`))
        await navigate({ to: "/monitors" });
    },
  };
}

function MonitorHead({ monitor }: { readonly monitor: MonitorShape }) {
  const actions = useMonitorActions(monitor);
  const [isDeleting, setDeleting] = useState(false);
  const isDisabled = monitor.status === "disabled";
  return (
    <>
      <p className="monitor-crumb">
        <Link to="/monitors">Monitors</Link> <span aria-hidden="true">/</span> {monitor.project.slug}
      </p>
      <div className="page-head">
        <h1 className="page-title">{monitor.name}</h1>
        {isDisabled ? <Chip>Disabled</Chip> : null}
        {monitor.isMuted ? <Chip>Muted</Chip> : null}
        <div className="monitor-actions push">
          <Button
            busy={actions.isBusy}
            onClick={() => actions.change({ isMuted: !monitor.isMuted }, monitor.isMuted ? "Failures make issues again" : "Muted: failures make no issues")}
          >
            {monitor.isMuted ? "Unmute" : "Mute"}
          </Button>
          <Button
            busy={actions.isBusy}
            onClick={() =>
              actions.change({ status: isDisabled ? "active" : "disabled" }, isDisabled ? "Check-ins are taken again" : "Disabled: check-ins are dropped")
            }
          >
            {isDisabled ? "Enable" : "Disable"}
          </Button>
          <Link to="/monitors/$monitorId/edit" params={{ monitorId: monitor.id }} className={buttonClass()}>
            Edit
          </Link>
          <Button tone="danger" onClick={() => setDeleting(true)}>
            Delete
          </Button>
        </div>
      </div>
      {isDeleting ? (
        <ConfirmDialog
          title={`Delete ${monitor.name}?`}
          action="Delete"
          busy={actions.isBusy}
          onClose={() => setDeleting(false)}
          onConfirm={() => void actions.remove()}
        >
          <p>Its check-ins go with it; issues of its failures stay. A job that sends a configuration with its next check-in makes the monitor again.</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

const noBuckets: Parameters<typeof bucketsOf>[0] = [];

function Environments({ monitor }: { readonly monitor: MonitorShape }) {
  const organization = useOrganization();
  const filters = useFilters();
  const actions = useMonitorActions(monitor);
  const stats = useQuery(timelinesQuery(organization.slug, [monitor.id], filters.statsPeriod)).data?.[monitor.id] ?? noBuckets;
  if (monitor.environments.length === 0) {
    return (
      <Notice title="Waiting for the first check-in">
        <p>Nothing is missed before a job has checked in once: from then on it is expected.</p>
        <CronSnippet slug={monitor.slug} project={monitor.project.slug} />
      </Notice>
    );
  }
  return (
    <Card id="environments" title="Environments" note={periodLabel(filters.statsPeriod).toLowerCase()}>
      <ul className="monitor-page-environments">
        {monitor.environments.map((environment) => {
          const state = environmentState(monitor, environment);
          return (
            <li key={environment.name}>
              <div className="monitor-page-line">
                <b>{environment.name}</b>
                <Chip tone={state.tone} {...(state.hint === undefined ? {} : { title: state.hint })}>
                  {state.text}
                </Chip>
                {environment.isMuted ? <Chip>Muted</Chip> : null}
                {environment.activeIncident === null ? null : (
                  <span className="muted">
                    in trouble since <RelativeTime at={environment.activeIncident.startingTimestamp} suffix={false} />
                    {typeof environment.activeIncident.issueId === "string" ? (
                      <>
                        {" · "}
                        <Link to="/issues/$issueId" params={{ issueId: environment.activeIncident.issueId }}>
                          Issue
                        </Link>
                      </>
                    ) : null}
                  </span>
                )}
                <Button size="small" tone="quiet" className="push" busy={actions.isBusy} onClick={() => actions.mute(environment.name, !environment.isMuted)}>
                  {environment.isMuted ? "Unmute" : "Mute"}
                  <span className="only-heard"> {environment.name}</span>
                </Button>
              </div>
              <Timeline buckets={bucketsOf(stats, environment.name)} label={environment.name} />
              <p className="muted">
                Last check-in <RelativeTime at={environment.lastCheckIn} />
                {monitor.status === "disabled" || environment.nextCheckIn === null ? null : (
                  <>
                    {", the next is expected "}
                    <DueTime at={environment.nextCheckIn} />
                  </>
                )}
                .
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function CheckIns({ monitor }: { readonly monitor: MonitorShape }) {
  const organization = useOrganization();
  const filters = useFilters();
  const navigate = useNavigate();
  const { cursor } = useSearch({ from: "/frame/monitors/$monitorId" });
  const list = useQuery(checkInsQuery(organization.slug, monitor.id, filters.environment, cursor));
  const rows = list.data?.rows ?? [];
  const go = (to: string | null) => void navigate({ to: ".", search: (before) => ({ ...before, cursor: to ?? undefined }) });
  return (
    <Card id="check-ins" title="Check-ins" note="newest first">
      {list.isPending ? <Skeleton lines={4} /> : null}
      {list.isError ? (
        <Notice tone="failed" title="The check-ins could not be read">
          {list.error.message}
        </Notice>
      ) : null}
      {list.isSuccess && rows.length === 0 ? (
        <p className="card-body muted">No check-ins{filters.environment.length === 0 ? " yet" : " in the chosen environments"}.</p>
      ) : null}
      {rows.length === 0 ? null : <CheckInTable checkIns={rows} />}
      {list.data === undefined || (list.data.next === null && list.data.previous === null) ? null : (
        <nav className="monitor-pages" aria-label="Pages of check-ins">
          <Button size="small" disabled={list.data.previous === null} onClick={() => go(list.data.previous)}>
            Newer
          </Button>
          <Button size="small" disabled={list.data.next === null} onClick={() => go(list.data.next)}>
            Older
          </Button>
        </nav>
      )}
    </Card>
  );
}

function Settings({ monitor: { slug, config, isUpserting, owner } }: { readonly monitor: MonitorShape }) {
  const rows: readonly (readonly [string, string])[] = [
    ["Slug", slug],
    ["Schedule", scheduleText(config)],
    ["Missed after", `${config.checkin_margin ?? 1} min`],
    ["Timed out after", `${config.max_runtime ?? 30} min`],
    ["Issue after", countText(config.failure_issue_threshold ?? 1, "failure")],
    ["Resolved after", countText(config.recovery_threshold ?? 1, "success")],
    ["Owner", owner?.name ?? "nobody"],
  ];
  return (
    <Card id="settings" title="Settings" note={isUpserting ? "kept up to date by the job's SDK" : undefined}>
      <dl className="monitor-settings">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function countText(count: number, what: string): string {
  const many = what === "success" ? "successes" : `${what}s`;
  return count === 1 ? `1 ${what}` : `${count} ${many} in a row`;
}
