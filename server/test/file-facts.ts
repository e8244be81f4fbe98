import { api, type Project, projectPath, type Server, until } from "./harness.ts";
import { isRecord, type JsonRecord, listAt, pick, preview } from "./json-path.ts";
import { envelopeId, recordedItems, type Scenario } from "./recorded-requests.ts";

/** What recorded replays and profiles are told through the REST API. The lists here are ours alone: ids come from the wire, facts from the scenario. */

type Facts = JsonRecord;

interface Wanted {
  readonly item: string;
  readonly facts: Facts;
}

export async function fileProblems(server: Server, project: Project, scenario: Scenario): Promise<readonly string[]> {
  const wanted = scenario.expect.filter(({ item }) => fileItems.has(item));
  if (wanted.length === 0) return [];
  const items = scenario.recordings.flatMap((recording) => recordedItems(recording).map((item) => ({ ...item, envelope: envelopeId(recording) })));
  const replays = new Set(items.flatMap(({ type, envelope }) => (type === "replay_recording" && envelope !== undefined ? [envelope] : [])));
  const profiles = idsIn(items, "profile", "event_id");
  const profilers = idsIn(items, "profile_chunk", "profiler_id");
  const problems = [
    ...(await replayProblems(server, project, [...replays], wanted)),
    ...(await bodyProblems("profile", wanted, profiles, (id) => `${projectPath(project)}/profiling/profiles/${id}/`, server, project)),
    ...(await bodyProblems(
      "profile_chunk",
      wanted,
      profilers,
      (id) => `/organizations/${project.orgSlug}/profiling/chunks/?profiler_id=${id}`,
      server,
      project,
    )),
  ];
  return problems;
}

export const fileItems: ReadonlySet<string> = new Set(["replay_event", "replay_recording", "profile", "profile_chunk"]);

function idsIn(items: readonly { readonly type: string; readonly json: unknown }[], type: string, name: string): readonly string[] {
  const found = items.flatMap((item) => (item.type === type ? [pick(item.json, name)] : []));
  return [...new Set(found.filter((id): id is string => typeof id === "string"))];
}

async function replayProblems(server: Server, project: Project, ids: readonly string[], wanted: readonly Wanted[]): Promise<readonly string[]> {
  const facts = wanted.filter(({ item }) => item === "replay_event" || item === "replay_recording");
  if (facts.length === 0) return [];
  const [id] = ids;
  if (id === undefined) return ["no recorded envelope holds a replay"];
  const highest = Math.max(...facts.map((each) => Number(each.facts["segment_id"] ?? 0)));
  const replay = await until(`segment ${highest} of replay ${id}`, async () => {
    const answer = await api(server, project, `/organizations/${project.orgSlug}/replays/${id}/`);
    return answer.status === 200 && Number(pick(answer.body, "data", "count_segments")) > highest ? pick(answer.body, "data") : undefined;
  });
  const list = listAt((await api(server, project, `/organizations/${project.orgSlug}/replays/?query=id:${id}`)).body, "data");
  const segments = listAt((await api(server, project, `${projectPath(project)}/replays/${id}/recording-segments/?download=true`)).body);
  return [
    ...(list.length === 1 ? [] : [`replay ${id} is not in the list`]),
    ...facts.flatMap(({ item, facts: each }) => (item === "replay_event" ? eventMisses(each, replay) : recordingMisses(each, segments))),
  ];
}

function eventMisses(facts: Facts, replay: unknown): readonly string[] {
  return Object.entries(facts).flatMap(([name, want]) => {
    const ok =
      name === "replay_type"
        ? pick(replay, "replay_type") === want
        : name === "segment_id"
          ? Number(pick(replay, "count_segments")) > Number(want)
          : name === "type" && want === "replay_event";
    return ok ? [] : [`replay_event: ${name}: want ${preview(want)}, have ${preview(replay)}`];
  });
}

function recordingMisses(facts: Facts, segments: readonly unknown[]): readonly string[] {
  const segment = segments[Number(facts["segment_id"] ?? 0)];
  const types = new Set((Array.isArray(segment) ? segment : []).map((event) => pick(event, "type")));
  const wanted = facts["rrweb_types"];
  const missing = (Array.isArray(wanted) ? wanted : []).filter((type) => !types.has(type));
  // How it was compressed on the way is not kept: it is shown as it was before.
  const unknown = Object.keys(facts).filter((name) => !["segment_id", "rrweb_types", "compressed"].includes(name));
  return types.size === 0 || missing.length > 0 || unknown.length > 0
    ? [`replay_recording: want ${preview(facts)}, have rrweb types ${[...types].join(", ")}`]
    : [];
}

async function bodyProblems(
  item: string,
  wanted: readonly Wanted[],
  ids: readonly string[],
  path: (id: string) => string,
  server: Server,
  project: Project,
): Promise<readonly string[]> {
  const facts = wanted.filter((each) => each.item === item);
  if (facts.length === 0) return [];
  const bodies = await Promise.all(
    ids.map((id) =>
      until(`${item} ${id}`, async () => {
        const answer = await api(server, project, path(id));
        return answer.status === 200 ? (pick(answer.body, "chunk") ?? answer.body) : undefined;
      }),
    ),
  );
  return facts.flatMap(({ facts: each }) => (bodies.some((body) => bodyHolds(each, body)) ? [] : [`no ${item} with ${preview(each)} among ${bodies.length}`]));
}

function bodyHolds(facts: Facts, body: unknown): boolean {
  const checks: Readonly<Record<string, (want: unknown) => boolean>> = {
    platform: (want) => pick(body, "platform") === want,
    version: (want) => pick(body, "version") === want,
    transaction: (want) => pick(body, "transaction", "name") === want,
    samples_present: (want) => listAt(body, "profile", "samples").length > 0 === want,
    function_seen: (want) => listAt(body, "profile", "frames").some((frame) => isRecord(frame) && frame["function"] === want),
  };
  return Object.entries(facts).every(([name, want]) => checks[name]?.(want) === true);
}
