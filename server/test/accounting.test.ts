import { afterAll, beforeAll, expect, test } from "vitest";
import { addProject, api, cli, type Project, type Server, startServer, until } from "./harness.ts";
import { listAt, pick, textAt } from "./json-path.ts";
import { forTarget, type RecordedItem, recordedItems, scenarios, sdkFolders } from "./recorded-requests.ts";

// Nothing vanishes: of every recorded request of every SDK, what was received is what was accepted and what was dropped.
// What was received is counted here, from the bytes, by a reader of envelopes that shares nothing with the server's.

let server: Server;
let orgSlug: string;

beforeAll(async () => {
  server = await startServer();
  orgSlug = textAt(await cli(server, "org", "create", "Ledger"), "slug");
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

/** Category by item type (`protocol.md` §7); types that are counted as something else, or not at all, are not compared. */
const categories: Readonly<Record<string, string>> = {
  event: "error",
  store: "error",
  transaction: "transaction",
  session: "session",
  sessions: "session",
  attachment: "attachment",
  feedback: "feedback",
  user_report: "feedback",
  check_in: "monitor",
  replay_event: "replay",
  replay_recording: "replay",
  profile: "profile",
  log: "log_item",
  trace_metric: "trace_metric",
  span: "span",
  client_report: "internal",
};
/** An event without an exception or an error is counted as `default`, one from a browser's report as `security`. */
const oneKind: Readonly<Record<string, string>> = { default: "error", security: "error" };

type Counts = Map<string, number>;
const add = (counts: Counts, category: string, quantity: number): void => {
  counts.set(category, (counts.get(category) ?? 0) + quantity);
};

/** One item, the bytes of a file, or as many entries as a container holds. */
function quantityOf({ type, json, bytes }: RecordedItem): number {
  if (type === "attachment") return Math.max(bytes, 1);
  const entries = type === "log" || type === "trace_metric" || type === "span" ? listIn(json, "items") : undefined;
  return entries?.length ?? 1;
}

function listIn(json: unknown, name: string): readonly unknown[] | undefined {
  const list = pick(json, name);
  return Array.isArray(list) ? list : undefined;
}

/** What an SDK says it dropped counts as dropped, and was not received. */
function reported({ json: report }: RecordedItem, counts: Counts): void {
  for (const list of ["discarded_events", "rate_limited_events", "filtered_events", "filtered_sampling_events"]) {
    for (const entry of listIn(report, list) ?? []) add(counts, kindOf(textAt(entry, "category")), numberAt(entry, "quantity"));
  }
}

const kindOf = (category: string): string => oneKind[category] ?? category;

const numberAt = (value: unknown, ...path: readonly string[]): number => Number(pick(value, ...path));

async function ledger(project: Project): Promise<{ readonly all: Counts; readonly internal: number }> {
  const query = `project=${project.id}&groupBy=category&groupBy=reason&field=sum(quantity)&statsPeriod=1d`;
  const { body } = await api(server, project, `/organizations/${orgSlug}/stats_v2/?${query}`);
  const all: Counts = new Map();
  let internal = 0;
  for (const group of listAt(body, "groups")) {
    const quantity = numberAt(group, "totals", "sum(quantity)");
    add(all, kindOf(textAt(group, "by", "category")), quantity);
    if (pick(group, "by", "reason") === "internal") internal += quantity;
  }
  return { all, internal };
}

test.each(sdkFolders())("%s: accepted and dropped is received", async (folder) => {
  const project = await addProject(server, orgSlug, folder.replaceAll(".", "-"));
  const received: Counts = new Map();
  const bySdk: Counts = new Map();
  for (const recording of scenarios(folder).flatMap((scenario) => scenario.recordings)) {
    if (!/\/(?:envelope|store|tunnel)\/?(?:\?|$)/.test(recording.url)) continue;
    const { url, init } = forTarget(recording, { ...project, url: server.url });
    const answer = await fetch(url, init);
    await answer.text();
    expect([recording.file, answer.status]).toEqual([recording.file, 200]);
    for (const item of recordedItems(recording)) {
      add(received, categories[item.type] ?? item.type, quantityOf(item));
      // A transaction is its spans and the one that it is itself.
      if (item.type === "transaction") add(received, "span", 1 + (listIn(item.json, "spans")?.length ?? 0));
      if (item.type === "client_report") reported(item, bySdk);
    }
  }
  await until("everything is processed", async () => numberAt(await cli(server, "stats"), "lag") === 0);
  const { all, internal } = await ledger(project);
  const compared = [...new Set([...Object.values(categories), ...bySdk.keys()])].filter((category) => received.has(category) || all.has(category));
  const rows = (counts: (category: string) => number): Readonly<Record<string, number>> =>
    Object.fromEntries(compared.map((category) => [category, counts(category)]));
  expect(rows((category) => all.get(category) ?? 0)).toEqual(rows((category) => (received.get(category) ?? 0) + (bySdk.get(category) ?? 0)));
  expect(internal).toBe(0);
});
