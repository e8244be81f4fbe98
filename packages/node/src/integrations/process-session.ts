import { createSession, getIsolationScope, type Integration } from "@vedette/core";

/** One session for the life of the process: healthy unless it ends by an uncaught exception. */
export function processSessionIntegration(): Integration {
  return {
    name: "ProcessSession",
    start(client) {
      if (!client.options.release || client.options.autoSessionTracking === false) return undefined;
      const scope = getIsolationScope();
      const session = createSession(client, scope.getScopeData().user);
      scope.setSession(session);
      const onBeforeExit = (): void => session.end();
      process.once("beforeExit", onBeforeExit);
      return () => process.off("beforeExit", onBeforeExit);
    },
  };
}
