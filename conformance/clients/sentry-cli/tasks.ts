import fs from "node:fs";
import path from "node:path";
import { api, eventDetail, projectPath, type RunResult, tempFolder, until } from "../../../server/test/harness.ts";
import { listAt, parse, pick } from "../../../server/test/json-path.ts";
import type { Shop, Task } from "../../client.ts";
import { expectEqual, expectRun } from "../../expect.ts";

const settings = ({ server, project, tokens }: Shop, token = tokens.organization) => ({
  SENTRY_URL: server.url,
  SENTRY_AUTH_TOKEN: token,
  SENTRY_DSN: project.dsn,
});
const inProject = ({ project }: Shop): readonly string[] => ["-o", project.orgSlug, "-p", project.slug];
const row = (...cells: readonly string[]): RegExp => new RegExp(cells.map((cell) => `\\| ${cell} +`).join(".*"));

const issues = async ({ server, project }: Shop): Promise<readonly unknown[]> =>
  listAt((await api(server, project, `${projectPath(project)}/issues/?query=`)).body);

/** The event whose id the client printed, once it is processed. */
async function printedEvent({ server, project }: Shop, { stdout }: RunResult): Promise<unknown> {
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(stdout)?.[0].replaceAll("-", "");
  if (id === undefined) throw new Error(`no event id in: ${stdout}`);
  return until(`event ${id}`, () => eventDetail(server, project, id));
}

/** Both kinds of tokens, and how the client names their owner. */
const holders = ({ tokens, userEmail }: Shop): readonly (readonly [token: string, owner: RegExp])[] => [
  [tokens.user, new RegExp(userEmail)],
  [tokens.organization, /valid org/i],
];

const sendEvent: Task = async (shop, command) => {
  const message = ["-m", "stock of %s is low", "-a", "A-1", "-l", "warning", "-u", "id:u-42"];
  const result = await command(["send-event", ...message, "-r", "shop@1.4.0", "-E", "proof", "-t", "tenant:acme"], settings(shop));
  const event = await printedEvent(shop, result);
  const tags = new Set(listAt(event, "tags").map((tag) => `${String(pick(tag, "key"))}=${String(pick(tag, "value"))}`));
  return [
    ...expectRun("send-event", result, [/Event dispatched/]),
    ...expectEqual("title", pick(event, "title"), "stock of A-1 is low"),
    ...expectEqual("user", pick(event, "user", "id"), "u-42"),
    ...["level=warning", "release=shop@1.4.0", "environment=proof", "tenant=acme"].flatMap((tag) => expectEqual(tag, tags.has(tag), true)),
  ];
};

const sendEnvelope: Task = async (shop, command) => {
  const file = path.join(tempFolder("sentry-cli"), "one.envelope");
  const id = "5e1d0e6f9a3c4b7d8f2a1c0b9e8d7f6a";
  fs.writeFileSync(file, `{"event_id":"${id}","dsn":"${shop.project.dsn}"}\n{"type":"event"}\n{"message":"from a file","level":"info"}\n`);
  const result = await command(["send-envelope", file], settings(shop));
  const event = await until(`event ${id}`, () => eventDetail(shop.server, shop.project, id));
  return [...expectRun("send-envelope", result, [/dispatched/]), ...expectEqual("title", pick(event, "title"), "from a file")];
};

const listEvents: Task = async (shop, command) =>
  expectRun("events list", await command(["events", "list", ...inProject(shop), "--show-tags", "--show-user"], settings(shop)), [
    /stock of A-1 is low/,
    /from a file/,
    /tenant: acme/,
    /u-42/,
  ]);

const listIssues: Task = async (shop, command) => {
  const shortId = String(pick((await issues(shop)).at(-1), "shortId"));
  const found = await command(["issues", "list", ...inProject(shop), "--query", "is:unresolved release:shop@1.4.0"], settings(shop));
  return [
    ...expectRun("issues list", found, [row(shortId, "stock of A-1 is low", "unresolved", "warning")]),
    ...expectEqual("others", found.stdout.includes("from a file"), false),
  ];
};

const changeIssues: Task = async (shop, command) => {
  const id = String(pick((await issues(shop))[0], "id"));
  const steps = [
    ["resolve", "resolved", null],
    ["mute", "ignored", "archived_forever"],
    ["unresolve", "unresolved", "new"],
  ] as const;
  const problems: string[] = [];
  for (const [verb, ...wanted] of steps) {
    const result = await command(["issues", verb, ...inProject(shop), "-i", id], settings(shop));
    const issue = (await issues(shop)).find((candidate) => pick(candidate, "id") === id);
    problems.push(...expectRun(verb, result, [/Updated matching issues/]), ...expectEqual(verb, [pick(issue, "status"), pick(issue, "substatus")], wanted));
  }
  return problems;
};

