import { createProjectKey } from "./create.ts";
import { deleteProjectKey } from "./delete.ts";
import { listProjectKeys } from "./list.ts";
import { showProjectKey } from "./show.ts";
import { updateProjectKey } from "./update.ts";

export const keyEndpoints = { listProjectKeys, createProjectKey, showProjectKey, updateProjectKey, deleteProjectKey };
