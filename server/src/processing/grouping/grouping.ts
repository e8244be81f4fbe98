import type { NormalizedEvent } from "../normalize/event.ts";
import { groupV0 } from "./v0/group-v0.ts";

/** A part of an event and whether it counts. Leaves hold the text that goes into the hash. */
export interface GroupingComponent {
  /** `exception`, `stacktrace`, `frame`, `function`, `message` … */
  readonly id: string;
  readonly contributes: boolean;
  /** For a person: why it does not count, or what was done to it. */
  readonly hint: string | null;
  readonly values: readonly (GroupingComponent | string)[];
}

/** One way in which an event was looked at: `app`, `system`, `default`, `checksum`, `custom_client_fingerprint`, `fallback` … */
export interface GroupingVariant {
  readonly name: string;
  /** 32 lowercase hex; null when it does not contribute. */
  readonly hash: string | null;
  readonly contributes: boolean;
  readonly hint: string | null;
  readonly component: GroupingComponent | null;
  /** The fingerprint's entries that make up or salt the hash. */
  readonly fingerprint: readonly string[] | null;
}

export interface Grouping {
  readonly version: string;
  /** At least one; the order decides, `system` last (`grouping.md` §1, §12). */
  readonly hashes: readonly string[];
  /** Why these events are one issue. */
  readonly variants: readonly GroupingVariant[];
}

/** The algorithms by their version: an event's issue page is explained with the one that made its hashes. */
const versions = { v0: groupV0 } satisfies Record<string, (event: NormalizedEvent) => Grouping>;

export interface GroupingConfig {
  readonly version: keyof typeof versions;
}

export const defaultGrouping: GroupingConfig = { version: "v0" };

/** Pure: the same event and configuration give the same hashes, at ingest and later when the page explains them. */
export function groupEvent(event: NormalizedEvent, config: GroupingConfig = defaultGrouping): Grouping {
  return versions[config.version](event);
}