const runMonitor: Task = async (shop, command) => {
  const nightly = (...program: readonly string[]) => command(["monitors", "run", "nightly", "--schedule", "0 3 * * *", "--", ...program], settings(shop));
  const sayDone = [process.execPath, "-e", "console.log('done')"];
  const fail = [process.execPath, "-e", "process.exit(3)"];
  const problems = [...expectRun("a job", await nightly(...sayDone), [/done/]), ...expectRun("a job that fails", await nightly(...fail), [], 3)];
  const path = `/projects/${shop.project.orgSlug}/${shop.project.slug}/monitors/nightly/`;
  const checkIns = await until("two runs", async () => {
    const list = listAt((await api(shop.server, shop.project, `${path}checkins/`)).body);
    return list.length === 2 && list.every((checkIn) => pick(checkIn, "status") !== "in_progress") ? list : undefined;
  });
  const { body } = await api(shop.server, shop.project, path);
  return [
    ...problems,
    ...expectEqual(
      "newest first",
      checkIns.map((checkIn) => pick(checkIn, "status")),
      ["error", "ok"],
    ),
    ...expectEqual("schedule and state", [pick(body, "config", "schedule"), pick(body, "environments", 0, "status")], ["0 3 * * *", "error"]),
    ...expectRun("monitors list", await command(["monitors", "list", "-o", shop.project.orgSlug], settings(shop)), [/nightly/]),
  ];
};

const refuse: Task = async (shop, command) => [
  ...expectRun("a wrong token", await command(["info"], settings(shop, `sntryu_${"0".repeat(64)}`)), [/Invalid token \(http status: 401\)/], 1),
  ...expectRun("an unknown project", await command(["issues", "list", "-o", shop.project.orgSlug, "-p", "none"], settings(shop)), [/Project not found/], 1),
  ...expectRun("an unknown release", await command(["releases", "info", ...inProject(shop), "none"], settings(shop)), [], 1),
];

export const tasks = {
  "info, with a user's and an organization's token": async (shop, command) => [
    ...expectRun("user", await command(["info"], settings(shop, shop.tokens.user)), [new RegExp(`User: ${shop.userEmail}`), /event:admin/]),
    ...expectRun("organization", await command(["info"], settings(shop)), [/event:admin/]),
  ],
  "login, with both": async (shop, command) => {
    const problems: string[] = [];
    for (const [token, owner] of holders(shop))
      problems.push(...expectRun("login", await command(["login", "--auth-token", token], { SENTRY_URL: shop.server.url }), [owner, /Stored token in/]));
    const about = parse(Buffer.from(shop.tokens.organization.split("_")[1] ?? "", "base64").toString());
    return [
      ...problems,
      ...expectEqual("server and organization in the token", [pick(about, "url"), pick(about, "org")], [shop.server.url, shop.project.orgSlug]),
    ];
  },
  "organizations list, projects list": async (shop, command) => [
    ...expectRun("organizations", await command(["organizations", "list"], settings(shop)), [row("Conformance", shop.project.orgSlug)]),
    ...expectRun("projects", await command(["projects", "list", "-o", shop.project.orgSlug], settings(shop)), [row(shop.project.id, shop.project.slug)]),
  ],
  "send-event": sendEvent,
  "send-envelope": sendEnvelope,
  "events list": listEvents,
  "issues list, with a query": listIssues,
  "issues resolve, mute, unresolve": changeIssues,
  "releases list, info": async (shop, command) => [
    ...expectRun("list", await command(["releases", "list", ...inProject(shop)], settings(shop)), [row("\\(unreleased\\)", "shop@1.4.0")]),
    ...expectRun("info", await command(["releases", "info", ...inProject(shop), "shop@1.4.0"], settings(shop)), [row("shop@1.4.0")]),
  ],
  "repos list": async (shop, command) =>
    expectRun("repos list", await command(["repos", "list", "-o", shop.project.orgSlug], settings(shop)), [/No repos found/]),
  "monitors run, list: the job's exit code, a check-in for each run": runMonitor,
  "wrong token, unknown project, unknown release": refuse,
} as const satisfies Record<string, Task>;
