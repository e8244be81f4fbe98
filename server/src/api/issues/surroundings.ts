import type { Issue, Organization, Project } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import type { IssueSurroundings } from "./issue-json.ts";

interface Asked {
  readonly organization: Organization;
  readonly projects: readonly Project[];
  readonly userId: number | null;
  readonly publicUrl: string;
  readonly now: number;
}

/** Looks up, once for all issues of an answer, whom and what they refer to. */
export async function surroundingsOf(
  state: StateReader,
  issues: readonly Issue[],
  { organization, projects, userId, publicUrl, now }: Asked,
): Promise<IssueSurroundings> {
  const ids = issues.map((issue) => issue.id);
  const people = new Set(
    issues.flatMap(({ assignedTo, statusDetails: { actorUserId } }) => [
      ...(assignedTo?.kind === "user" ? [assignedTo.id] : []),
      ...(actorUserId === undefined ? [] : [actorUserId]),
    ]),
  );
  const hasTeams = issues.some(({ assignedTo }) => assignedTo?.kind === "team");
  const [users, teams, seen, bookmarked] = await Promise.all([
    people.size === 0 ? [] : state.users([...people]),
    hasTeams ? state.teams(organization.id) : [],
    userId === null || ids.length === 0 ? [] : state.seenAmong(userId, ids),
    userId === null || ids.length === 0 ? [] : state.bookmarkedBy(userId, ids),
  ]);
  return {
    organization,
    projects: byId(projects),
    users: byId(users),
    teams: byId(teams),
    seen: new Set(seen),
    bookmarked: new Set(bookmarked),
    publicUrl,
    now,
  };
}

export function byId<T extends { readonly id: number }>(all: readonly T[]): ReadonlyMap<number, T> {
  return new Map(all.map((one) => [one.id, one]));
}
