import { findIssue } from "../../issues/find-issue.ts";
import type { Issue, Organization, Project } from "../../stores/state/model.ts";
import { accessOf } from "../access.ts";
import { fail } from "../errors.ts";
import { anywhere, inOrganization, type Place } from "../place.ts";

export interface FoundIssue {
  readonly organization: Organization;
  readonly project: Project;
  readonly issue: Issue;
}

/** `/organizations/{organization}/issues/{issue}/…`: numeric id or short id. */
export const inIssue: Place<FoundIssue> = {
  parameters: ["organization", "issue"],
  async find(search) {
    const { organization } = await inOrganization.find(search);
    const projects = await search.state.projects(organization.id);
    const issue = await findIssue(search.state, projects, search.parameters["issue"] ?? "");
    const project = projects.find((project) => project.id === issue?.projectId);
    if (issue === undefined || project === undefined) throw fail("notFound");
    return { organization, project, issue };
  },
};

/** `/issues/{issue}/…`: the form without organization, looks wherever the actor may look. */
export const inLegacyIssue: Place<FoundIssue> = {
  parameters: ["issue"],
  async find(search) {
    await anywhere.find(search);
    const { state, actor, scopes, parameters } = search;
    const access = accessOf(state, actor, scopes);
    for (const organization of await access.organizations()) {
      const projects = await access.projects(organization);
      const issue = await findIssue(state, projects, parameters["issue"] ?? "");
      const project = projects.find((project) => project.id === issue?.projectId);
      if (issue !== undefined && project !== undefined) return { organization, project, issue };
    }
    throw fail("notFound");
  },
};
