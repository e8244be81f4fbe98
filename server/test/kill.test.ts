import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { cli, newProject, type Server, startServer, tempFolder, until } from "./harness.ts";
import { countedEvents, missing, pump } from "./load.ts";

// 200 means kept: what was answered 200 survives SIGKILL and shows up exactly once, in the store and in the counters.

const kills = 4;
const connections = 12;

test(`${kills} SIGKILLs under load lose and double nothing`, async () => {
  const data = tempFolder("kill");
  const accepted = new Set<string>();
  let server: Server = await startServer({ data });
  try {
    const project = await newProject(server, "kill");
    for (let round = 0; round < kills; round++) {
      const load = pump(server, project, connections, (id) => ({
        message: `boom ${round}`,
        tags: { round: String(round) },
        extra: { id, pad: "x".repeat(2000) },
      }));
      // Enough that several batches are committed, some are being processed and some only logged when the process dies.
      await until("a load worth killing", () => load.accepted.size > 300);
      expect(await cli(server, "check")).toEqual({ ok: true, isServed: true, findings: [] });
      await server.kill("SIGKILL");
      await load.stop();
      // What the crash left in between is told as a note.
      expect(await cli({ data }, "check")).toMatchObject({ ok: true, isServed: false });
      for (const id of load.accepted) accepted.add(id);
      server = await startServer({ data });
    }
    expect(await missing(server, project, accepted)).toEqual([]);
    // An event whose answer the kill cut off may have been kept as well: at most one for each connection and kill.
    const counted = await countedEvents(server, project);
    expect(counted).toBeGreaterThanOrEqual(accepted.size);
    expect(counted).toBeLessThanOrEqual(accepted.size + kills * connections);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  } finally {
    await server[Symbol.asyncDispose]();
  }
});

test("SIGTERM under load drains, exits 0 and keeps what it answered", async () => {
  const data = tempFolder("term");
  await using first = await startServer({ data });
  const project = await newProject(first, "term");
  const load = pump(first, project, connections, () => ({ message: "going down", extra: { pad: "y".repeat(2000) } }));
  await until("some load", () => load.accepted.size > 200);
  const [exit] = await Promise.all([first.stop(), delay(50).then(() => load.stop())]);
  expect(exit).toEqual({ code: 0, signal: null });

  await using second = await startServer({ data });
  expect(await missing(second, project, load.accepted)).toEqual([]);
  const counted = await countedEvents(second, project);
  expect(counted - load.accepted.size).toBeGreaterThanOrEqual(0);
  expect(counted - load.accepted.size).toBeLessThanOrEqual(connections);
});
