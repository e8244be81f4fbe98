import { z } from "zod";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail, invalid } from "../errors.ts";
import { configJsonOf } from "./config-json.ts";
import { findMonitor, monitorJson, monitorParameter, paths, projectIds, reading, scopes, writing } from "./find-monitor.ts";
import { changed, readBodyConfig, readOwner, updateBody } from "./monitor-input.ts";
import { monitorShape } from "./monitor-shape.ts";

const show = (scope: keyof typeof scopes) =>
  defineEndpoint({
    ...reading,
    method: "get",
    path: `${paths[scope]}/monitors/{monitor}/`,
    summary: "A monitor, by slug or id",
    place: scopes[scope],
    params: monitorParameter,
    query: z.object({ environment: z.array(z.string()).optional() }),
    response: monitorShape,
    async handler({ params, projects, stores, ...rest }) {
      return { body: await monitorJson(await findMonitor(stores, projects, params.monitor), { ...rest, stores, projects }) };
    },
  });

const update = (scope: keyof typeof scopes) =>
  defineEndpoint({
    ...writing,
    method: "put",
    path: `${paths[scope]}/monitors/{monitor}/`,
    summary: "Change, mute or disable a monitor",
    place: scopes[scope],
    params: monitorParameter,
    body: updateBody,
    response: monitorShape,
    async handler({ params, projects, organization, stores, body, clock, access, ...rest }) {
      const monitor = await findMonitor(stores, projects, params.monitor);
      const isMuted = body.isMuted ?? body.is_muted;
      const [project] = body.project === undefined ? [] : await access.chosenProjects(organization, [body.project]);
      if (body.project !== undefined && (project === undefined || body.project === "-1" || body.project === ""))
        throw invalid({ project: ["There is no such project."] });
      const result = await stores.writer.updateMonitor(projectIds(projects), monitor.id, {
        ...(body.name !== undefined && { name: body.name }),
        ...(body.slug !== undefined && { slug: body.slug }),
        ...(body.status !== undefined && { status: body.status }),
        ...(isMuted !== undefined && { isMuted }),
        ...(body.owner !== undefined && { owner: await readOwner(stores.state, organization, body.owner) }),
        ...(body.config !== undefined && { config: readBodyConfig({ ...configJsonOf(monitor.config, body.config), ...body.config }) }),
        ...(project !== undefined && { projectId: project.id }),
        at: clock.now(),
      });
      return { body: await monitorJson(changed(result), { ...rest, stores, organization, projects: project === undefined ? projects : [project] }) };
    },
  });

const remove = (scope: keyof typeof scopes) =>
  defineEndpoint({
    ...writing,
    method: "delete",
    path: `${paths[scope]}/monitors/{monitor}/`,
    summary: "Delete a monitor, or environments of it",
    place: scopes[scope],
    params: monitorParameter,
    query: z.object({ environment: z.array(z.string()).optional() }),
    status: 202,
    async handler({ params, projects, stores, query }) {
      const monitor = await findMonitor(stores, projects, params.monitor);
      await stores.writer.deleteMonitor(projectIds(projects), monitor.id, query.environment);
      return {};
    },
  });

export const showMonitor = show("organization");
export const showProjectMonitor = show("project");
export const updateMonitor = update("organization");
export const updateProjectMonitor = update("project");
export const deleteMonitor = remove("organization");
export const deleteProjectMonitor = remove("project");

const environmentPath = `${paths.project}/monitors/{monitor}/environments/{environment}/`;
const environmentParameters = z.object({ ...monitorParameter.shape, environment: z.string() });

export const updateMonitorEnvironment = defineEndpoint({
  ...writing,
  method: "put",
  path: environmentPath,
  summary: "Mute one environment of a monitor, or no longer",
  place: scopes.project,
  params: environmentParameters,
  body: z.object({ isMuted: z.boolean() }),
  response: monitorShape,
  async handler({ params, projects, stores, body, ...rest }) {
    const monitor = await findMonitor(stores, projects, params.monitor);
    const result = await stores.writer.updateMonitorEnvironment(projectIds(projects), monitor.id, params.environment, body);
    return { body: await monitorJson(changed(result), { ...rest, stores, projects }) };
  },
});

export const deleteMonitorEnvironment = defineEndpoint({
  ...writing,
  method: "delete",
  path: environmentPath,
  summary: "Delete one environment of a monitor with its check-ins",
  place: scopes.project,
  params: environmentParameters,
  status: 202,
  async handler({ params, projects, stores }) {
    const monitor = await findMonitor(stores, projects, params.monitor);
    if (!monitor.environments.some(({ name }) => name === params.environment)) throw fail("notFound");
    await stores.writer.deleteMonitor(projectIds(projects), monitor.id, [params.environment]);
    return {};
  },
});
