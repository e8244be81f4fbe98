import { api, type Project, type Server, until } from "./harness.ts";
import { isRecord, type JsonRecord, listAt, pick, preview, recordAt } from "./json-path.ts";
import { type Recording, recordedItems } from "./recorded-requests.ts";

/**
 * What the sessions of recorded requests come to, counted here by the rules of `protocol.md` §16 and nothing of ours, against
 * what the REST API says of a project.
 */

interface Expected {
  total: number;
  /** With an error of any kind. */
  readonly failed: Set<string>;
  readonly crashed: Set<string>;
  readonly abnormal: Set<string>;
  readonly unhandled: Set<string>;
  readonly counted: { failed: number; crashed: number; abnormal: number; unhandled: number };
  readonly users: Set<string>;
}

const count = (item: JsonRecord, name: string): number => (typeof item[name] === "number" ? item[name] : 0);

const nameOf = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

function addUser({ users }: Expected, did: unknown): void {
  if (nameOf(did) !== "") users.add(nameOf(did));
}

function expectedSessions(recordings: readonly Recording[]): ReadonlyMap<string, Expected> {
  const groups = new Map<string, Expected>();
  const begun = new Set<string>();
  const items = recordings.flatMap(recordedItems);
  for (const { type, json } of items) {
    if ((type !== "session" && type !== "sessions") || !isRecord(json)) continue;
    const key = `${nameOf(pick(json, "attrs", "release"))} ${nameOf(pick(json, "attrs", "environment") ?? "production")}`;
    const group = groups.get(key) ?? empty();
    groups.set(key, group);
    if (type === "session") addUpdate(group, json, begun);
    else for (const counts of listAt(json, "aggregates")) if (isRecord(counts)) addCounts(group, counts);
  }
  return groups;
}

function empty(): Expected {
  const sets = { failed: new Set<string>(), crashed: new Set<string>(), abnormal: new Set<string>(), unhandled: new Set<string>(), users: new Set<string>() };
  return { total: 0, ...sets, counted: { failed: 0, crashed: 0, abnormal: 0, unhandled: 0 } };
}

function addUpdate(group: Expected, update: JsonRecord, begun: Set<string>): void {
  const sid = String(update["sid"]);
  if (update["init"] === true && !begun.has(sid)) {
    begun.add(sid);
    group.total++;
  }
  const { status } = update;
  if (count(update, "errors") > 0 || (status !== undefined && status !== "ok" && status !== "exited")) group.failed.add(sid);
  if (status === "crashed" || status === "abnormal" || status === "unhandled") group[status].add(sid);
  addUser(group, update["did"]);
}

function addCounts(group: Expected, counts: JsonRecord): void {
  const { counted } = group;
  const bad = { crashed: count(counts, "crashed"), abnormal: count(counts, "abnormal"), unhandled: count(counts, "unhandled") };
  for (const name of ["crashed", "abnormal", "unhandled"] as const) counted[name] += bad[name];
  const failed = count(counts, "errored") + bad.crashed + bad.abnormal + bad.unhandled;
  counted.failed += failed;
  group.total += count(counts, "exited") + failed;
  addUser(group, counts["did"]);
}

/** By release and environment, in the words of the sessions endpoint. A session has one status, the worst that was said of it. */
function statuses({ total, failed, crashed, abnormal, unhandled, counted }: Expected): JsonRecord {
  const worst = {
    crashed: crashed.size + counted.crashed,
    abnormal: [...abnormal].filter((sid) => !crashed.has(sid)).length + counted.abnormal,
    unhandled: [...unhandled].filter((sid) => !crashed.has(sid) && !abnormal.has(sid)).length + counted.unhandled,
  };
  const errors = failed.size + counted.failed;
  return { healthy: Math.max(0, total - errors), errored: errors - worst.crashed - worst.abnormal - worst.unhandled, ...worst };
}

/** Where the API deviates from what was sent, once it is all processed. */
export async function sessionProblems(server: Server, project: Project, recordings: readonly Recording[]): Promise<readonly string[]> {
  const expected = expectedSessions(recordings);
  if (expected.size === 0) return [];
  const ask = async (fields: string): Promise<readonly unknown[]> => {
    const scope = `project=${project.slug}&statsPeriod=7d&interval=1d&includeSeries=0&groupBy=release&groupBy=environment`;
    return listAt((await api(server, project, `/organizations/${project.orgSlug}/sessions/?${scope}&${fields}`)).body, "groups");
  };
  const read = async (): Promise<ReadonlyMap<string, JsonRecord>> => {
    const found = new Map<string, Record<string, unknown>>();
    const row = (group: unknown): Record<string, unknown> => {
      const key = `${String(pick(group, "by", "release"))} ${String(pick(group, "by", "environment"))}`;
      const known = found.get(key) ?? {};
      found.set(key, known);
      return known;
    };
    for (const group of await ask("field=sum(session)&field=count_unique(user)")) Object.assign(row(group), recordAt(group, "totals"));
    for (const group of await ask("field=sum(session)&groupBy=session.status"))
      row(group)[String(pick(group, "by", "session.status"))] = pick(group, "totals", "sum(session)");
    return found;
  };
  const wrong = (found: ReadonlyMap<string, JsonRecord>): readonly string[] =>
    [...expected].flatMap(([key, group]) => {
      const want: JsonRecord = { "sum(session)": group.total, "count_unique(user)": group.users.size, ...statuses(group) };
      const have = found.get(key) ?? {};
      return Object.entries(want)
        .filter(([name, value]) => (have[name] ?? 0) !== value)
        .map(([name, value]) => `sessions of ${key}: ${name}: want ${preview(value)}, have ${preview(have[name])}`);
    });
  // What is never right is told with its last reading.
  let last: readonly string[] = [];
  const isRight = async (): Promise<true | undefined> => {
    last = wrong(await read());
    return last.length === 0 ? true : undefined;
  };
  await until("sessions are processed", isRight).catch(() => undefined);
  return last;
}
