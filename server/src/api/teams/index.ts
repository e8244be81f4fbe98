import { createTeam } from "./create.ts";
import { listTeamProjects } from "./list-projects.ts";
import { listTeams } from "./list.ts";

export const teamEndpoints = { listTeams, createTeam, listTeamProjects };
