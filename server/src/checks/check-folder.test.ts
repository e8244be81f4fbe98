import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { seededApi, type SeedEvent } from "../../test/seeded-api.ts";
import { readSettings } from "../config/settings.ts";
import { folders } from "../main/folders.ts";
import { inspectFolder } from "../main/inspect-folder.ts";
import { openFileLog } from "../log/files/adapter.ts";
import { recordMeta } from "../log/suite.ts";
import { lockFolder } from "../stores/sqlite/folder-lock.ts";
import { watchBudgets } from "../upkeep/evict.ts";
import { findingsIn } from "./testing.ts";

const now = Date.UTC(2026, 9, 20, 12);
const day = 86_400_000;
const file = { type: "attachment", payload: "a small file", headers: { filename: "a" } };
const large = { type: "attachment", payload: "a large file ".repeat(100_000), headers: { filename: "b" } };

let api: Awaited<ReturnType<typeof seededApi>>;
let at: ReturnType<typeof folders>;
beforeEach(async () => {
  api = await seededApi(now);
  at = folders(api.stores.folder);
});
afterEach(() => api.close());

const boom = (n: number, more: Partial<SeedEvent> = {}): SeedEvent => ({
  project: api.ids.shop,
  id: n.toString(16).padStart(32, "0"),
  at: now - n * 1000,
  payload: { exception: { values: [{ type: `Boom${n % 3}`, value: "no" }] }, user: { id: `u${n % 4}` } },
  ...more,
});

const seen = (thorough = true): readonly string[] =>
  findingsIn(api.stores.folder, thorough).map(({ part, gravity, what }) => `${part} ${gravity}: ${what.replaceAll(api.stores.folder, "…")}`);
const matching = (...patterns: readonly string[]): unknown => patterns.map((pattern) => expect.stringMatching(pattern) as unknown);

/** Writes into a database behind the back of whoever has it open. */
function tamper(database: string, sql: string): void {
  const opened = new DatabaseSync(database);
  opened.exec(sql);
  opened.close();
}

const partition = (days = 0): string => path.join(at.telemetry, `${new Date(now - days * day).toISOString().slice(0, 10)}.db`);
const bodies = (): string => path.join(at.blobs, "bodies", "2026-10-20", "000000.seg");

describe("a folder in order", () => {
  test("has no findings after events of several days, with files", async () => {
    const events = Array.from({ length: 60 }, (_, n) => boom(n + 1));
    await api.ingest([...events, boom(100, { attachments: [file, large] }), boom(101, { project: api.ids.blog, at: now - 3 * day })]);
    expect(seen()).toEqual([]);
  });

  test("says that a deletion is under way, and has no findings after it, a merge, an eviction and the end of a retention", async () => {
    await api.ingest([
      ...Array.from({ length: 400 }, (_, n) => boom(n + 1)),
      boom(900, { attachments: [file, large], at: now - 9 * day }),
      boom(901, { at: now - 10 * day }),
    ]);
    expect((await api.call("DELETE", `/projects/acme/shop/events/${boom(7).id}/`)).status).toBe(202);
    expect(seen()).toEqual(["counters note: counters were not compared, since 1 deletions, evictions or moves of events are under way"]);
    await api.runJobs();
    expect(seen()).toEqual([]);
    expect((await api.call("PUT", "/projects/acme/shop/issues/?id=1&id=2", { body: { merge: 1 } })).status).toBe(200);
    expect(seen()).toEqual([]);
    fs.rmSync(partition(10));
    expect(seen()).toEqual([]);
    expect((await api.call("PUT", "/projects/acme/shop/disk-budgets/events/", { body: { maxBytes: null, maxDays: 1 } })).status).toBe(200);
    expect(await watchBudgets({ state: api.stores.writer }, now, null)).toHaveLength(1);
    await api.runJobs();
    expect(seen()).toEqual([]);
  });

  test("is only read, also beside a server", async () => {
    await api.ingest([boom(1)]);
    const lock = lockFolder(api.stores.folder);
    expect(inspectFolder(readSettings({ VEDETTE_DATA: api.stores.folder }))?.isServed).toBe(true);
    lock.release();
    const empty = path.join(api.stores.folder, "empty");
    expect(inspectFolder(readSettings({ VEDETTE_DATA: empty }))).toBeUndefined();
    expect(fs.existsSync(empty)).toBe(false);
  });
});

