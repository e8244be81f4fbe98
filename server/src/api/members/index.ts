import { listMembers } from "./list.ts";
import { showMember } from "./show.ts";

export const memberEndpoints = { listMembers, showMember };
