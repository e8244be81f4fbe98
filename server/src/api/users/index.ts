import { showMe } from "./show-me.ts";
import { updateMe } from "./update-me.ts";

export const userEndpoints = { showMe, updateMe };
