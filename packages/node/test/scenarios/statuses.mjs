import { requests } from "../requests.mjs";

/** Answers that say where to go or that nobody may. */
export default (run) =>
  requests(run, async (call) => {
    for (const status of [301, 302, 401, 403, 404]) await call("GET", `/status/${status}`);
  });
