import { listProfiles } from "./list-profiles.ts";
import { showFlamegraph, showProfileChunks, showProjectProfile } from "./profiling.ts";

export const profilingEndpoints = { listProfiles, showProjectProfile, showProfileChunks, showFlamegraph };
