import { z } from "zod";
import type { Scope } from "../../auth/scopes.ts";
import type { Organization } from "../../stores/state/model.ts";
import { avatarShape, letterAvatar } from "../avatar.ts";
import { date, isoDate } from "../dates.ts";

export const organizationFields = {
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  dateCreated: date,
  status: z.object({ id: z.string(), name: z.string() }),
  isEarlyAdopter: z.boolean(),
  require2FA: z.boolean(),
  /** The Rust command line client refuses organizations without it, though the published document does not list it. */
  requireEmailVerification: z.boolean(),
  avatar: avatarShape,
  features: z.array(z.string()),
  links: z.object({ organizationUrl: z.url(), regionUrl: z.url() }),
  hasAuthProvider: z.boolean(),
  allowMemberInvite: z.boolean(),
  allowMemberProjectCreation: z.boolean(),
  allowSuperuserAccess: z.boolean(),
  access: z.array(z.string()),
  onboardingTasks: z.array(z.never()),
};

export const organizationShape = z.object(organizationFields).meta({ id: "Organization" });

export function toOrganization(organization: Organization, access: ReadonlySet<Scope> | undefined, publicUrl: string): z.infer<typeof organizationShape> {
  return {
    id: String(organization.id),
    slug: organization.slug,
    name: organization.name,
    dateCreated: isoDate(organization.createdAt),
    status: { id: "active", name: "active" },
    isEarlyAdopter: false,
    require2FA: false,
    requireEmailVerification: false,
    avatar: letterAvatar,
    features: ["open-membership"],
    // The npm client sends everything else to regionUrl: it must be this server.
    links: { organizationUrl: `${publicUrl}/organizations/${organization.slug}/`, regionUrl: publicUrl },
    hasAuthProvider: false,
    allowMemberInvite: true,
    allowMemberProjectCreation: true,
    allowSuperuserAccess: false,
    access: [...(access ?? [])],
    onboardingTasks: [],
  };
}
