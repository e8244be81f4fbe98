import { listProjectFilters } from "./list.ts";
import { updateProjectFilter } from "./update.ts";

export const filterEndpoints = { listProjectFilters, updateProjectFilter };
