import { z } from "zod";
import {
  performanceSettings,
  readPerformanceOptions,
  withDefaults,
  type PerformanceOptions,
  type PerformanceSettingName,
} from "../../project-settings/performance-options.ts";
import type { Project } from "../../stores/state/model.ts";
import { performanceFields } from "../../projects/settings-input.ts";
import { withToken } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inProject } from "../place.ts";

const path = "/projects/{organization}/{project}/performance-issues/configure/";
const isName = (name: string): name is PerformanceSettingName => Object.hasOwn(performanceSettings, name);
const names = Object.keys(performanceSettings).filter(isName);

const answer = z.record(z.string(), z.union([z.boolean(), z.number()])).meta({ id: "PerformanceIssueSettings" });

const settings = z.strictObject(performanceFields).partial();

export const showPerformanceSettings = defineEndpoint({
  method: "get",
  path,
  summary: "Which performance problems a project looks for, and from when on",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  response: answer,
  handler: ({ project }) => Promise.resolve({ body: { ...withDefaults(project.options.performance ?? {}) } }),
});

export const updatePerformanceSettings = defineEndpoint({
  method: "put",
  path,
  summary: "Change which performance problems a project looks for; what is left out stays",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  body: settings,
  response: answer,
  handler: ({ project, body, stores }) => save(stores, project, { ...project.options.performance, ...readPerformanceOptions(body) }),
});

export const resetPerformanceSettings = defineEndpoint({
  method: "delete",
  path,
  summary: "Look for performance problems by the defaults again",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  response: answer,
  handler: ({ project, stores }) => save(stores, project, {}),
});

async function save(stores: ApiContext["stores"], { id }: Project, performance: PerformanceOptions) {
  const changed = await stores.writer.updateProject(id, { options: { performance } });
  if ("refused" in changed) throw fail("notFound");
  return { body: { ...withDefaults(performance) } };
}

export const describePerformanceSettings = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/performance-issues/settings/",
  summary: "The settings of performance issues with what they mean, their defaults and limits",
  internal: true,
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  response: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      value: z.union([z.boolean(), z.number()]),
      fallback: z.union([z.boolean(), z.number()]),
      unit: z.string().nullable(),
      min: z.number().nullable(),
      max: z.number().nullable(),
    }),
  ),
  handler: ({ project }) => {
    const values = withDefaults(project.options.performance ?? {});
    const body = names.map((name) => {
      const setting = performanceSettings[name];
      const limits = setting.kind === "toggle" ? { unit: null, min: null, max: null } : { unit: setting.unit, min: setting.min, max: setting.max };
      return { name, label: setting.label, value: values[name], fallback: setting.fallback, ...limits };
    });
    return Promise.resolve({ body });
  },
});
