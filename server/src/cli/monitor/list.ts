import { z } from "zod";
import { defaults, type MonitorConfig } from "../../monitors/monitor.ts";
import type { Monitor, MonitorEnvironment } from "../../stores/state/model.ts";
import { defineCommand, CommandFailed } from "../define-command.ts";
import { findOrganization } from "../find.ts";
import { table } from "../table.ts";

export const listMonitorsCommand = defineCommand({
  words: ["monitor", "list"],
  summary: "List monitors of scheduled jobs with their state",
  input: z.object({
    org: z.string().meta({ description: "slug or id of the organization" }),
    project: z.string().optional().meta({ description: "only of this one" }),
  }),
  async run(context, { org, project: wanted }) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, org);
    const projects = (await stores.state.projects(organization.id)).filter(({ id, slug }) => wanted === undefined || slug === wanted || String(id) === wanted);
    if (projects.length === 0 && wanted !== undefined) throw new CommandFailed(`There is no project ${wanted} in ${organization.slug}.`);
    const monitors = await stores.state.monitors({ projectIds: projects.map(({ id }) => id), offset: 0, limit: 10_000 });
    const rows = monitors.flatMap((monitor) => {
      const project = projects.find(({ id }) => id === monitor.projectId)?.slug ?? "";
      const environments = monitor.environments.length === 0 ? [null] : monitor.environments;
      return environments.map((environment) => rowOf(monitor, project, environment));
    });
    return {
      json: rows,
      text: table(
        ["MONITOR", "PROJECT", "ENVIRONMENT", "STATUS", "SCHEDULE", "LAST CHECK-IN", "NEXT EXPECTED"],
        rows.map((row) => [
          row.slug,
          row.project,
          row.environment ?? "-",
          `${row.status}${row.isMuted ? " (muted)" : ""}`,
          row.schedule,
          row.lastCheckIn ?? "-",
          row.nextCheckIn ?? "-",
        ]),
      ),
    };
  },
});

function rowOf(monitor: Monitor, project: string, environment: MonitorEnvironment | null) {
  return {
    id: String(monitor.id),
    slug: monitor.slug,
    name: monitor.name,
    project,
    schedule: scheduleText(monitor.config),
    environment: environment?.name ?? null,
    status: statusText(monitor, environment?.lastStatus ?? null),
    isMuted: monitor.isMuted || environment?.isMuted === true,
    lastCheckIn: textOf(environment?.lastCheckIn ?? null),
    nextCheckIn: textOf(environment?.nextCheckIn ?? null),
  };
}

function statusText({ status }: Monitor, last: string | null): string {
  return status === "disabled" ? status : (last ?? "waiting");
}

function scheduleText({ schedule, timezone }: MonitorConfig): string {
  return schedule.type === "crontab" ? `${schedule.value} ${timezone ?? defaults.timezone}` : `every ${schedule.value} ${schedule.unit}`;
}

function textOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
