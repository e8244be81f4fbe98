import { isDeepStrictEqual } from "node:util";
import type { ProjectSettings } from "../project-settings/project-settings.ts";

/** Projects whose settings are other ones than before; null for the default. */
export type SettingsChanges = readonly (readonly [projectId: number, settings: ProjectSettings | null])[];

export interface SettingsFeed {
  /** Of every project that has other than the default. */
  current(): ReadonlyMap<number, ProjectSettings>;
  /** Called after keys, projects or settings have changed anywhere, also when no settings have. */
  onChange(listener: (changes: SettingsChanges) => void): void;
  /** Looks for changes. Never rejects: what was known stays in force, and the next look is soon. */
  refresh(): Promise<void>;
  /** Resolves when changes that were known when it was called are delivered. */
  settled(): Promise<void>;
}

interface SettingsSource {
  /** Cheap; other processes change settings, too. */
  settingsVersion(): Promise<number>;
  projectSettings(): Promise<ReadonlyMap<number, ProjectSettings>>;
}

/** Keeps what processing must know of projects up to date while they change. Resolves when it knows all of them. */
export async function openSettingsFeed(source: SettingsSource, onWarning: (message: string) => void): Promise<SettingsFeed> {
  const listeners: ((changes: SettingsChanges) => void)[] = [];
  // The version first: what changes while the settings are read is found by the next look.
  let version = await source.settingsVersion();
  let known = await source.projectSettings();
  let underWay = Promise.resolve();

  async function look(): Promise<void> {
    try {
      const found = await source.settingsVersion();
      if (found === version) return;
      const { changes, next } = compare(known, await source.projectSettings());
      version = found;
      known = next;
      for (const listener of listeners) listener(changes);
    } catch (error) {
      onWarning(`The settings of projects cannot be read; the former ones stay in force. ${String(error)}`);
    }
  }

  return {
    current: () => known,
    onChange: (listener) => listeners.push(listener),
    refresh: () => (underWay = underWay.then(look)),
    settled: () => underWay,
  };
}

/** Equal settings stay the same object, by which the stages know what they have made of them. */
function compare(
  former: ReadonlyMap<number, ProjectSettings>,
  found: ReadonlyMap<number, ProjectSettings>,
): { readonly changes: SettingsChanges; readonly next: ReadonlyMap<number, ProjectSettings> } {
  const changes: [number, ProjectSettings | null][] = [];
  const next = new Map<number, ProjectSettings>();
  for (const [id, settings] of found) {
    const before = former.get(id);
    const same = before !== undefined && isDeepStrictEqual(before, settings);
    next.set(id, same ? before : settings);
    if (!same) changes.push([id, settings]);
  }
  for (const id of former.keys()) if (!found.has(id)) changes.push([id, null]);
  return { changes, next };
}