describe("what differs is found", () => {
  beforeEach(async () => {
    await api.ingest(Array.from({ length: 9 }, (_, n) => boom(n + 1)));
  });

  test("a counter of an issue, a hash, the rows, their users", () => {
    tamper(at.state, "update issues set times_seen = times_seen + 1, user_count = user_count + 2 where id = 1");
    tamper(at.state, "update issue_hashes set times_seen = times_seen - 1 where issue_id = 2");
    expect(seen()).toEqual(
      matching(
        "^counters problem: shop: issue 1 has 4 events by the state, and 3 rows$",
        "^counters problem: shop: issue 1 counts 5 users, and 3 are listed$",
        "^counters problem: shop: issue 2, hash [0-9a-f]{32} has 2 events by the state, and 3 rows$",
      ),
    );
  });

  test("rows that went, and those of an issue that is gone", () => {
    tamper(partition(), "delete from events where rowid = (select min(id) from events)");
    tamper(at.state, "delete from issue_users; delete from issue_hashes where issue_id = 3; delete from issues where id = 3; update issues set user_count = 0");
    expect(seen()).toEqual(
      matching(
        "issue 1 has 3 events by the state, and 2 rows",
        "issue 1 has 2 rows, and 3 by the counters beside them",
        "issue 1, hash [0-9a-f]{32} has 3 events by the state, and 2 rows",
        "issue 3 has 0 events by the state, and 3 rows",
        "issue 3, hash [0-9a-f]{32} has 0 events by the state, and 3 rows",
        "2026-10-20 has 8 rows, and 9 by the project's counters",
      ),
    );
  });

  test("many are told as some and a number", async () => {
    await api.ingest(Array.from({ length: 40 }, (_, n) => boom(n + 50, { payload: { message: "m", fingerprint: [`${n}`] } })));
    tamper(at.state, "update issues set times_seen = times_seen + 1");
    const found = seen();
    expect(found).toHaveLength(21);
    expect(found.at(-1)).toBe("counters problem: and 23 more of the kind");
  });
});

describe("damage is found", () => {
  beforeEach(async () => {
    await api.ingest([boom(1, { attachments: [file, large] }), boom(2)]);
  });

  test("a byte in a block, unless it is to be quick; a segment that is cut off; one that is gone", () => {
    const bytes = fs.readFileSync(bodies());
    const last = bytes.length - 3;
    bytes[last] = (bytes[last] ?? 0) ^ 0xff;
    fs.writeFileSync(bodies(), bytes);
    expect(seen(false)).toEqual([]);
    expect(seen()).toEqual(matching("^bodies problem: …/blobs/bodies/2026-10-20/000000.seg at \\d+: the block's data fails its checksum$"));
    fs.truncateSync(bodies(), bytes.length - 1);
    expect(seen(false)).toEqual(
      matching("^bodies note: .*its last \\d+ bytes are of a write that was interrupted$", "^bodies problem: \\d bodies or files that rows of 2026-10-20 name"),
    );
    fs.rmSync(bodies());
    expect(seen(false)).toEqual(["bodies problem: 3 bodies or files that rows of 2026-10-20 name are missing: bodies/2026-10-20, segment 0"]);
  });

  test("a file that is gone", () => {
    fs.rmSync(path.join(at.blobs, "attachments"), { recursive: true });
    expect(seen()).toEqual([`bodies problem: 1 bodies or files that rows of 2026-10-20 name are missing: attachments/2026-10-20/${api.ids.shop}`]);
  });

  test("a partition that is none, and one of a newer version", () => {
    tamper(partition(), "pragma user_version = 1000");
    fs.writeFileSync(partition(1), "this was a database once ".repeat(500));
    expect(seen()).toEqual(
      matching(
        "^rows problem: …/telemetry/2026-10-19.db: file is not a database$",
        "^rows problem: …/telemetry/2026-10-20.db was written by a newer version",
        "^counters note: counters were not compared",
      ),
    );
  });

  test("rows that are not counted yet are no problem", () => {
    tamper(at.state, "update meta set value = '0' where key = 'log_position'; delete from issue_users; delete from issue_hashes; delete from issues");
    expect(seen()).toEqual(["rows note: …/telemetry/2026-10-20.db has rows of requests that are not counted yet (2, counted up to 0)"]);
  });

  test("a state that is damaged or of another version", async () => {
    tamper(at.state, "insert into migrations values ('9999-later', 1)");
    expect(seen()).toEqual(matching("^state problem: .*newer version", "^counters note"));
    tamper(at.state, "delete from migrations where id >= '0011'");
    expect(seen()).toEqual(matching("^state note: .*older version", "^counters note"));
    await api.close();
    fs.mkdirSync(api.stores.folder);
    fs.writeFileSync(at.state, "this was a database once ".repeat(500));
    expect(seen()).toEqual(matching("^state problem: …/state.db: file is not a database$", "^counters note"));
  });

  test("a record of the log, and a letter that cannot be read", async () => {
    const log = await openFileLog({ folder: at.log, committedSeq: 2, onWarning: (message) => expect.fail(message) });
    for (const text of ["one", "two", "three"]) await log.append(recordMeta(), Buffer.from(text));
    await log.close();
    expect(seen()).toEqual([]);
    const [name = ""] = fs.readdirSync(at.log);
    const bytes = fs.readFileSync(path.join(at.log, name));
    bytes[bytes.indexOf("two")] = 0;
    fs.writeFileSync(path.join(at.log, name), bytes);
    fs.writeFileSync(path.join(at.log, "0000000000000001.log.damaged"), "");
    fs.mkdirSync(at.deadLetters, { recursive: true });
    fs.writeFileSync(path.join(at.deadLetters, "000000000007-1.letter"), "no letter");
    expect(seen()).toEqual(
      matching(
        "^log problem: …/log/\\d+.log: 1 records can be read, \\d+ bytes from byte \\d+ on cannot: they changed on the disk$",
        "^log note: .*damaged and is kept$",
        "^log problem: .*000000000007-1.letter cannot be read$",
      ),
    );
  });
});
