import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { api, cli, issues, newProject, type Project, projectPath, type Server, startServer, tempFolder, until } from "./harness.ts";
import { pick } from "./json-path.ts";
import { pump } from "./load.ts";

// Whatever an issue's events are doing when the process dies, afterwards its counters say what is stored.

const rounds = 4;
const groups = 24;

test(`merging, unmerging, regrouping and deleting under load, killed ${rounds} times, leave counts that add up`, async () => {
  const data = tempFolder("kill-moves");
  const made = new Map<string, number>();
  let server: Server = await startServer({ data });
  try {
    const project = await newProject(server, "moves");
    for (let round = 0; round < rounds; round++) {
      let sent = 0;
      const load = pump(server, project, 8, (id) => {
        const group = sent++ % groups;
        return {
          exception: { values: [{ type: `Group${group}`, value: `number ${group}` }] },
          user: { id: `u${sent % 50}` },
          tags: { part: String(sent % 5) },
          extra: { id, pad: "x".repeat(500) },
        };
      });
      await until("events to move", () => load.accepted.size > 250);
      const changing = new AbortController();
      const turnsBefore = made.get("turn") ?? 0;
      const changes = changeUntil(changing.signal, server, project, round, made);
      await until(
        "events that come meanwhile, and two changes of each kind",
        () => load.accepted.size > 600 && (made.get("turn") ?? 0) > turnsBefore + 1,
        120_000,
      );
      await delay(37 * round);
      await server.kill("SIGKILL");
      changing.abort();
      await Promise.all([load.stop(), changes]);
      server = await startServer({ data });
    }
    const jobs = async (): Promise<readonly unknown[]> => {
      const { body } = await api(server, project, `/organizations/${project.orgSlug}/jobs/`);
      return Array.isArray(body) ? body : [];
    };
    await until("the end of all jobs", async () => (await jobs()).every((job) => pick(job, "status") !== "waiting"), 60_000);
    for (const kind of ["merge", "unmerge", "deletion", "deleted issue", "regroup", "undone regroup"])
      expect([kind, made.get(kind) ?? 0]).not.toEqual([kind, 0]);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    expect(await cli(server, "check")).toEqual({ ok: true, isServed: false, findings: [] });
  } finally {
    await server[Symbol.asyncDispose]();
  }
});

/** One change of what belongs where after the other, until the server is gone. `made`: how many of each kind. */
async function changeUntil(signal: AbortSignal, server: Server, project: Project, round: number, made: Map<string, number>): Promise<void> {
  const send = async (kind: string, method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await api(server, project, path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (answer.status < 300) made.set(kind, (made.get(kind) ?? 0) + 1);
    return answer.body;
  };
  const regroups = `${projectPath(project)}/grouping-rules/regroups/`;
  for (let turn = 0; !signal.aborted; turn++) {
    try {
      const ids = (await issues(server, project)).map((issue) => String(pick(issue, "id")));
      const [one = "", two = "", three = ""] = [ids[turn % ids.length], ids[(turn + 3) % ids.length], ids[(turn + 5) % ids.length]];
      await send("merge", "PUT", `${projectPath(project)}/issues/?id=${one}&id=${two}`, { merge: 1 });
      const hashes = await send("hashes", "GET", `/organizations/${project.orgSlug}/issues/${one}/hashes/`);
      const first: unknown = Array.isArray(hashes) && hashes.length > 1 ? pick(hashes[0], "id") : undefined;
      if (typeof first === "string") await send("unmerge", "DELETE", `/organizations/${project.orgSlug}/issues/${one}/hashes/?id=${first}`);
      if (turn % 3 < 2) {
        await send("rules", "PUT", `${projectPath(project)}/`, { fingerprintingRules: `error.type:Group${(turn + round) % groups} -> moved-${round}-${turn}` });
        const regroup = pick(await send("regroup", "POST", regroups), "id");
        if (turn % 3 === 1 && typeof regroup === "string") await send("undone regroup", "DELETE", `${regroups}${regroup}/`);
      }
      await send("deletion", "POST", `/organizations/${project.orgSlug}/deletions/`, { query: `part:${turn % 5}` });
      if (turn % 3 === 1) await send("deleted issue", "DELETE", `/organizations/${project.orgSlug}/issues/${three}/`);
      made.set("turn", (made.get("turn") ?? 0) + 1);
    } catch {
      // The server is being killed; whether it is gone says the signal.
      await delay(10);
    }
  }
}
