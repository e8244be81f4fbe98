import { listMembers } from "./list.ts";

export const memberEndpoints = { listMembers };
