import { hash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EventView, misses } from "./facts.ts";
import { addProject, api, cli, eventDetail, type Project, projectPath, type Server, startServer, until } from "./harness.ts";
import { checkInProblems, makeMonitors } from "./check-in-facts.ts";
import { fileItems, fileProblems } from "./file-facts.ts";
import { listAt, parse, pick, preview, textAt } from "./json-path.ts";
import { sessionProblems } from "./session-facts.ts";
import { traceItems, traceProblems } from "./trace-facts.ts";
import { artifact, forTarget, namesEvent, recordedItems, type Recording, type Scenario, scenarios, sdkFolders, traceIds } from "./recorded-requests.ts";

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
  const recorded: Recording[] = [];
  beforeAll(async () => {
    project = await addProject(server, orgSlug, folder.replaceAll(".", "-"));
  });

  test.each(scenarios(folder).map((scenario) => [scenario.name, scenario] as const))("%s", async (_name, scenario) => {
    await makeMonitors(server, project, scenario);
    const sent = await send(scenario, project);
    const problems = [...sent.problems];
    const wanted = scenario.expect.filter(({ item }) => isStored(item));
    const views = await Promise.all([...sent.ids].map((id) => viewOf(project, id)));
    const context = { traceIds: traceIds(scenario.recordings), artifact: (name: string) => artifact(folder, name) };
    const free = new Set(views);
    for (const { item, facts } of wanted) {
      const [best] = [...free]
        .filter((view) => (pick(view.detail, "type") === "feedback") === (item === "feedback"))
        .map((view) => ({ view, missed: misses(view, facts, context) }))
        .sort((a, b) => a.missed.length - b.missed.length);
      if (best === undefined) problems.push(`no ${item} is left for ${preview(facts)}`);
      else {
        problems.push(...best.missed);
        free.delete(best.view);
      }
    }
    problems.push(
      ...(await attachmentProblems(project, scenario, sent.ids)),
      ...(await fateProblems(project, sent.envelopes)),
      ...(await reportProblems(project, scenario)),
      ...(await userReportProblems(project, scenario)),
      ...(await checkInProblems(server, project, scenario)),
      ...(await fileProblems(server, project, scenario)),
      ...(await traceProblems(server, project, scenario, sent.transactions)),
    );
    recorded.push(...scenario.recordings);
    tally(folder, scenario, sent.statuses, views.length);
    expect(problems).toEqual([]);
  });

  // Last, since sessions of all scenarios count together.
  test("sessions", async () => {
    expect(await sessionProblems(server, project, recorded)).toEqual([]);
  });
});

const checkedItems: ReadonlySet<string> = new Set(["attachment", "user_report", "session", "sessions", "check_in"]);

/** Items that become an event which can be looked up by the id that was answered. */
const isStored = (type: string): boolean => type === "event" || type === "store" || type === "feedback";

interface Sent {
  /** Of its events, as answered. */
  readonly ids: ReadonlySet<string>;
  /** Of its transactions. */
  readonly transactions: readonly string[];
  /** Item types of every envelope that names an event. */
  readonly envelopes: readonly { readonly id: string; readonly types: readonly string[] }[];
  readonly statuses: readonly number[];
  readonly problems: readonly string[];
}

/** Sends the scenario's requests in the recorded order. Ingest must take each of them; nothing may answer 5xx. */
async function send(scenario: Scenario, project: Project): Promise<Sent> {
  const ids = new Set<string>();
  const transactions: string[] = [];
  const envelopes: { id: string; types: readonly string[] }[] = [];
  const statuses: number[] = [];
  const problems: string[] = [];
  for (const recording of scenario.recordings) {
    const { url, init } = forTarget(recording, { ...project, url: server.url });
    const response = await fetch(url, init);
    const text = await response.text();
    statuses.push(response.status);
    const isIngest = /\/(?:envelope|store|security)\/(?:$|\?)/.test(url);
    if (isIngest ? response.status !== 200 : response.status >= 500) problems.push(`${recording.file}: ${response.status} ${text.slice(0, 300)}`);
    else if (isIngest && text !== "") {
      const types = recordedItems(recording).map(({ type }) => type);
      if (types.some(isStored)) ids.add(textAt(parse(text), "id"));
      if (types.includes("transaction")) transactions.push(textAt(parse(text), "id"));
      if (namesEvent(recording)) envelopes.push({ id: textAt(parse(text), "id"), types });
    }
  }
  return { ids, transactions, envelopes, statuses, problems };
}

