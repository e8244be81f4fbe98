import { once } from "node:events";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mergeSettings } from "../project-settings/project-settings.ts";
import type { ToProcessor } from "./job.ts";
import { envelopeRecord } from "./record-kit.ts";
import { serveProcessing } from "./serve-processing.ts";
import type { SettingsChanges } from "./settings-feed.ts";

let main: MessageChannel;
let writer: MessageChannel;

beforeEach(() => {
  main = new MessageChannel();
  writer = new MessageChannel();
  const record = envelopeRecord(1, [{ type: "event", payload: { message: "x", user: { ip_address: "127.0.0.1" } } }]);
  serveProcessing({ main: main.port2, readBatch: () => [record] });
  tell({ kind: "writer", port: writer.port2 }, [writer.port2]);
});

afterEach(() => {
  main.port1.close();
  writer.port1.close();
});

function tell(message: ToProcessor, transfer: readonly MessageChannel["port1"][] = []): void {
  main.port1.postMessage(message, [...transfer]);
}

/** What becomes of the one record now. */
async function fate(): Promise<unknown> {
  const batch = { firstSeq: 1, lastSeq: 1, records: 1, bytes: 1, source: { file: "", offset: 0 } };
  tell({ kind: "job", job: { batch, from: 1, to: 1, after: 0, poison: false } });
  const [{ processed }] = await once(writer.port1, "message");
  return { events: processed.events.length, outcomes: processed.outcomes.map(({ reason }: { reason: string }) => reason) };
}

test("a project's settings are in force from the message that brings them to the one that takes them back", async () => {
  const local = mergeSettings({}, { filters: { localhost: true } });
  const accepted = { events: 1, outcomes: [] };
  const change = (changes: SettingsChanges): void => tell({ kind: "settings", changes });
  expect(await fate()).toEqual(accepted);
  change([[2, local]]);
  expect(await fate()).toEqual(accepted);
  change([[1, local]]);
  expect(await fate()).toEqual({ events: 0, outcomes: ["localhost"] });
  change([[1, null]]);
  expect(await fate()).toEqual(accepted);
});
