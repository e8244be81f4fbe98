import { firstFree, slugFrom } from "../projects/slug.ts";
import type { Organization } from "../stores/state/model.ts";
import type { StateWriter } from "../stores/state/port.ts";
import type { Refused } from "../stores/state/port/refused.ts";

export interface NewOrganization {
  readonly name: string;
  /** From the name when left out, made unique. A slug that is given is kept as it is, or refused. */
  readonly slug?: string | undefined;
  readonly ownerUserId?: number;
}

type Writer = Pick<StateWriter, "createOrganization" | "createTeam">;

/** Makes an organization with its first team, which carries the organization's slug. */
export async function createOrganization(writer: Writer, { name, slug, ownerUserId }: NewOrganization): Promise<Organization | Refused> {
  const owner = ownerUserId === undefined ? {} : { ownerUserId };
  const made =
    slug === undefined
      ? await firstFree(slugFrom(name, "organization"), async (candidate) => {
          const result = await writer.createOrganization({ slug: candidate, name, ...owner });
          return "refused" in result ? undefined : result;
        })
      : await writer.createOrganization({ slug, name, ...owner });
  if (!("refused" in made)) await writer.createTeam({ organizationId: made.id, slug: made.slug, name: made.name });
  return made;
}
