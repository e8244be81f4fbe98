import { captureSession, startSession, type Integration } from "@vedette/core";
import { here } from "./here.ts";
import { watchNavigation } from "./history.ts";

/** One session per page shown: it begins with the page and with each change of the path within it. */
export function sessionIntegration(): Integration {
  return {
    name: "Session",
    start() {
      // A worker is nobody's visit.
      if (!here.document) return undefined;
      begin();
      return watchNavigation((from, to) => {
        if (new URL(from).pathname !== new URL(to).pathname) begin();
      });
    },
  };
}

/** Ends the one before. */
function begin(): void {
  startSession();
  captureSession();
}
