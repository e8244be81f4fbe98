import type { Integration } from "../client/integration.ts";

export interface FeatureFlagsIntegration extends Integration {
  /** Notes how a flag was evaluated; the newest 100 go with every error. */
  addFeatureFlag(flag: string, result: boolean): void;
}

const MAX_FLAGS = 100;

/** Feature flags that were looked at before an error. */
export function featureFlagsIntegration(): FeatureFlagsIntegration {
  const flags = new Map<string, boolean>();
  return {
    name: "FeatureFlags",
    addFeatureFlag(flag, result) {
      flags.delete(flag);
      flags.set(flag, result);
      for (const oldest of flags.keys()) {
        if (flags.size <= MAX_FLAGS) break;
        flags.delete(oldest);
      }
    },
    onlyErrors: true,
    processEvent(event) {
      // Not every client looks at `onlyErrors`.
      if (event.type !== undefined || flags.size === 0) return event;
      const values = [...flags].map(([flag, result]) => ({ flag, result }));
      return { ...event, contexts: { ...event.contexts, flags: { values } } };
    },
  };
}
