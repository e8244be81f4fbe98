import { z } from "zod";
import type { Monitor, Organization, Project } from "../../stores/state/model.ts";
import { withToken } from "../admission.ts";
import type { ApiStores } from "../context.ts";
import { fail } from "../errors.ts";
import { inOrganization, inProject, type InOrganization, type Place } from "../place.ts";
import { toMonitors } from "./monitor-shape.ts";

/** The organization's projects, or the one of the path: monitors are found among them. */
export interface MonitorScope extends InOrganization {
  readonly projects: readonly Project[];
}

/** `/organizations/{organization}/monitors/…` and `/projects/{organization}/{project}/monitors/…` are the same but for this. */
export const scopes = {
  organization: {
    parameters: inOrganization.parameters,
    async find(search) {
      const found = await inOrganization.find(search);
      return { ...found, projects: await search.state.projects(found.organization.id) };
    },
  },
  project: {
    parameters: inProject.parameters,
    async find(search) {
      const { project, ...found } = await inProject.find(search);
      return { ...found, projects: [project] };
    },
  },
} as const satisfies Record<string, Place<MonitorScope>>;

export const paths = { organization: "/organizations/{organization}", project: "/projects/{organization}/{project}" } as const;

export const reading = { auth: withToken, scopes: ["alerts:read", "alerts:write", "project:read", "project:write", "project:admin"] } as const;
export const writing = { auth: withToken, scopes: ["alerts:write", "project:write", "project:admin"] } as const;

export const monitorParameter = z.object({ monitor: z.string() });

export const projectIds = (projects: readonly Project[]): readonly number[] => projects.map(({ id }) => id);

export async function findMonitor(stores: ApiStores, projects: readonly Project[], idOrSlug: string): Promise<Monitor> {
  const monitor = await stores.state.monitor(projectIds(projects), idOrSlug);
  if (monitor === undefined) throw fail("notFound");
  return monitor;
}

interface Surroundings {
  readonly stores: ApiStores;
  readonly organization: Organization;
  readonly projects: readonly Project[];
  readonly scopesHeld: Iterable<string>;
}

export function monitorsJson(monitors: readonly Monitor[], { stores, ...rest }: Surroundings) {
  const issueOf = async (projectId: number, eventId: string): Promise<number | undefined> => (await stores.telemetry.event([projectId], eventId))?.issueId;
  return toMonitors(monitors, { ...rest, state: stores.state, issueOf });
}

export async function monitorJson(monitor: Monitor, surroundings: Surroundings) {
  const [json] = await monitorsJson([monitor], surroundings);
  if (json === undefined) throw fail("notFound");
  return json;
}
