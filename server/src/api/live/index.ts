import { streamLive } from "./stream.ts";

export const liveEndpoints = { streamLive };
