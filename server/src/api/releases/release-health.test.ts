import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionCounts, SessionRow, SessionUpdate } from "../../stores/telemetry/sessions.ts";
import { startApp, type TestApp } from "../testing-app.ts";

const hour = 3_600_000;
let app: TestApp;
let token: string;
let projectId: number;
let seq = 0;
const now = Math.floor(Date.now() / hour) * hour + 1_800_000;

beforeAll(async () => {
  app = await startApp();
  app.time.now = now;
  const organization = await app.organization("Acme");
  const project = await app.project(organization, "Shop");
  projectId = project.project.id;
  token = await app.token(organization);
  await seen(
    // protocol.md §20, 24: one session, three updates, crashed.
    update({ init: true, release: "shop@1.0" }),
    update({ status: "ok", hasErrors: true, release: "shop@1.0" }),
    update({ status: "crashed", hasErrors: true, release: "shop@1.0" }),
    // 25: counted by the SDK.
    counts({ release: "shop@2.0", exited: 10, errored: 2, crashed: 1, user: 5 }),
    counts({ release: "shop@2.0", exited: 3, environment: "staging", started: now - 30 * hour }),
  );
});
afterAll(() => app.close());

async function seen(...sessions: readonly SessionRow[]): Promise<void> {
  await app.stores.telemetryWriter.append({ events: [], attachments: [], rows: [], outcomes: [], sessions });
  await app.stores.writer.ingest(async (transaction) => {
    await transaction.seeSessions(sessions.map(({ release, environment, started }) => ({ projectId, release, environment, first: started, last: started })));
  });
}

const place = { started: now - hour, user: 7, release: "shop@1.0", environment: "production" };

function update(more: Partial<SessionUpdate>): SessionRow {
  const said = { init: false, order: 1, status: "ok", hasErrors: false, duration: null, mechanism: null, drifted: false } as const;
  return { kind: "update", sid: "a".repeat(32), ...place, ...said, ...more, seq: ++seq, projectId };
}

function counts(more: Partial<SessionCounts>): SessionRow {
  return { kind: "counts", ...place, user: null, exited: 0, errored: 0, unhandled: 0, abnormal: 0, crashed: 0, ...more, seq: ++seq, projectId };
}

const sessions = async (query: string) => (await app.send(`/organizations/acme/sessions/?${query}`, { token })).json;

test("crash-free rates as the protocol counts them", async () => {
  const fields = "field=sum(session)&field=crash_free_rate(session)&field=crash_rate(session)&field=count_unique(user)&field=crash_free_rate(user)";
  expect(await sessions(`${fields}&groupBy=release&statsPeriod=24h&includeSeries=0&orderBy=-sum(session)`)).toMatchObject({
    groups: [
      { by: { release: "shop@2.0" }, totals: { "sum(session)": 13, "crash_free_rate(session)": 12 / 13, "count_unique(user)": 1, "crash_free_rate(user)": 0 } },
      {
        by: { release: "shop@1.0" },
        totals: { "sum(session)": 1, "crash_free_rate(session)": 0, "crash_rate(session)": 1, "count_unique(user)": 1 },
        series: {},
      },
    ],
    query: "",
  });
});

test("statuses add up to all sessions", async () => {
  expect(await sessions("field=sum(session)&field=count_unique(user)&groupBy=session.status&statsPeriod=24h&interval=1h")).toMatchObject({
    groups: [
      { by: { "session.status": "healthy" }, totals: { "sum(session)": 10, "count_unique(user)": 0 } },
      { by: { "session.status": "errored" }, totals: { "sum(session)": 2, "count_unique(user)": 0 } },
      { by: { "session.status": "abnormal" }, totals: { "sum(session)": 0 } },
      { by: { "session.status": "crashed" }, totals: { "sum(session)": 2, "count_unique(user)": 2 } },
    ],
  });
});

