import { listProjectReleases, listReleases } from "./list.ts";
import { showProjectRelease, showRelease } from "./show.ts";

export const releaseEndpoints = { listReleases, listProjectReleases, showRelease, showProjectRelease };