/** What the scenario attached to its events: name, type, size and bytes. */
async function attachmentProblems(project: Project, scenario: Scenario, ids: ReadonlySet<string>): Promise<readonly string[]> {
  const wanted = scenario.expect.filter(({ item }) => item === "attachment");
  if (wanted.length === 0) return [];
  const paths = [...ids].map((id) => `${projectPath(project)}/events/${id}/attachments/`);
  const lists = await Promise.all(paths.map(async (path) => listAt((await api(server, project, path)).body).map((file) => ({ path, file }))));
  const free = new Set(lists.flat());
  const problems: string[] = [];
  for (const { facts } of wanted) {
    const found = [...free].find(({ file }) => pick(file, "name") === facts["filename"] && pick(file, "size") === facts["size"]);
    if (found === undefined) {
      problems.push(`no attachment ${preview(facts)}`);
      continue;
    }
    free.delete(found);
    if (facts["content_type"] !== undefined && pick(found.file, "mimetype") !== facts["content_type"])
      problems.push(`${preview(facts)}: ${preview(found.file)}`);
    if (facts["sha256"] !== undefined && (await sha256(project, `${found.path}${textAt(found.file, "id")}/?download=1`)) !== facts["sha256"])
      problems.push(`${preview(facts)}: other bytes`);
  }
  return problems;
}

async function sha256(project: Project, path: string): Promise<string> {
  const response = await fetch(`${server.url}/api/0${path}`, { headers: { authorization: `Bearer ${project.token}` } });
  return hash("sha256", new Uint8Array(await response.arrayBuffer()));
}

/** Reports that a browser sent by itself: what each says stands in an event of its project. */
async function reportProblems(project: Project, { recordings }: Scenario): Promise<readonly string[]> {
  const reports = recordings.filter(({ url }) => /\/security\//.test(url));
  if (reports.length === 0) return [];
  const events = await until(`${reports.length} reports are processed`, async () => {
    const list = listAt((await api(server, project, `${projectPath(project)}/events/`)).body);
    return list.length >= reports.length ? list : undefined;
  });
  const have = new Set(events.map((event) => JSON.stringify(listAt(event, "tags").map((tag) => [pick(tag, "key"), pick(tag, "value")]))));
  return reports.flatMap(({ file, body, url }) => {
    const report = pick(parse(body.toString()), "csp-report");
    const query = new URLSearchParams(url.split("?")[1]);
    const wanted = [
      ["blocked-uri", pick(report, "blocked-uri")],
      ["effective-directive", pick(report, "effective-directive")],
      ["environment", query.get("sentry_environment")],
      ["release", query.get("sentry_release")],
      ["url", pick(report, "document-uri")],
      ["browser.name", "HeadlessChrome"],
    ];
    const found = [...have].some((tags) => wanted.every((tag) => tags.includes(JSON.stringify(tag))));
    return found ? [] : [`${file}: no event with ${preview(wanted)} in ${preview([...have])}`];
  });
}

/** What users wrote in the form of old SDKs stands beside the event that it is about. */
async function userReportProblems(project: Project, scenario: Scenario): Promise<readonly string[]> {
  const wanted = scenario.expect.filter(({ item }) => item === "user_report");
  const problems = await Promise.all(
    wanted.map(async ({ facts: { event_id: id, ...facts } }) => {
      const found = await until(`a report about event ${String(id)}`, async () => pick(await eventDetail(server, project, String(id)), "userReport"));
      const wrong = Object.entries(facts).filter(([name, want]) => pick(found, name) !== want);
      return wrong.map(([name, want]) => `user report of ${String(id)}: ${name}: want ${preview(want)}, have ${preview(pick(found, name))}`);
    }),
  );
  return problems.flat();
}

/** Each item of an envelope that names an event is either stored or has an outcome. */
async function fateProblems(project: Project, envelopes: Sent["envelopes"]): Promise<readonly string[]> {
  const problems = await Promise.all(
    envelopes.map(async ({ id, types }) => {
      let silent = types;
      const isTold = async (): Promise<boolean> => {
        const { status, body } = await api(server, project, `${projectPath(project)}/events/${id}/fate/`);
        if (status !== 200) return false;
        const outcomes = new Set(listAt(body, "outcomes").map((outcome) => pick(outcome, "itemType")));
        const stored = pick(body, "stored") !== null;
        silent = types.filter((type) => !outcomes.has(type) && !(stored && (isStored(type) || type === "attachment" || type === "transaction")));
        return silent.length === 0;
      };
      // A second envelope about the same event may still be on its way.
      await until(`the fate of ${id}`, isTold).catch(() => undefined);
      return silent.map((type) => `${id}: nothing tells what became of its ${type} item`);
    }),
  );
  return problems.flat();
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
    if (isStored(item) || checkedItems.has(item) || fileItems.has(item) || traceItems.has(item)) row.facts += count;
    else unchecked.set(item, (unchecked.get(item) ?? 0) + count);
  }
}

async function viewOf(project: Project, id: string): Promise<EventView> {
  const detail = await until(`event ${id} is processed`, () => eventDetail(server, project, id));
  const stored = await api(server, project, `${projectPath(project)}/events/${id}/json/`);
  if (stored.status !== 200) throw new Error(`json of event ${id}: ${stored.status} ${preview(stored.body)}`);
  return { detail, stored: stored.body };
}
