import { z } from "zod";
import type { Scope } from "../../auth/scopes.ts";
import { roleScopes } from "../../auth/scopes.ts";
import type { Organization, Role } from "../../stores/state/model.ts";
import { avatarShape, letterAvatar } from "../avatar.ts";
import { date, isoDate } from "../dates.ts";

const organizationFields = {
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

const orgRole = z.object({
  id: z.string(),
  name: z.string(),
  desc: z.string(),
  scopes: z.array(z.string()),
  isAllowed: z.boolean(),
  isRetired: z.boolean(),
  isGlobal: z.boolean(),
  minimumTeamRole: z.string(),
});

const teamRole = z.object({
  id: z.string(),
  name: z.string(),
  desc: z.string(),
  scopes: z.array(z.string()),
  isAllowed: z.boolean(),
  isRetired: z.boolean(),
  isMinimumRoleFor: z.string().nullable(),
});

/** What the terraform provider needs of an organization or member in detail. */
export const roleListFields = { orgRoleList: z.array(orgRole), teamRoleList: z.array(teamRole) };

export const organizationDetailFields = { ...organizationFields, ...roleListFields, defaultRole: z.string() };

const descriptions: Readonly<Record<Role, string>> = {
  member: "Sees all projects and acts on their issues.",
  admin: "Also manages projects and teams.",
  manager: "Also manages members and the organization's settings.",
  owner: "May do everything in the organization, deleting it included.",
};

const isRole = (text: string): text is Role => text in descriptions;
const roles = Object.keys(descriptions).filter(isRole);
const title = (id: string): string => `${id[0]?.toUpperCase() ?? ""}${id.slice(1)}`;

export function roleLists(access: ReadonlySet<Scope> | undefined): z.infer<z.ZodObject<typeof roleListFields>> {
  const isAllowed = access?.has("member:admin") ?? false;
  return {
    orgRoleList: roles.map((id) => ({
      id,
      name: title(id),
      desc: descriptions[id],
      scopes: [...roleScopes[id]],
      isAllowed,
      isRetired: false,
      isGlobal: id === "owner" || id === "manager",
      minimumTeamRole: id === "member" ? "contributor" : "admin",
    })),
    teamRoleList: [
      {
        id: "contributor",
        name: "Contributor",
        desc: "Works on the team's projects.",
        scopes: [...roleScopes.member],
        isAllowed,
        isRetired: false,
        isMinimumRoleFor: null,
      },
      {
        id: "admin",
        name: "Team Admin",
        desc: "Also manages the team and its projects.",
        scopes: [...roleScopes.admin],
        isAllowed,
        isRetired: false,
        isMinimumRoleFor: "admin",
      },
    ],
  };
}
