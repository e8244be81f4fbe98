import { z } from "zod";
import type { OrganizationOptions, ProjectOptions } from "../project-settings/options.ts";
import { performanceSettings, readPerformanceOptions } from "../project-settings/performance-options.ts";
import { filterFields, performanceFields, scrubbingFields, scrubbingOptions } from "./settings-input.ts";

const filters = z.strictObject(filterFields).partial();
const scrubbing = z.strictObject(scrubbingFields).partial();
const performance = z.strictObject(performanceFields).partial();

/** Every name that `name=value` may set. */
export const settingNames: readonly string[] = [...Object.keys(scrubbingFields), ...Object.keys(filterFields), ...Object.keys(performanceFields)];

export type ReadWords = { readonly options: ProjectOptions } | { readonly problem: string };

/**
 * Settings as words: `localhost=true`, `legacyBrowsers=ie,edge`, `errorMessages=*timeout*`. A name that comes again adds to its
 * list, an empty value empties it.
 */
export function readSettingWords(words: readonly string[], current: ProjectOptions): ReadWords {
  const found: Record<string, unknown> = {};
  for (const word of words) {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    if (!settingNames.includes(name)) return { problem: `${JSON.stringify(word)} sets nothing. Settings are ${settingNames.join(", ")}, each followed by =.` };
    const before = found[name];
    found[name] = Array.isArray(before) ? [...before, ...listOf(name, value)] : valueOf(name, value);
  }
  const parsedFilters = filters.safeParse(pick(found, filterFields));
  const parsedScrubbing = scrubbing.safeParse(pick(found, scrubbingFields));
  const parsedPerformance = performance.safeParse(pick(found, performanceFields));
  const wrong = [parsedFilters, parsedScrubbing, parsedPerformance].flatMap(({ error }) => error?.issues ?? []);
  if (!parsedFilters.success || !parsedScrubbing.success || !parsedPerformance.success)
    return { problem: wrong.map(({ path, message }) => problemWith(String(path[0]), message, found[String(path[0])])).join("; ") };
  const changed = Object.fromEntries(Object.entries(parsedFilters.data).filter(([, value]) => value !== undefined));
  const looked = readPerformanceOptions(parsedPerformance.data);
  const own = { ...(Object.keys(looked).length > 0 && { performance: { ...current.performance, ...looked } }) };
  return {
    options: { ...scrubbingOptions(parsedScrubbing.data), ...own, ...(Object.keys(changed).length > 0 && { filters: { ...current.filters, ...changed } }) },
  };
}

/** What an organization can choose for all of its projects. */
export function organizationOptionsOf(options: ProjectOptions): OrganizationOptions | undefined {
  const { filters: own, performance: looked, ...rest } = options;
  return own === undefined && looked === undefined ? rest : undefined;
}

function pick(found: Readonly<Record<string, unknown>>, fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(found).filter(([name]) => Object.hasOwn(fields, name)));
}

function valueOf(name: string, value: string): unknown {
  if (value === "true" || value === "on") return true;
  if (value === "false" || value === "off") return false;
  if (Object.hasOwn(performanceSettings, name)) return value.trim() === "" ? value : Number(value);
  return name === "relayPiiConfig" ? value : listOf(name, value);
}

/** What a switch is given besides is read as a list, which would be a riddle in its message. */
function problemWith(name: string, message: string, given: unknown): string {
  return message.includes("expected boolean") && given !== undefined ? `${name}: must be true or false` : `${name}: ${message}`;
}

/** A pattern may hold a comma. */
function listOf(name: string, value: string): string[] {
  if (value === "") return [];
  return name === "errorMessages" ? [value] : value.split(",").map((entry) => entry.trim());
}
