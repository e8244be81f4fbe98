import type { Organization } from "../stores/state/model.ts";
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
