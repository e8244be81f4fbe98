import "./monitor-form.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { projectsQuery, queryClient } from "../../api/queries.ts";
import { useFilters } from "../../features/filters/use-filters.ts";
import { type MonitorShape, monitorQuery } from "../../features/monitor/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useSubmit } from "../../features/session/use-submit.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { SelectButton } from "../../ui/select-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";

export function NewMonitor() {
  useTitle("New monitor");
  return <MonitorForm monitor={undefined} />;
}

export function EditMonitor() {
  const organization = useOrganization();
  const { monitorId } = useParams({ from: "/frame/monitors/$monitorId/edit" });
  const monitor = useQuery(monitorQuery(organization.slug, monitorId));
  useTitle("Edit monitor");
  if (monitor.isPending) return <Skeleton lines={6} label="Loading the monitor" />;
  if (monitor.data === undefined) {
    return (
      <Notice tone="failed" title="The monitor could not be read">
        {monitor.error?.message}
      </Notice>
    );
  }
  return <MonitorForm key={monitor.data.id} monitor={monitor.data} />;
}

const units = ["minute", "hour", "day", "week", "month", "year"] as const;
type Unit = (typeof units)[number];

interface Draft {
  readonly name: string;
  readonly slug: string;
  readonly project: string;
  readonly type: "crontab" | "interval";
  readonly crontab: string;
  readonly count: string;
  readonly unit: Unit;
  readonly timezone: string;
  readonly margin: string;
  readonly runtime: string;
  readonly failures: string;
  readonly successes: string;
}

function draftOf(monitor: MonitorShape | undefined, project: string): Draft {
  const config = monitor?.config;
  const interval = Array.isArray(config?.schedule) ? config.schedule : undefined;
  const text = (value: number | null | undefined) => (value === null || value === undefined ? "" : String(value));
  return {
    name: monitor?.name ?? "",
    slug: monitor?.slug ?? "",
    project: monitor?.project.slug ?? project,
    type: config?.schedule_type ?? "crontab",
    crontab: typeof config?.schedule === "string" ? config.schedule : "0 3 * * *",
    count: text(interval?.[0]) || "1",
    unit: units.find((unit) => unit === interval?.[1]) ?? "hour",
    timezone: config?.timezone ?? (monitor === undefined ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC"),
    margin: text(config?.checkin_margin),
    runtime: text(config?.max_runtime),
    failures: text(config?.failure_issue_threshold),
    successes: text(config?.recovery_threshold),
  };
}

function bodyOf(draft: Draft) {
  const number = (text: string): number | null => (text.trim() === "" ? null : Number(text));
  const schedule: string | [number, string] = draft.type === "crontab" ? draft.crontab : [Number(draft.count), draft.unit];
  return {
    name: draft.name,
    ...(draft.slug === "" ? {} : { slug: draft.slug }),
    project: draft.project,
    config: {
      schedule_type: draft.type,
      schedule,
      timezone: draft.timezone,
      checkin_margin: number(draft.margin),
      max_runtime: number(draft.runtime),
      failure_issue_threshold: number(draft.failures),
      recovery_threshold: number(draft.successes),
    },
  };
}

function MonitorForm({ monitor }: { readonly monitor: MonitorShape | undefined }) {
  const organization = useOrganization();
  const navigate = useNavigate();
  const filters = useFilters();
  const projects = useQuery(projectsQuery(organization.slug)).data ?? [];
  const first = projects.find(({ id, slug }) => filters.project.includes(id) || filters.project.includes(slug)) ?? projects[0];
  const [changes, setChanges] = useState<Partial<Draft>>({});
  const draft: Draft = { ...draftOf(monitor, first?.slug ?? ""), ...changes };
  const set = (change: Partial<Draft>) => setChanges((before) => ({ ...before, ...change }));
  const form = useSubmit(async () => {
    const body = bodyOf(draft);
    const saved =
      monitor === undefined
        ? await api.createMonitor({ organization: organization.slug, body })
        : await api.updateMonitor({ organization: organization.slug, monitor: monitor.id, body });
    await queryClient.invalidateQueries({ queryKey: ["monitors", organization.slug] });
    await queryClient.invalidateQueries({ queryKey: ["monitor", organization.slug] });
    await navigate({ to: "/monitors/$monitorId", params: { monitorId: saved.id } });
  });
  const wrong = form.fields["config"];
  const isOther = form.error !== undefined && !["name", "slug", "config", "project"].some((field) => form.fields[field] !== undefined);
  return (
    <div className="narrow-page">
      <h1 className="page-title">{monitor === undefined ? "New monitor" : `Edit ${monitor.name}`}</h1>
      <p className="page-lead">A job that is expected by a schedule. It is watched from its first check-in on.</p>
      {monitor?.isUpserting === true ? (
        <p className="monitor-form-note">The job sends its own configuration with its check-ins: what you change here, the next one changes back.</p>
      ) : null}
      <form className="monitor-form" onSubmit={form.submit} aria-label="Monitor">
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => set({ name })}
          required
          maxLength={128}
          placeholder="Nightly backup"
          error={form.fields["name"]}
        />
        <TextField
          label="Slug"
          value={draft.slug}
          onChange={(slug) => set({ slug })}
          maxLength={50}
          placeholder="made of the name"
          hint="What check-ins name it by."
          error={form.fields["slug"]}
        />
        <div className="field">
          <Menu
            trigger={<SelectButton name="Project" value={draft.project === "" ? "none yet" : draft.project} />}
            sections={[{ entries: projects.map(({ slug }) => ({ label: slug, checked: slug === draft.project, onChoose: () => set({ project: slug }) })) }]}
          />
        </div>
        <Schedule draft={draft} set={set} />
        {wrong === undefined ? null : (
          <p className="field-error" role="alert">
            {wrong}
          </p>
        )}
        <fieldset className="monitor-form-numbers">
          <legend>When it is late or fails</legend>
          <NumberField label="Missed after (minutes)" value={draft.margin} standard="1" onChange={(margin) => set({ margin })} />
          <NumberField label="Timed out after (minutes)" value={draft.runtime} standard="30" onChange={(runtime) => set({ runtime })} />
          <NumberField label="Issue after failures" value={draft.failures} standard="1" onChange={(failures) => set({ failures })} />
          <NumberField label="Resolved after successes" value={draft.successes} standard="1" onChange={(successes) => set({ successes })} />
        </fieldset>
        {isOther ? (
          <p className="field-error" role="alert">
            {form.error}
          </p>
        ) : null}
        <div className="monitor-form-foot">
          <Button type="submit" tone="primary" busy={form.isBusy} disabled={draft.name.trim() === "" || draft.project === ""}>
            {monitor === undefined ? "Create" : "Save"}
          </Button>
          {monitor === undefined ? (
            <Link to="/monitors" className={buttonClass("quiet")}>
              Cancel
            </Link>
          ) : (
            <Link to="/monitors/$monitorId" params={{ monitorId: monitor.id }} className={buttonClass("quiet")}>
              Cancel
            </Link>
          )}
        </div>
      </form>
    </div>
  );
}