test("series have a value for each interval, and the intervals are told", async () => {
  const answer = await sessions("field=sum(session)&statsPeriod=48h&interval=6h");
  expect(answer).toMatchObject({ groups: [{ by: {}, totals: { "sum(session)": 17 } }] });
  const { intervals, groups } = JSON.parse(JSON.stringify(answer));
  expect(groups[0].series["sum(session)"]).toHaveLength(intervals.length);
  expect(groups[0].series["sum(session)"].reduce((sum: number, n: number) => sum + n, 0)).toBe(17);
});

test.each([
  ["release:shop@1.0", 1],
  ["!release:shop@1.0", 16],
  ["release:shop@2*", 16],
  ["release:[shop@1.0, shop@2.0] AND environment:production", 14],
  ["release:nothing", 0],
  ["project:shop", 17],
  ["!project:shop", 0],
])("the search %s finds %i sessions", async (query, found) => {
  expect(await sessions(`field=sum(session)&statsPeriod=7d&interval=1d&query=${encodeURIComponent(query)}`)).toMatchObject({
    groups: [{ totals: { "sum(session)": found } }],
  });
});

test("filters by environment and project", async () => {
  expect(await sessions("field=sum(session)&statsPeriod=7d&interval=1d&environment=staging&project=shop")).toMatchObject({
    groups: [{ totals: { "sum(session)": 3 } }],
  });
  expect(await sessions("field=sum(session)&groupBy=project&groupBy=environment&statsPeriod=7d&interval=1d&environment=nowhere")).toMatchObject({ groups: [] });
});

test.each([
  "field=sum(nothing)",
  "field=sum(session)&interval=10m",
  "field=sum(session)&query=level:error",
  "field=sum(session)&orderBy=p50(session.duration)",
  "",
])("%j is refused", async (query) => {
  expect((await app.send(`/organizations/acme/sessions/?${query}`, { token })).status).toBe(400);
});

test("releases tell their health and adoption", async () => {
  const { json } = await app.send("/organizations/acme/releases/?health=1&adoptionStages=1&sort=sessions&flatten=1", { token });
  expect(json).toMatchObject([
    {
      version: "shop@2.0",
      firstEvent: null,
      adoptionStages: { shop: { stage: "adopted" } },
      projects: [
        {
          hasHealthData: true,
          healthData: {
            totalSessions: 16,
            totalSessions24h: 13,
            totalProjectSessions24h: 14,
            sessionsCrashed: 1,
            sessionsErrored: 2,
            crashFreeSessions: 93.75,
            sessionsAdoption: 1300 / 14,
          },
        },
      ],
    },
    {
      version: "shop@1.0",
      adoptionStages: { shop: { stage: "low_adoption" } },
      projects: [{ healthData: { crashFreeSessions: 0, totalUsers: 1, adoption: 50 } }],
    },
  ]);
});

test("a single release tells it, too, and a list without asking does not", async () => {
  const { json } = await app.send(`/organizations/acme/releases/${encodeURIComponent("shop@1.0")}/?health=1&healthStatsPeriod=7d`, { token });
  expect(json).toMatchObject({ projects: [{ healthData: { totalSessions: 1, stats: { "7d": expect.any(Array) } } }] });
  const plain = await app.send("/projects/acme/shop/releases/", { token });
  expect(JSON.stringify(plain.json)).not.toContain("healthData");
  expect(plain.json).toHaveLength(2);
  expect(await app.send("/organizations/acme/releases/?health=1&summaryStatsPeriod=10y", { token })).toMatchObject({ status: 400 });
});

test.each([
  ["crash_free_sessions", ["shop@1.0", "shop@2.0"]],
  ["crash_free_users", ["shop@1.0", "shop@2.0"]],
  ["users", ["shop@1.0", "shop@2.0"]],
  ["users_24h", ["shop@1.0", "shop@2.0"]],
  ["sessions_24h", ["shop@2.0", "shop@1.0"]],
  ["adoption", ["shop@2.0", "shop@1.0"]],
])("sorts releases by %s", async (sort, versions) => {
  const { json } = await app.send(`/organizations/acme/releases/?sort=${sort}`, { token });
  expect(json).toMatchObject(versions.map((version) => ({ version })));
});
