import type { Actor } from "../auth/actor.ts";
import { scopesAnywhere, scopesIn } from "../auth/actor.ts";
import type { Scope } from "../auth/scopes.ts";
import type { Organization, Project, Team } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import { fail } from "./errors.ts";

/**
 * Where an endpoint acts, which is where tenants are kept apart: nothing else looks organizations, projects and teams
 * up by what a URL says. What the actor may not see answers like what does not exist.
 */
export interface Place<Found> {
  /** Names of path parameters that `find` consumes. */
  readonly parameters: readonly string[];
  find(search: PlaceSearch): Promise<Found>;
}

interface PlaceSearch {
  readonly state: StateReader;
  readonly actor: Actor | null;
  /** Any one is enough; none asked for when empty. */
  readonly scopes: readonly Scope[];
  readonly parameters: Readonly<Record<string, string>>;
}

function demandScope(held: ReadonlySet<Scope>, wanted: readonly Scope[]): void {
  if (wanted.length > 0 && !wanted.some((scope) => held.has(scope))) throw fail("missingScope", { scopes: wanted.join(" or ") });
}

/** The organization, and what the actor may do in it: responses tell it under `access`. */
export interface InOrganization {
  readonly organization: Organization;
  readonly scopesHeld: ReadonlySet<Scope>;
}

async function findOrganization({ state, actor, scopes, parameters }: PlaceSearch): Promise<InOrganization> {
  if (actor === null) throw fail("unauthenticated");
  const organization = await state.organization(parameters["organization"] ?? "");
  const held = organization && scopesIn(actor, organization.id);
  if (organization === undefined || held === undefined) throw fail("notFound");
  demandScope(held, scopes);
  return { organization, scopesHeld: held };
}

/** No tenant in the path. The handler reads only what `access` gives it. */
export const anywhere: Place<object> = {
  parameters: [],
  async find({ actor, scopes }) {
    if (actor !== null) demandScope(scopesAnywhere(actor), scopes);
    return {};
  },
};

/** `/organizations/{organization}/…`: id or slug. */
export const inOrganization: Place<InOrganization> = { parameters: ["organization"], find: findOrganization };

/** `/projects/{organization}/{project}/…`: ids or slugs. */
export const inProject: Place<InOrganization & { readonly project: Project }> = {
  parameters: ["organization", "project"],
  async find(search) {
    const found = await findOrganization(search);
    const project = await search.state.project(found.organization.id, search.parameters["project"] ?? "");
    if (project === undefined) throw fail("notFound");
    return { ...found, project };
  },
};

/** `/teams/{organization}/{team}/…`: ids or slugs. */
export const inTeam: Place<InOrganization & { readonly team: Team }> = {
  parameters: ["organization", "team"],
  async find(search) {
    const found = await findOrganization(search);
    const wanted = search.parameters["team"] ?? "";
    const team = (await search.state.teams(found.organization.id)).find((team) => team.slug === wanted || String(team.id) === wanted);
    if (team === undefined) throw fail("notFound");
    return { ...found, team };
  },
};
