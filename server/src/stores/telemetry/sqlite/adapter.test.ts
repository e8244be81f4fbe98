import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { telemetrySuite } from "../suite.ts";
import { day, event } from "../suite-data.ts";
import { openTelemetryReader, openTelemetryWriter } from "./adapter.ts";
import { capabilities } from "./capabilities.ts";

telemetrySuite(capabilities, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-telemetry-"));
  const writer = await openTelemetryWriter(folder);
  const reader = await openTelemetryReader(folder);
  return {
    writer,
    reader,
    openReader: () => openTelemetryReader(folder),
    dispose: async () => {
      await Promise.all([writer.close(), reader.close()]);
      rmSync(folder, { recursive: true });
    },
  };
});

it("refuses to write to a partition of a newer program, by name, and still reads it", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-telemetry-"));
  const batch = (n: number) => ({ events: [event(n)], attachments: [], rows: [], outcomes: [] });
  const before = await openTelemetryWriter(folder);
  await before.append(batch(1));
  await before.close();
  const database = new DatabaseSync(path.join(folder, "2026-05-10.db"));
  database.exec("pragma user_version = 99; alter table events add column future text");
  database.close();
  const writer = await openTelemetryWriter(folder);
  await expect(writer.append(batch(2))).rejects.toThrow(/2026-05-10\.db has schema version 99, but this version of Vedette knows up to/);
  const reader = await openTelemetryReader(folder);
  expect(await reader.event([1], event(1).eventId)).toEqual(event(1));
  await Promise.all([writer.close(), reader.close()]);
  rmSync(folder, { recursive: true });
});

it("keeps one file per day and empties its write-ahead log on closing", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-telemetry-"));
  const writer = await openTelemetryWriter(folder);
  const days = Array.from({ length: 10 }, (_, index) => event(index + 1, { timestamp: event(0).timestamp + index * day }));
  await writer.append({ events: days, attachments: [], rows: [], outcomes: [] });
  await writer.close();
  expect(readdirSync(folder).sort((a, b) => a.localeCompare(b))).toEqual(Array.from({ length: 10 }, (_, index) => `2026-05-${10 + index}.db`));
  rmSync(folder, { recursive: true });
});

it("brings every day up to date before anybody reads it, and asks those that have nothing to tell no more", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-telemetry-"));
  const days = Array.from({ length: 3 }, (_, index) => event(index + 1, { timestamp: event(0).timestamp + index * day }));
  const before = await openTelemetryWriter(folder);
  await before.append({ events: days, attachments: [], rows: [], outcomes: [] });
  const removal = { projectIds: [1], filter: [], after: 0, limit: 9, counters: "follow", note: { at: 0, how: "deleted", detail: "" } } as const;
  const [, middle = 0] = await before.removalDays();
  await before.removeEvents({ ...removal, day: middle });
  await before.close();
  // As a program left it that knew less.
  const older = new DatabaseSync(path.join(folder, "2026-05-12.db"));
  older.exec("drop index logs_by_trace_id; alter table logs drop column severity_number; pragma application_id = 0");
  older.close();
  const writer = await openTelemetryWriter(folder);
  const upgraded = new DatabaseSync(path.join(folder, "2026-05-12.db"), { readOnly: true });
  expect(upgraded.prepare("select count(severity_number) as n from logs").get()).toEqual({ n: 0 });
  expect(upgraded.prepare("select 1 as n from sqlite_schema where name = 'logs_by_trace_id'").get()).toEqual({ n: 1 });
  upgraded.close();
  const told = async (what: "receipts" | "graves") => Promise.all((await writer.removalDays()).map(async (at) => (await writer[what](at)).length));
  expect([await told("receipts"), await told("graves")]).toEqual([
    [0, 1, 0],
    [0, 1, 0],
  ]);
  await writer.undoAfter(0);
  const reader = await openTelemetryReader(folder);
  expect(await reader.events({ projectIds: [1], filter: [], limit: 9 })).toEqual([]);
  await Promise.all([writer.close(), reader.close()]);
  rmSync(folder, { recursive: true });
});
