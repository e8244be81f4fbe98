import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bodyOf, issues, openReaders } from "./commits.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-crash-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a writing process and kills it in the middle of the commit after `commits` more. Returns the last seq it reported. */
async function runUntilKilled(commits: number): Promise<number> {
  const child = spawn(process.execPath, ["--conditions=@vedette/source", fileURLToPath(new URL("crash-child.ts", import.meta.url)), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let reported = 0;
  let lines = 0;
  for await (const line of createInterface(child.stdout)) {
    reported = Number(line);
    if (++lines === commits) child.kill("SIGKILL");
  }
  expect(await exited).toEqual([null, "SIGKILL"]);
  return reported;
}

it("has every event exactly once after each of several kills, in all three stores", async () => {
  for (const commits of [1, 7, 3, 12]) {
    const reported = await runUntilKilled(commits);
    const { state, telemetry, blobs, close } = await openReaders(folder);
    const position = await state.logPosition();
    expect(position).toBeGreaterThanOrEqual(reported);

    const rows = await telemetry.events({ projectIds: [1], filter: [], limit: 100_000, order: "oldest" });
    // Rows of the batch that was interrupted may be there; its replay will find them.
    const committed = rows.filter(({ seq }) => seq <= position);
    expect(committed.map(({ seq }) => seq)).toEqual(Array.from({ length: position }, (_, index) => index + 1));
    for (const row of committed) expect(Buffer.from((await blobs.body(row.body)) ?? []).toString()).toBe(bodyOf(row.seq));

    const counted = await state.issues({ projectIds: [1], filter: [], sort: "date", limit: 100 });
    expect(counted.map(({ timesSeen }) => timesSeen)).toEqual(Array.from({ length: issues }, () => position / issues));
    const [tags] = await telemetry.issueTags({ projectIds: [1] });
    expect(tags?.totalValues).toBe(rows.length);
    const totals = await telemetry.issueTotals({ projectIds: [1], range: { from: 0, to: Number.MAX_SAFE_INTEGER } });
    expect(totals.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    await close();
  }
});
