import { z } from "zod";
import { checkInStatuses, environmentStatuses, type MonitorConfig } from "../../monitors/monitor.ts";
import type { CheckIn, Monitor, MonitorEnvironment, Organization, Project } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import { date, isoDate, isoDateOrNull } from "../dates.ts";
import { projectFacts } from "../projects/project-facts.ts";
import { projectShape, toProject } from "../projects/project-shape.ts";

const configShape = z
  .object({
    schedule_type: z.enum(["crontab", "interval"]),
    schedule: z.union([z.string(), z.tuple([z.int(), z.string()])]),
    checkin_margin: z.int().nullable(),
    max_runtime: z.int().nullable(),
    timezone: z.string().nullable(),
    failure_issue_threshold: z.int().nullable(),
    recovery_threshold: z.int().nullable(),
    alert_rule_id: z.null(),
  })
  .meta({ id: "MonitorConfig" });

const incidentShape = z.object({
  startingTimestamp: date,
  resolvingTimestamp: date.nullable(),
  brokenNotice: z.null(),
  issueId: z.string().nullable().meta({ description: "Of the issue that tells of it; null while the monitor is muted." }),
});

const environmentShape = z.object({
  name: z.string(),
  status: z.enum([...environmentStatuses, "disabled"]),
  lastStatus: z.enum(checkInStatuses).nullable(),
  isMuted: z.boolean(),
  dateCreated: date,
  lastCheckIn: date.nullable(),
  nextCheckIn: date.nullable(),
  nextCheckInLatest: date.nullable(),
  activeIncident: incidentShape.nullable(),
});

export const monitorShape = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    status: z.string(),
    isMuted: z.boolean(),
    isUpserting: z.boolean(),
    config: configShape,
    dateCreated: date,
    project: projectShape,
    owner: z.object({ type: z.enum(["user", "team"]), id: z.string(), name: z.string(), email: z.string().optional() }).nullable(),
    environments: z.array(environmentShape),
  })
  .meta({ id: "Monitor" });

export const checkInShape = z
  .object({
    id: z.string(),
    environment: z.string(),
    status: z.enum(checkInStatuses),
    duration: z.int().nullable().meta({ description: "Milliseconds." }),
    dateCreated: date,
    dateAdded: date,
    dateUpdated: date,
    dateClock: date,
    dateInProgress: date.nullable(),
    expectedTime: date.nullable(),
    monitorConfig: configShape,
    traceId: z.string().nullable(),
    groups: z.array(z.object({ id: z.string(), shortId: z.string() })),
  })
  .meta({ id: "CheckIn" });

function toConfig({ schedule, checkinMargin, maxRuntime, timezone, failureThreshold, recoveryThreshold }: MonitorConfig): z.input<typeof configShape> {
  return {
    schedule_type: schedule.type,
    schedule: schedule.type === "crontab" ? schedule.value : [schedule.value, schedule.unit],
    checkin_margin: checkinMargin,
    max_runtime: maxRuntime,
    timezone,
    failure_issue_threshold: failureThreshold,
    recovery_threshold: recoveryThreshold,
    alert_rule_id: null,
  };
}

interface Places {
  readonly state: StateReader;
  readonly organization: Organization;
  readonly projects: readonly Project[];
  readonly scopesHeld: Iterable<string>;
  /** Of issues by their first event. */
  readonly issueOf: (projectId: number, eventId: string) => Promise<number | undefined>;
}

/** Monitors with their projects, owners and issues. */
export async function toMonitors(
  monitors: readonly Monitor[],
  { state, organization, projects, scopesHeld, issueOf }: Places,
): Promise<z.input<typeof monitorShape>[]> {
  const mine = projects.filter(({ id }) => monitors.some(({ projectId }) => projectId === id));
  const shapes = new Map(
    await Promise.all(mine.map(async (project) => [project.id, toProject(project, await projectFacts(state, project, scopesHeld))] as const)),
  );
  const users = await state.users(monitors.flatMap(({ owner }) => (owner?.kind === "user" ? [owner.id] : [])));
  const teams = monitors.some(({ owner }) => owner?.kind === "team") ? await state.teams(organization.id) : [];
  const ownerOf = ({ owner }: Monitor): z.input<typeof monitorShape>["owner"] => {
    const team = owner?.kind === "team" ? teams.find(({ id }) => id === owner.id) : undefined;
    if (team !== undefined) return { type: "team", id: String(team.id), name: team.slug };
    const user = owner?.kind === "user" ? users.find(({ id }) => id === owner.id) : undefined;
    return user === undefined ? null : { type: "user", id: String(user.id), name: user.name ?? user.email, email: user.email };
  };
  return Promise.all(
    monitors.flatMap((monitor) => {
      const project = shapes.get(monitor.projectId);
      if (project === undefined) return [];
      return [
        Promise.all(monitor.environments.map((environment) => toEnvironment(monitor, environment, issueOf))).then((environments) => ({
          id: String(monitor.id),
          slug: monitor.slug,
          name: monitor.name,
          status: monitor.status,
          isMuted: monitor.isMuted,
          isUpserting: monitor.isUpserting,
          config: toConfig(monitor.config),
          dateCreated: isoDate(monitor.createdAt),
          project,
          owner: ownerOf(monitor),
          environments,
        })),
      ];
    }),
  );
}

async function toEnvironment(monitor: Monitor, environment: MonitorEnvironment, issueOf: Places["issueOf"]): Promise<z.input<typeof environmentShape>> {
  const { incident } = environment;
  const issue = incident === null || incident.firstEventId === null ? undefined : await issueOf(monitor.projectId, incident.firstEventId);
  return {
    name: environment.name,
    status: monitor.status === "disabled" ? "disabled" : environment.status,
    lastStatus: environment.lastStatus,
    isMuted: environment.isMuted || monitor.isMuted,
    dateCreated: isoDate(environment.createdAt),
    lastCheckIn: isoDateOrNull(environment.lastCheckIn),
    nextCheckIn: isoDateOrNull(environment.nextCheckIn),
    nextCheckInLatest: isoDateOrNull(environment.nextCheckInLatest),
    activeIncident:
      incident === null
        ? null
        : {
            startingTimestamp: isoDate(incident.startedAt),
            resolvingTimestamp: isoDateOrNull(incident.resolvedAt),
            brokenNotice: null,
            issueId: issue === undefined ? null : String(issue),
          },
  };
}

export function toCheckIn(checkIn: CheckIn): z.input<typeof checkInShape> {
  return {
    id: dashed(checkIn.guid),
    environment: checkIn.environment,
    status: checkIn.status,
    duration: checkIn.duration,
    dateCreated: isoDate(checkIn.addedAt),
    dateAdded: isoDate(checkIn.addedAt),
    dateUpdated: isoDate(checkIn.updatedAt),
    dateClock: isoDate(checkIn.clockAt),
    dateInProgress: isoDateOrNull(checkIn.inProgressAt),
    expectedTime: isoDateOrNull(checkIn.expectedAt),
    monitorConfig: toConfig(checkIn.config),
    traceId: checkIn.traceId,
    groups: [],
  };
}

/** As Sentry shows the ids of check-ins. */
function dashed(guid: string): string {
  return guid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
