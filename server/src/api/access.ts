import type { Actor } from "../auth/actor.ts";
import { scopesIn } from "../auth/actor.ts";
import type { Scope } from "../auth/scopes.ts";
import type { Organization, Project } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import { fail, invalid } from "./errors.ts";

/** What the actor of a request may read, for endpoints that name no single project. */
export interface Access {
  /** The organizations that it belongs to and holds one of the endpoint's scopes in. */
  organizations(): Promise<readonly Organization[]>;
  /** All projects of an organization found before. */
  projects(organization: Organization): Promise<readonly Project[]>;
  /**
   * The projects that `project=` parameters choose: ids or slugs, `-1` or nothing for all (`api.md` §1.1). 400 when one
   * does not exist in the organization.
   */
  chosenProjects(organization: Organization, chosen: readonly string[] | undefined): Promise<readonly Project[]>;
}

export function accessOf(state: StateReader, actor: Actor | null, scopes: readonly Scope[]): Access {
  const allowed = (organization: Organization): boolean => {
    const held = actor === null ? undefined : scopesIn(actor, organization.id);
    return held !== undefined && (scopes.length === 0 || scopes.some((scope) => held.has(scope)));
  };
  return {
    async organizations() {
      if (actor === null) throw fail("unauthenticated");
      const all = await (actor.kind === "user" && !actor.user.isAdmin ? state.organizations({ userId: actor.user.id }) : state.organizations());
      return all.filter(allowed);
    },
    projects: (organization) => state.projects(organization.id),
    async chosenProjects(organization, chosen = []) {
      const all = await state.projects(organization.id);
      const wanted = chosen.filter((text) => text !== "");
      if (wanted.length === 0 || wanted.includes("-1")) return all;
      const unknown = wanted.filter((text) => !all.some((project) => project.slug === text || String(project.id) === text));
      if (unknown.length > 0) throw invalid({ project: unknown.map((text) => `There is no project ${JSON.stringify(text.slice(0, 100))} that you may see.`) });
      return all.filter((project) => wanted.includes(project.slug) || wanted.includes(String(project.id)));
    },
  };
}
