import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { telemetrySuite } from "../suite.ts";
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
