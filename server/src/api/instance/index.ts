import { showInstance } from "./show.ts";

export const instanceEndpoints = { showInstance };
