import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { cleanEnvironment, cli, freePort, root, tempFolder, until } from "./harness.ts";
import { pick } from "./json-path.ts";

// `npm run dev`, without npm: the server and the pages from their sources, and the program that throws.

test("the watched server processes what the throwing program sends, and the pages reach it", async () => {
  const data = tempFolder("dev");
  const port = await freePort();
  const dev: ChildProcess = spawn(process.execPath, ["--conditions=@vedette/source", "tools/dev.ts"], {
    cwd: root,
    env: cleanEnvironment({ PORT: String(port), VEDETTE_DATA: data, NO_COLOR: "1" }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [dev.stdout, dev.stderr]) stream?.on("data", (bytes: Buffer) => (output += bytes.toString()));
  const ended = once(dev, "close");
  try {
    const pages = await until("the pages", () => /Local:\s+(http:\S+)/.exec(output), 100_000);
    // Before the server has begun its folder there is nothing to tell of.
    const issues = () =>
      cli({ data }, "stats").then(
        (stats) => Number(pick(stats, "issues")),
        () => 0,
      );
    await until("an event", async () => (await issues()) > 0, 100_000, 500);
    const answer = await fetch(new URL("/api/0/auth/session/", pages[1]));
    expect(await answer.json()).toMatchObject({ user: null });
  } catch (error) {
    throw new Error(output, { cause: error });
  } finally {
    dev.kill("SIGTERM");
    await ended;
  }
});
