import { z } from "zod";
import type { Scope } from "../../auth/scopes.ts";
import { roleScopes } from "../../auth/scopes.ts";
import type { Role } from "../../stores/state/model.ts";

const orgRole = z.object({
  id: z.string(),
  name: z.string(),
  desc: z.string(),
  scopes: z.array(z.string()),
  allowed: z.boolean(),
  isAllowed: z.boolean(),
  isRetired: z.boolean(),
  isTeamRolesAllowed: z.boolean(),
  is_global: z.boolean(),
  isGlobal: z.boolean(),
  minimumTeamRole: z.string(),
});

const teamRole = z.object({
  id: z.string(),
  name: z.string(),
  desc: z.string(),
  scopes: z.array(z.string()),
  allowed: z.boolean(),
  isAllowed: z.boolean(),
  isRetired: z.boolean(),
  isTeamRolesAllowed: z.boolean(),
  isMinimumRoleFor: z.string().nullable(),
});

export const roleListFields = { orgRoleList: z.array(orgRole), teamRoleList: z.array(teamRole) };

const descriptions: Readonly<Record<Role, string>> = {
  member: "Sees all projects and acts on their issues.",
  admin: "Also manages projects and teams.",
  manager: "Also manages members and the organization's settings.",
  owner: "May do everything in the organization, deleting it included.",
};

const isRole = (text: string): text is Role => text in descriptions;
const roles = Object.keys(descriptions).filter(isRole);
const title = (id: string): string => `${id[0]?.toUpperCase() ?? ""}${id.slice(1)}`;

/** The roles, which the terraform provider wants with an organization or member in detail. */
export function roleLists(access: ReadonlySet<Scope> | undefined): z.infer<z.ZodObject<typeof roleListFields>> {
  const isAllowed = access?.has("member:admin") ?? false;
  return {
    orgRoleList: roles.map((id) => ({
      id,
      name: title(id),
      desc: descriptions[id],
      scopes: [...roleScopes[id]],
      allowed: isAllowed,
      isAllowed,
      isRetired: false,
      isTeamRolesAllowed: true,
      is_global: id === "owner" || id === "manager",
      isGlobal: id === "owner" || id === "manager",
      minimumTeamRole: id === "member" ? "contributor" : "admin",
    })),
    teamRoleList: [
      {
        id: "contributor",
        name: "Contributor",
        desc: "Works on the team's projects.",
        scopes: [...roleScopes.member],
        allowed: isAllowed,
        isAllowed,
        isRetired: false,
        isTeamRolesAllowed: true,
        isMinimumRoleFor: null,
      },
      {
        id: "admin",
        name: "Team Admin",
        desc: "Also manages the team and its projects.",
        scopes: [...roleScopes.admin],
        allowed: isAllowed,
        isAllowed,
        isRetired: false,
        isTeamRolesAllowed: true,
        isMinimumRoleFor: "admin",
      },
    ],
  };
}
