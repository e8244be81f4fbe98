import type { Organization, Project } from "../stores/state/model.ts";
import type { CliStores } from "./define-command.ts";
import { CommandFailed } from "./define-command.ts";

export async function findOrganization({ state }: CliStores, idOrSlug: string): Promise<Organization> {
  const organization = await state.organization(idOrSlug);
  if (organization !== undefined) return organization;
  const known = (await state.organizations()).map(({ slug }) => slug);
  throw new CommandFailed(
    `There is no organization ${idOrSlug}. ${known.length === 0 ? "There is none at all yet: vedette org create NAME" : `There are: ${known.join(", ")}`}`,
  );
}

export async function findProject({ state }: CliStores, organization: Organization, idOrSlug: string): Promise<Project> {
  const project = await state.project(organization.id, idOrSlug);
  if (project !== undefined) return project;
  const known = (await state.projects(organization.id)).map(({ slug }) => slug);
  throw new CommandFailed(`There is no project ${idOrSlug} in ${organization.slug}. ${known.length === 0 ? "It has none." : `There are: ${known.join(", ")}`}`);
}
