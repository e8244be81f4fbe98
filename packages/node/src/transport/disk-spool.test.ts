import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import type { Resent } from "@vedette/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDiskSpool } from "./disk-spool.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-spool-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const envelope = (text: string): string =>
  `${JSON.stringify({ event_id: text, sent_at: "2020-01-01T00:00:00.000Z" })}\n{"type":"event"}\n{"message":"${text}"}\n`;

/** Sends all, and returns the texts that arrived. */
async function resend(spool: ReturnType<typeof createDiskSpool>, answer: (text: string) => Resent = () => "sent"): Promise<string[]> {
  const arrived: string[] = [];
  await spool.resend(async (body) => {
    const text = Buffer.from(body).toString();
    const message = /"message":"(.*?)"/.exec(text)?.[1] ?? "";
    const result = answer(message);
    if (result === "sent") arrived.push(message);
    return result;
  });
  return arrived;
}

test("keeps what another process then sends, oldest first, once, with the time of the attempt", async () => {
  const first = createDiskSpool({ folder });
  expect(["a", "b", "c"].map((text) => first.keep(envelope(text)))).toEqual([true, true, true]);
  const bodies: string[] = [];
  await createDiskSpool({ folder }).resend(async (body) => {
    bodies.push(Buffer.from(body).toString());
    return "sent";
  });
  expect(bodies.map((body) => body.split("\n")[2])).toEqual(['{"message":"a"}', '{"message":"b"}', '{"message":"c"}']);
  const header: unknown = JSON.parse(bodies[0]?.split("\n")[0] ?? "");
  expect(header).toMatchObject({ event_id: "a", sent_at: expect.not.stringContaining("2020") });
  expect(readdirSync(folder)).toEqual([]);
});

test("two that send at the same time share the work", async () => {
  const kept = createDiskSpool({ folder });
  const texts = Array.from({ length: 50 }, (_, index) => `event ${index}`);
  for (const text of texts) kept.keep(envelope(text));
  const arrived = await Promise.all([resend(createDiskSpool({ folder })), resend(createDiskSpool({ folder }))]);
  expect(arrived.flat().toSorted()).toEqual(texts.toSorted());
});

test("stops at a server that is away and goes on later; what is refused goes", async () => {
  const spool = createDiskSpool({ folder });
  for (const text of ["a", "bad", "b", "c"]) spool.keep(envelope(text));
  expect(await resend(spool, (text) => (text === "bad" ? "refused" : text === "b" ? "later" : "sent"))).toEqual(["a"]);
  expect(await resend(spool)).toEqual(["b", "c"]);
});

test("claims of dead processes are taken over, those of living ones are not", async () => {
  const host = hostname().replaceAll("~", "-");
  writeFileSync(path.join(folder, `1700000000000-1-0.envelope.${host}~${process.pid}`), envelope("mine"));
  writeFileSync(path.join(folder, `1700000000001-1-0.envelope.${host}~999999999`), envelope("dead"));
  writeFileSync(path.join(folder, `1700000000002-1-0.envelope.elsewhere~1`), envelope("elsewhere"));
  expect(await resend(createDiskSpool({ folder }))).toEqual(["dead"]);
});

test("rubbish is deleted, strangers' files are left alone", async () => {
  const log: string[] = [];
  for (const [index, text] of ["", "no envelope", "{}", "[1]\n{}\n{}", envelope("x").slice(0, 20), "\u0000\n\u0000"].entries())
    writeFileSync(path.join(folder, `170000000000${index}-1-0.envelope`), text);
  writeFileSync(path.join(folder, "notes.txt"), "mine");
  expect(await resend(createDiskSpool({ folder }, (message) => log.push(message)))).toEqual([]);
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
  expect(log).toHaveLength(6);
});

test("stays within its bytes: the oldest goes", async () => {
  const log: string[] = [];
  const size = Buffer.byteLength(envelope("1"));
  const spool = createDiskSpool({ folder, maxBytes: size * 3 }, (message) => log.push(message));
  for (const text of ["1", "2", "3", "4", "5"]) expect(spool.keep(envelope(text))).toBe(true);
  expect(spool.keep(envelope("x".repeat(size * 3)))).toBe(false);
  expect(await resend(spool)).toEqual(["3", "4", "5"]);
  expect(log).toHaveLength(3);
});

test.skipIf(process.platform === "win32")("only the owner may read it", () => {
  createDiskSpool({ folder }).keep(envelope("a"));
  const [name = ""] = readdirSync(folder);
  expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
  expect(readFileSync(path.join(folder, name), "utf8")).toBe(envelope("a"));
});

test("a folder that cannot be made is an answer, not an error", async () => {
  writeFileSync(path.join(folder, "file"), "");
  const spool = createDiskSpool({ folder: path.join(folder, "file", "spool") });
  expect(spool.keep(envelope("a"))).toBe(false);
  expect(await resend(spool)).toEqual([]);
});
