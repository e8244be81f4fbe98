import { showFlamegraph, showProfileChunks, showProjectProfile } from "./profiling.ts";

export const profilingEndpoints = { showProjectProfile, showProfileChunks, showFlamegraph };
