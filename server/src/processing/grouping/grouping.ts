import { defaultGroupingConfig, type GroupingConfigId } from "../../project-settings/grouping-configs.ts";
import type { GroupingSettings } from "../../project-settings/project-settings.ts";
import type { NormalizedEvent } from "../normalize/event.ts";
import { Recent } from "./recent.ts";
import { groupOccurrence } from "./group-occurrence.ts";
import { groupV1 } from "./v1/group-v1.ts";

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

/** The fingerprint rule that matched, as it was written. */
export interface MatchedRule {
  readonly origin: "project" | "built-in";
  readonly text: string;
  /** Counted from 1, in the text it stands in. */
  readonly line: number;
}

export interface Grouping {
  readonly version: string;
  /** At least one; the order decides, `system` last (`grouping.md` §1, §12). */
  readonly hashes: readonly string[];
  /** Why these events are one issue. */
  readonly variants: readonly GroupingVariant[];
  readonly rule: MatchedRule | null;
  /** The event as it was grouped: functions trimmed, in-app decided, which exception it is called by, the title of a rule. */
  readonly event: NormalizedEvent;
}

export interface GroupingConfig {
  readonly version: GroupingConfigId;
  /** The project's stack trace rules, as text (`grouping.md` §8.1). With a mistake in them, they count as none. */
  readonly stackRules?: string;
  /** The project's fingerprint rules, as text (`grouping.md` §4.5); likewise. */
  readonly fingerprintRules?: string;
}

const defaultGrouping: GroupingConfig = { version: defaultGroupingConfig };

const byText = new Recent<string, GroupingConfig>(64);
const bySettings = new WeakMap<GroupingSettings, GroupingConfig>();

/** The same configuration for the same rules, by which the algorithm knows what it has made of them. */
export function groupingConfigFor(settings: GroupingSettings): GroupingConfig {
  const known = bySettings.get(settings);
  if (known !== undefined) return known;
  const config = configOf(settings.config, settings);
  bySettings.set(settings, config);
  return config;
}

/** The way in which the project's events were grouped before, with the rules that it has now; nothing when its time is over. */
export function secondaryConfigFor(settings: GroupingSettings, at: number): GroupingConfig | undefined {
  const { secondary } = settings;
  return secondary === null || at >= secondary.expiresAt ? undefined : configOf(secondary.config, settings);
}

function configOf(version: GroupingConfigId, { stackRules, fingerprintRules }: Pick<GroupingSettings, "stackRules" | "fingerprintRules">): GroupingConfig {
  if (version === defaultGroupingConfig && stackRules === "" && fingerprintRules === "") return defaultGrouping;
  const key = `${version} ${stackRules.length}:${stackRules}${fingerprintRules}`;
  const config = byText.get(key) ?? { version, stackRules, fingerprintRules };
  byText.set(key, config);
  return config;
}

/** Pure: the same event and configuration give the same hashes, at ingest and later when the page explains them. */
export function groupEvent(event: NormalizedEvent, config: GroupingConfig = defaultGrouping): Grouping {
  return event.occurrence === undefined ? groupV1(event, config) : groupOccurrence(event, event.occurrence);
}
