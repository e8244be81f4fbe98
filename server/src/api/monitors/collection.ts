import { z } from "zod";
import { monitorSlug } from "../../monitors/monitor.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { invalid } from "../errors.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { monitorJson, monitorsJson, projectIds, reading, writing } from "./find-monitor.ts";
import { changed, createBody, readBodyConfig, readOwner } from "./monitor-input.ts";
import { monitorShape } from "./monitor-shape.ts";

export const listMonitors = defineEndpoint({
  ...reading,
  method: "get",
  path: "/organizations/{organization}/monitors/",
  summary: "Monitors of scheduled jobs, those in trouble first",
  place: inOrganization,
  query: z.object({
    ...pageQuery,
    project: z.array(z.string()).optional(),
    environment: z.array(z.string()).optional(),
    query: z.string().optional().meta({ description: "Text within the name or slug." }),
    owner: z.array(z.string()).optional().meta({ description: "user:<id>, team:<id> or unassigned." }),
  }),
  response: z.array(monitorShape),
  async handler({ organization, scopesHeld, access, query, stores }) {
    const projects = await access.chosenProjects(organization, query.project);
    const found = await stores.state.monitors({
      projectIds: projectIds(projects),
      ...(query.query === undefined ? {} : { text: query.query }),
      ...(query.environment === undefined ? {} : { environments: query.environment }),
      ...pageWindow(query),
    });
    const { rows, page } = pageOfWindow(query, found);
    const wanted = (query.owner ?? []).filter((owner) => owner !== "");
    const owned = wanted.length === 0 ? rows : rows.filter(({ owner }) => wanted.includes(owner === null ? "unassigned" : `${owner.kind}:${owner.id}`));
    return { body: await monitorsJson(owned, { stores, organization, projects, scopesHeld }), page };
  },
});

export const createMonitor = defineEndpoint({
  ...writing,
  method: "post",
  path: "/organizations/{organization}/monitors/",
  summary: "Make a monitor; check-ins with a configuration make theirs by themselves",
  place: inOrganization,
  body: createBody,
  status: 201,
  response: monitorShape,
  async handler({ organization, scopesHeld, access, body, stores, clock }) {
    const [project] = await access.chosenProjects(organization, [body.project]);
    if (project === undefined || body.project === "-1" || body.project === "") throw invalid({ project: ["This field is required."] });
    const slug = body.slug ?? monitorSlug(body.name);
    if (slug === undefined || /^\d+$/.test(slug)) throw invalid({ slug: ["The name has no letter to make a slug of: give one."] });
    const made = await stores.writer.createMonitor({
      projectId: project.id,
      slug,
      name: body.name,
      config: readBodyConfig(body.config),
      status: body.status ?? "active",
      isMuted: body.isMuted ?? body.is_muted ?? false,
      owner: await readOwner(stores.state, organization, body.owner ?? null),
      at: clock.now(),
    });
    return { body: await monitorJson(changed(made), { stores, organization, projects: [project], scopesHeld }) };
  },
});
