import { createOrganizationProject, createTeamProject } from "./create.ts";
import { deleteProject } from "./delete.ts";
import { listOrganizationProjects } from "./list-in-organization.ts";
import { listProjects } from "./list.ts";
import { showProject } from "./show.ts";
import { addProjectTeam, listProjectTeams, removeProjectTeam } from "./teams.ts";
import { updateProject } from "./update.ts";

export const projectEndpoints = {
  listProjects,
  listOrganizationProjects,
  createOrganizationProject,
  createTeamProject,
  showProject,
  updateProject,
  deleteProject,
  listProjectTeams,
  addProjectTeam,
  removeProjectTeam,
};