function Schedule({ draft, set }: { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void }) {
  return (
    <fieldset className="monitor-form-schedule">
      <legend>Schedule</legend>
      <Segmented<Draft["type"]>
        label="Kind of schedule"
        value={draft.type}
        onChange={(type) => set({ type })}
        options={[
          { value: "crontab", label: "Crontab" },
          { value: "interval", label: "Interval" },
        ]}
      />
      {draft.type === "crontab" ? (
        <div className="monitor-form-pair">
          <TextField
            label="Crontab"
            value={draft.crontab}
            onChange={(crontab) => set({ crontab })}
            className="mono"
            spellCheck={false}
            hint="Minute, hour, day, month, weekday."
          />
          <TextField label="Timezone" value={draft.timezone} onChange={(timezone) => set({ timezone })} spellCheck={false} list="timezones" />
          <datalist id="timezones">
            {Intl.supportedValuesOf("timeZone").map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </datalist>
        </div>
      ) : (
        <div className="monitor-form-pair">
          <TextField label="Every" value={draft.count} onChange={(count) => set({ count })} inputMode="numeric" hint="Counted from the last check-in." />
          <div className="field">
            <Menu
              trigger={<SelectButton name="Unit" value={`${draft.unit}s`} />}
              sections={[{ entries: units.map((unit) => ({ label: `${unit}s`, checked: unit === draft.unit, onChoose: () => set({ unit }) })) }]}
            />
          </div>
        </div>
      )}
    </fieldset>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: string;
  readonly standard: string;
  readonly onChange: (value: string) => void;
}

function NumberField({ label, value, standard, onChange }: NumberFieldProps) {
  return <TextField label={label} value={value} onChange={onChange} inputMode="numeric" pattern="[0-9]*" placeholder={standard} />;
}
