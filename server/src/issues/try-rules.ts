import { groupEvent, groupingConfigFor } from "../processing/grouping/grouping.ts";
import type { GroupingSettings } from "../project-settings/project-settings.ts";
import type { BlobReader } from "../stores/blobs/port.ts";
import type { StateReader } from "../stores/state/port.ts";
import type { EventRow, TelemetryReader } from "../stores/telemetry/port.ts";
import { planRegroup, type GroupedEvent, type PlannedGroup } from "./regroup-plan.ts";
import { readStoredEvent } from "./stored-event.ts";

/** As many as are looked at when rules are tried. */
const trialEvents = 1000;

export interface RuleTrial {
  /** Events looked at, and those whose body retention took. */
  readonly events: number;
  readonly unreadable: number;
  readonly groups: readonly PlannedGroup[];
  /** How many events each fingerprint rule of the project decided about, by its line. */
  readonly matches: readonly { readonly line: number; readonly text: string; readonly events: number }[];
  /** Issues that the events lie in, with how many of them. */
  readonly issues: readonly { readonly id: number; readonly events: number }[];
}

export interface TrialRequest {
  readonly projectId: number;
  readonly rules: GroupingSettings;
}

interface TrialStores {
  readonly state: Pick<StateReader, "issuesOfHashes">;
  readonly telemetry: Pick<TelemetryReader, "events">;
  readonly blobs: Pick<BlobReader, "body">;
}

/** Groups a project's newest events by other rules. Costs as much as processing them: not for a thread that answers requests. */
export async function tryRules({ state, telemetry, blobs }: TrialStores, { projectId, rules }: TrialRequest): Promise<RuleTrial> {
  const rows = await telemetry.events({ projectIds: [projectId], filter: [], limit: trialEvents });
  const config = groupingConfigFor(rules);
  const grouped: GroupedEvent[] = [];
  const matches = new Map<number, { line: number; text: string; events: number }>();
  for (const row of rows) {
    const body = await readStoredEvent(blobs, row);
    if (body === undefined) continue;
    const { hashes, rule, event } = groupEvent(body, config);
    grouped.push({ ...placeOf(row), hashes, latest: latestOf(row, event.title) });
    if (rule?.origin !== "project") continue;
    const match = matches.get(rule.line);
    if (match === undefined) matches.set(rule.line, { line: rule.line, text: rule.text, events: 1 });
    else match.events++;
  }
  const known = await state.issuesOfHashes(projectId, [...new Set(grouped.flatMap(({ hashes }) => hashes))]);
  const issues = [...Map.groupBy(grouped, ({ issueId }) => issueId)].map(([id, events]) => ({ id, events: events.length }));
  return {
    events: grouped.length,
    unreadable: rows.length - grouped.length,
    groups: planRegroup(grouped, known),
    matches: [...matches.values()].toSorted((a, b) => a.line - b.line),
    issues,
  };
}

function placeOf({ eventId, timestamp, issueId, primaryHash }: EventRow): Omit<GroupedEvent, "hashes" | "latest"> {
  return { eventId, timestamp, issueId, primaryHash };
}

function latestOf({ type, level, platform, title, culprit, location, metadata, logger }: EventRow, ruled: string | undefined): GroupedEvent["latest"] {
  return { type, level, platform, title: ruled ?? title, culprit, location, metadata, logger };
}
