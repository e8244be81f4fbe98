import type { StateCounters } from "../stores/state/inspection.ts";
import type { ProjectRows } from "../stores/telemetry/inspection.ts";
import { atMost, type Finding } from "./finding.ts";
import { confirmed, isSound, type Looked } from "./folder.ts";

const dayMs = 86_400_000;

/**
 * The counter of each issue and hash in the state, their rows, and the counters that telemetry keeps beside the rows must say the same.
 * Where rows went and stay counted (retention, eviction) there may only be fewer rows than counted.
 */
export function checkCounters(folder: Looked): readonly Finding[] {
  const { state, telemetry } = folder;
  if (!isReadable(folder))
    return [note("counters were not compared, since not all of what is counted can be read", "Check again when what is said above is mended.")];
  const found: Finding[] = [];
  for (const { id, slug } of state.projects()) {
    let unfinished = 0;
    const differences = confirmed(folder, () => {
      // The state first: of what comes between, the rows are known by their place in the log.
      const counters = state.counters(id);
      unfinished = counters.unfinished;
      return unfinished > 0 ? new Map() : differencesOf(slug, counters, telemetry.counts(id, counters.logPosition));
    });
    if (unfinished > 0) {
      const advice = "The server carries them out (see vedette job list). Check again after it.";
      return [...found, note(`counters were not compared, since ${unfinished} deletions, evictions or moves of events are under way`, advice)];
    }
    found.push(...atMost([...differences.values()].map(problem)));
  }
  return found;
}

const note = (what: string, advice: string): Finding => ({ part: "counters", gravity: "note", what, advice });
const problem = (what: string): Finding => ({
  part: "counters",
  gravity: "problem",
  what,
  advice:
    "Events are all there, only counts are wrong. Unless a file of a day was put back or taken away by hand this is a fault of Vedette: please report it.",
});

function isReadable({ state, stateFaults, partitions }: Looked): boolean {
  return stateFaults.length === 0 && state.schema() === "current" && [...partitions.values()].every(isSound);
}

/** By what differs. */
function differencesOf(project: string, state: StateCounters, rows: ProjectRows): Map<string, string> {
  const found = new Map<string, string>();
  const isEvicted = rows.days.some(({ evicted }) => evicted > 0);
  const oldest = (rows.days[0]?.day ?? Infinity) * dayMs;
  const hashes = Map.groupBy(state.hashes, ({ issueId }) => issueId);
  for (const id of [...new Set([...state.issues.keys(), ...rows.issues.keys()])].sort((a, b) => a - b)) {
    const issue = state.issues.get(id);
    const own = hashes.get(id) ?? [];
    const first = Math.min(issue?.firstSeen ?? Infinity, ...own.map(({ firstSeen }) => firstSeen ?? Infinity));
    const isExact = !isEvicted && first >= oldest;
    const { rows: stored = 0, counted = 0 } = rows.issues.get(id) ?? {};
    const seen = issue?.timesSeen ?? 0;
    if (isExact ? seen !== stored : seen < stored) found.set(`issue ${id}`, `${project}: issue ${id} has ${seen} events by the state, and ${stored} rows`);
    if (isEvicted ? counted < stored : counted !== stored)
      found.set(`rollup ${id}`, `${project}: issue ${id} has ${stored} rows, and ${counted} by the counters beside them`);
    if (issue !== undefined && issue.userCount !== issue.users)
      found.set(`users ${id}`, `${project}: issue ${id} counts ${issue.userCount} users, and ${issue.users} are listed`);
    for (const [subject, what] of hashDifferences(id, own, rows.issues.get(id)?.hashes ?? new Map(), isExact)) found.set(subject, `${project}: ${what}`);
  }
  for (const { day, rows: stored, counted, evicted } of rows.days) {
    const name = new Date(day * dayMs).toISOString().slice(0, 10);
    if (counted < stored || counted > stored + evicted)
      found.set(`day ${day}`, `${project}: ${name} has ${stored} rows, and ${counted} by the project's counters`);
  }
  return found;
}

/** An unmerge moves the rows of a hash and counts as many as its counter says. */
function* hashDifferences(
  issueId: number,
  own: StateCounters["hashes"],
  stored: ReadonlyMap<string, number>,
  isExact: boolean,
): Generator<readonly [string, string]> {
  const counters = new Map(own.map(({ hash, timesSeen }) => [hash, timesSeen]));
  for (const hash of new Set([...counters.keys(), ...stored.keys()])) {
    const [said, there] = [counters.get(hash) ?? 0, stored.get(hash) ?? 0];
    if (isExact ? said !== there : said < there)
      yield [`hash ${issueId} ${hash}`, `issue ${issueId}, hash ${hash} has ${said} events by the state, and ${there} rows`];
  }
}
