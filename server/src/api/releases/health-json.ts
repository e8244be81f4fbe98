import { z } from "zod";
import { parseDuration } from "../../query/dates.ts";
import { healthKey, healthSorts, releaseHealth, type ReleaseHealth } from "../../releases/release-health.ts";
import type { Project, Release } from "../../stores/state/model.ts";
import type { TelemetryReader } from "../../stores/telemetry/port.ts";
import { date, isoDateOrNull } from "../dates.ts";
import { fail } from "../errors.ts";

const flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");

/** Query parameters about release health (`api.md` §1.7). */
export const healthQuery = {
  health: flag.optional().meta({ description: "With figures about sessions of each project." }),
  adoptionStages: flag.optional(),
  summaryStatsPeriod: z.string().default("14d"),
  healthStatsPeriod: z.string().default("24h"),
  environment: z.array(z.string()).optional(),
};

const percent = z.number().nullable();

export const healthShape = z
  .object({
    hasHealthData: z.boolean(),
    adoption: percent.meta({ description: "Share of the project's users of 24 hours, in percent." }),
    sessionsAdoption: percent,
    crashFreeSessions: percent,
    crashFreeUsers: percent,
    durationP50: z.number().nullable().meta({ description: "Seconds." }),
    durationP90: z.number().nullable().meta({ description: "Seconds." }),
    sessionsCrashed: z.int(),
    sessionsErrored: z.int(),
    sessionsUnhandled: z.int(),
    sessionsAbnormal: z.int(),
    totalSessions: z.int(),
    totalSessions24h: z.int(),
    totalProjectSessions24h: z.int(),
    totalUsers: z.int(),
    totalUsers24h: z.int(),
    totalProjectUsers24h: z.int(),
    stats: z.record(z.string(), z.array(z.tuple([z.int(), z.int()]))).meta({ description: "Sessions: [[epoch seconds, count], …]" }),
  })
  .meta({ id: "ReleaseProjectHealth" });

export const adoptionShape = z.record(
  z.string(),
  z.object({ stage: z.enum(["not_adopted", "low_adoption", "adopted", "replaced"]), adopted: date.nullable(), unadopted: date.nullable() }),
);

export type HealthOf = (projectId: number) => ReleaseHealth | undefined;

export interface HealthParameters {
  readonly health?: boolean | undefined;
  readonly adoptionStages?: boolean | undefined;
  readonly summaryStatsPeriod: string;
  readonly healthStatsPeriod: string;
  readonly environment?: readonly string[] | undefined;
}

const longest = 90 * 86_400_000;

export function periodMs(name: string, text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0 || ms > longest) throw fail("invalidInput", { reason: `${name} must be a duration of at most 90 days, like 24h or 14d` });
  return ms;
}

/** Health of releases in projects, when the request asks for it. */
export async function readHealth(
  telemetry: Pick<TelemetryReader, "sessions">,
  {
    releases,
    projects,
    query,
    now,
  }: { readonly releases: readonly Release[]; readonly projects: readonly Project[]; readonly query: HealthParameters; readonly now: number },
): Promise<(version: string) => HealthOf> {
  const isWanted = query.health === true || query.adoptionStages === true;
  const withSessions = releases.filter(({ healthProjectIds }) => healthProjectIds.length > 0);
  const found = isWanted
    ? await releaseHealth(telemetry, {
        projectIds: projects.map(({ id }) => id),
        versions: withSessions.map(({ version }) => version),
        ...(query.environment === undefined ? {} : { environments: query.environment }),
        now,
        summaryMs: periodMs("summaryStatsPeriod", query.summaryStatsPeriod),
        statsMs: periodMs("healthStatsPeriod", query.healthStatsPeriod),
      })
    : undefined;
  return (version) => (projectId) => found?.get(healthKey(projectId, version));
}

const hundredfold = (share: number | null): number | null => (share === null ? null : share * 100);
const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : ms / 1000);

export function toHealth(health: ReleaseHealth | undefined, hasHealthData: boolean, period: string): z.input<typeof healthShape> {
  const sessions = health?.totals.sessions;
  return {
    hasHealthData,
    adoption: hundredfold(health?.userAdoption ?? null),
    sessionsAdoption: hundredfold(health?.sessionAdoption ?? null),
    crashFreeSessions: hundredfold(health?.crashFreeSessions ?? null),
    crashFreeUsers: hundredfold(health?.crashFreeUsers ?? null),
    durationP50: seconds(health?.totals.durations?.p50),
    durationP90: seconds(health?.totals.durations?.p90),
    sessionsCrashed: health?.crashed ?? 0,
    sessionsErrored: health?.errored ?? 0,
    sessionsUnhandled: sessions?.unhandled ?? 0,
    sessionsAbnormal: sessions?.abnormal ?? 0,
    totalSessions: sessions?.total ?? 0,
    totalSessions24h: health?.sessions24h ?? 0,
    totalProjectSessions24h: health?.projectSessions24h ?? 0,
    totalUsers: health?.totals.users.total ?? 0,
    totalUsers24h: health?.users24h ?? 0,
    totalProjectUsers24h: health?.projectUsers24h ?? 0,
    stats: { [period]: (health?.series ?? []).map(({ at, sessions: count }): [number, number] => [at / 1000, count]) },
  };
}

export function toAdoption(projects: readonly Project[], healthOf: HealthOf): z.input<typeof adoptionShape> {
  return Object.fromEntries(
    projects.map(({ id, slug }) => {
      const adoption = healthOf(id)?.adoption;
      return [
        slug,
        {
          stage: adoption?.stage ?? "not_adopted",
          adopted: isoDateOrNull(adoption?.adoptedAt ?? null),
          unadopted: isoDateOrNull(adoption?.replacedAt ?? null),
        },
      ];
    }),
  );
}

export const releaseSort = z.enum(["date", ...healthSorts]);
