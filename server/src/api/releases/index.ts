import { listProjectReleases, listReleases } from "./list.ts";
import { showRelease } from "./show.ts";

export const releaseEndpoints = { listReleases, listProjectReleases, showRelease };
