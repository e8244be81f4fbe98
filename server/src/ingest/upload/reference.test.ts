import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ProcessedBatch } from "../../pipeline/batch.ts";
import { processBatch } from "../../pipeline/process-batch.ts";
import { batchOf } from "../../pipeline/record-kit.ts";
import { minidump } from "../../processing/minidump/minidump-kit.ts";
import { defaultProjectSettings } from "../../project-settings/project-settings.ts";
import { openUploadFinder } from "../../stores/uploads/files/find-upload.ts";
import { makeSecret } from "../../stores/uploads/files/signature.ts";
import { openUploadStore } from "../../stores/uploads/files/store.ts";
import { KEY, keyAccess, startIngest, type IngestServer } from "../testing.ts";

let folder: string;
let server: IngestServer;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-references-"));
  makeSecret(folder);
  server = await startIngest({ uploads: openUploadStore(folder) });
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function upload(bytes: Uint8Array, metadata = ""): Promise<string> {
  const headers = { "tus-resumable": "1.0.0", "upload-length": bytes.length, "content-type": "application/offset+octet-stream", "upload-metadata": metadata };
  const { headers: answered } = await server.send(`/api/42/upload/?sentry_key=${KEY}`, { method: "POST", headers, body: bytes });
  return answered.location ?? "";
}

const reference = (location: string, more: object = {}): string =>
  `${JSON.stringify({ type: "attachment", content_type: "application/vnd.sentry.attachment-ref+json", filename: "big.dmp", ...more })}\n${JSON.stringify({ location })}\n`;

async function process(...lines: readonly string[]): Promise<ProcessedBatch> {
  const { status, text } = await server.envelope(`{"event_id":"${"a".repeat(32)}"}\n${lines.join("")}`);
  if (status !== 200) throw new Error(`answered ${status}: ${text}`);
  const records = server.records();
  const filters = { ...defaultProjectSettings.filters, errorMessages: ["*boring*"] };
  return processBatch(batchOf(records), records, { projects: () => ({ ...defaultProjectSettings, filters }), findUpload: openUploadFinder(folder) });
}

test("a dump that was uploaded makes an event, as one in the envelope does", async () => {
  const dump = minidump();
  const { events, attachments, uploads } = await process(reference(await upload(dump), { attachment_type: "event.minidump", attachment_length: dump.length }));
  expect(events).toMatchObject([{ level: "fatal", platform: "native", handled: false }]);
  expect(attachments).toMatchObject([{ name: "big.dmp", type: "event.minidump", size: dump.length, body: null, file: null, upload: uploads[0]?.id }]);
});

test("a dump that is not there makes no event, and the reference has an outcome", async () => {
  const batch = await process(reference("/api/42/upload/0/", { attachment_type: "event.minidump" }));
  expect(batch).toMatchObject({ events: [], attachments: [], outcomes: [{ reason: "invalid_placeholder", quantity: 1 }] });
});

test("the kind of file may have been said when it was uploaded", async () => {
  const metadata = `name YQ==,sentry ${Buffer.from('{"attachment_type":"event.view_hierarchy"}').toString("base64")}`;
  expect(await process(reference(await upload(Buffer.from("{}"), metadata)))).toMatchObject({ attachments: [{ type: "event.view_hierarchy" }] });
});

test("a file whose size is another one than announced is refused with its bytes", async () => {
  const { attachments, outcomes } = await process(reference(await upload(Buffer.from("12345")), { attachment_length: 6 }));
  expect(attachments).toEqual([]);
  expect(outcomes).toMatchObject([{ reason: "invalid_placeholder", quantity: 5, detail: "attachment_length says 6, but 5 bytes were uploaded." }]);
});

test("a file goes with its event, with the bytes that it has, and is not waited for any more", async () => {
  const location = await upload(Buffer.from("12345"));
  const { outcomes, uploads } = await process(`{"type":"event"}\n{"message":"a boring one"}\n`, reference(location));
  expect(outcomes).toMatchObject([
    { itemType: "event", outcome: "filtered" },
    { itemType: "attachment", outcome: "filtered", reason: "error-message", quantity: 5 },
  ]);
  expect(uploads).toHaveLength(1);
});

test("a reference counts no bytes again", async () => {
  const quota = { id: "q", categories: ["attachment"], limit: 5, windowSeconds: 3600, reasonCode: null };
  server.keys.set(KEY, keyAccess({ quotas: { organization: [], project: [quota] } }));
  const location = await upload(Buffer.from("12345"));
  expect(await process(reference(location))).toMatchObject({ attachments: [{ size: 5 }] });
});
