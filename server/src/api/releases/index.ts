import { listProjectReleases, listReleases } from "./list.ts";
import { showSessions } from "./sessions.ts";
import { showProjectRelease, showRelease } from "./show.ts";

export const releaseEndpoints = { listReleases, listProjectReleases, showRelease, showProjectRelease, showSessions };
