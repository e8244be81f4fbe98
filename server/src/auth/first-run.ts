import type { Clock } from "../platform/clock.ts";
import { createOrganization } from "../people/create-organization.ts";
import { createProject } from "../projects/create-project.ts";
import { publicDsn } from "../projects/dsn.ts";
import type { StateReader, StateWriter } from "../stores/state/port.ts";
import type { MoveWriter } from "../stores/state/port/moves.ts";
import { createSignInLink } from "./sign-in-link.ts";

export interface FirstRun {
  /** Absolute; signs in the first administrator, once, within a day. */
  readonly signInUrl: string;
  readonly dsn: string;
}

interface Needs {
  readonly state: Pick<StateReader, "counts">;
  readonly writer: Omit<StateWriter, "ingest" | "close" | keyof MoveWriter>;
  readonly clock: Clock;
  readonly publicUrl: string;
}

/** Changed by the administrator on the welcome page, together with a password. */
const firstEmail = "admin@localhost";

/**
 * Makes what a newcomer needs to see a first event: an administrator, an organization and a project. Undefined when
 * there are users already. An organization made on the command line before the first start stays beside the new one.
 */
export async function setUpFirstRun({ state, writer, clock, publicUrl }: Needs): Promise<FirstRun | undefined> {
  if ((await state.counts()).users > 0) return undefined;
  const user = await writer.createUser({ email: firstEmail, name: null, passwordHash: null, isAdmin: true });
  if ("refused" in user) return undefined;
  const organization = await createOrganization(writer, { name: "Default", ownerUserId: user.id });
  if ("refused" in organization) throw new Error(`the first organization could not be made: ${organization.refused}`);
  const made = await createProject(writer, { organizationId: organization.id, name: "Default", platform: "other" });
  if ("refused" in made) throw new Error(`the first project could not be made: ${made.refused}`);
  return { signInUrl: `${publicUrl}${await createSignInLink(writer, user.id, clock.now())}`, dsn: publicDsn(made.key, publicUrl) };
}
