import { noGeo } from "../processing/geo/geo.ts";
import { defaultProjectSettings } from "../project-settings/project-settings.ts";
import type { ItemContext } from "./define-item.ts";

/** For tests. */
export function itemContext(more: Partial<ItemContext> = {}): ItemContext {
  return {
    projectId: 1,
    keyId: 1,
    eventId: "a".repeat(32),
    receivedAt: Date.UTC(2026, 9, 1, 12, 30),
    sentAt: null,
    clientIp: "203.0.113.9",
    userAgent: null,
    authClient: null,
    envelopeSdk: null,
    replayId: null,
    trace: null,
    project: defaultProjectSettings,
    geo: noGeo,
    upload: () => ({ problem: "there are no uploads" }),
    ...more,
  };
}
