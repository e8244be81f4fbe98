import type { Role } from "../stores/state/model.ts";

/** All scope names that tokens and roles can carry (`api.md` §1.4). */
export const scopes = [
  "org:read",
  "org:write",
  "org:admin",
  "org:integrations",
  "org:ci",
  "project:read",
  "project:write",
  "project:admin",
  "project:releases",
  "project:distribution",
  "team:read",
  "team:write",
  "team:admin",
  "member:read",
  "member:write",
  "member:admin",
  "member:invite",
  "event:read",
  "event:write",
  "event:admin",
  "alerts:read",
  "alerts:write",
] as const;

export type Scope = (typeof scopes)[number];

const known: ReadonlySet<string> = new Set(scopes);
export const isScope = (text: string): text is Scope => known.has(text);

/** Higher implies lower within a family: admin > write > read. `org:ci` and `project:releases` imply nothing. */
const implied: Readonly<Record<string, readonly string[]>> = { admin: ["admin", "write", "read"], write: ["write", "read"] };

/** The scopes named and all that they imply; unknown names are left out. */
export function withImplied(names: readonly string[]): ReadonlySet<Scope> {
  const all = names.flatMap((name) => {
    const [family = "", level = ""] = name.split(":");
    return (implied[level] ?? [level]).map((lower) => `${family}:${lower}`);
  });
  return new Set(all.filter(isScope));
}

const memberScopes: readonly Scope[] = ["org:read", "project:read", "project:releases", "team:read", "member:read", "event:admin", "alerts:write"];
const adminScopes: readonly Scope[] = [...memberScopes, "org:integrations", "project:admin", "team:admin", "member:invite"];
const managerScopes: readonly Scope[] = [...adminScopes, "org:write", "org:ci", "project:distribution", "member:admin"];

/** What each role may do in its organization. */
export const roleScopes: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  member: withImplied(memberScopes),
  admin: withImplied(adminScopes),
  manager: withImplied(managerScopes),
  owner: withImplied([...managerScopes, "org:admin"]),
};
