import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EventView, misses } from "./facts.ts";
import { addProject, api, cli, eventDetail, type Project, projectPath, type Server, startServer, until } from "./harness.ts";
import { parse, preview, textAt } from "./json-path.ts";
import { artifact, forTarget, recordedItems, type Scenario, scenarios, sdkFolders, traceIds } from "./recorded-requests.ts";

// Every recorded request of every SDK version goes to a running server; what each scenario did must be readable through the REST API.

const folders = sdkFolders();
const report = new Map<string, { scenarios: number; requests: number; events: number; facts: number; statuses: Map<number, number> }>();
const unchecked = new Map<string, number>();
let server: Server;
let orgSlug: string;

beforeAll(async () => {
  server = await startServer();
  orgSlug = textAt(await cli(server, "org", "create", "Replay"), "slug");
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  const rows = folders.flatMap((folder) => {
    const row = report.get(folder);
    if (row === undefined) return [];
    const statuses = [...row.statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} x ${status}`);
    return [
      `${folder.padEnd(26)} ${String(row.scenarios).padStart(9)} ${String(row.requests).padStart(8)} ${String(row.events).padStart(6)} ${String(row.facts).padStart(5)}  ${statuses.join(", ")}`,
    ];
  });
  const rest = [...unchecked].map(([type, count]) => `not yet checked: ${type}: ${count} facts`);
  console.log([`${"SDK".padEnd(26)} scenarios requests events facts  answers`, ...rows, ...rest].join("\n"));
});

describe.each(folders)("%s", (folder) => {
  let project: Project;
  beforeAll(async () => {
    project = await addProject(server, orgSlug, folder.replaceAll(".", "-"));
  });

  test.each(scenarios(folder).map((scenario) => [scenario.name, scenario] as const))("%s", async (_name, scenario) => {
    const sent = await send(scenario, project);
    const problems = [...sent.problems];
    const wanted = scenario.expect.filter(({ item }) => item === "event" || item === "store");
    const views = wanted.length === 0 ? [] : await Promise.all([...sent.ids].map((id) => viewOf(project, id)));
    const context = { traceIds: traceIds(scenario.recordings), artifact: (name: string) => artifact(folder, name) };
    const free = new Set(views);
    for (const { facts } of wanted) {
      const [best] = [...free].map((view) => ({ view, missed: misses(view, facts, context) })).sort((a, b) => a.missed.length - b.missed.length);
      if (best === undefined) problems.push(`no event is left for ${preview(facts)}`);
      else {
        problems.push(...best.missed);
        free.delete(best.view);
      }
    }
    tally(folder, scenario, sent.statuses, views.length);
    expect(problems).toEqual([]);
  });
});

interface Sent {
  /** Of its events, as answered. */
  readonly ids: ReadonlySet<string>;
  readonly statuses: readonly number[];
  readonly problems: readonly string[];
}

/** Sends the scenario's requests in the recorded order. Ingest must take each of them; nothing may answer 5xx. */
async function send(scenario: Scenario, project: Project): Promise<Sent> {
  const ids = new Set<string>();
  const statuses: number[] = [];
  const problems: string[] = [];
  for (const recording of scenario.recordings) {
    const { url, init } = forTarget(recording, { ...project, url: server.url });
    const response = await fetch(url, init);
    const text = await response.text();
    statuses.push(response.status);
    const isIngest = /\/(?:envelope|store)\/(?:$|\?)/.test(url);
    if (isIngest ? response.status !== 200 : response.status >= 500) problems.push(`${recording.file}: ${response.status} ${text.slice(0, 300)}`);
    else if (recordedItems(recording).some(({ type }) => type === "event" || type === "store")) ids.add(textAt(parse(text), "id"));
  }
  return { ids, statuses, problems };
}

function tally(folder: string, scenario: Scenario, statuses: readonly number[], events: number): void {
  const row = report.get(folder) ?? { scenarios: 0, requests: 0, events: 0, facts: 0, statuses: new Map<number, number>() };
  report.set(folder, row);
  row.scenarios += 1;
  row.requests += statuses.length;
  row.events += events;
  for (const status of statuses) row.statuses.set(status, (row.statuses.get(status) ?? 0) + 1);
  for (const { item, facts } of scenario.expect) {
    const count = Object.keys(facts).length;
    if (item === "event" || item === "store") row.facts += count;
    else unchecked.set(item, (unchecked.get(item) ?? 0) + count);
  }
}

async function viewOf(project: Project, id: string): Promise<EventView> {
  const detail = await until(`event ${id} is processed`, () => eventDetail(server, project, id));
  const stored = await api(server, project, `${projectPath(project)}/events/${id}/json/`);
  if (stored.status !== 200) throw new Error(`json of event ${id}: ${stored.status} ${preview(stored.body)}`);
  return { detail, stored: stored.body };
}
