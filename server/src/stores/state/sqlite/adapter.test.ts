import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stateSuite } from "../suite.ts";
import { migrateState, openStateReader, openStateWriter } from "./adapter.ts";

stateSuite(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-state-"));
  const file = path.join(folder, "state.db");
  await migrateState(file);
  const writer = await openStateWriter(file);
  const reader = await openStateReader(file);
  return {
    writer,
    reader,
    openWriter: () => openStateWriter(file),
    dispose: async () => {
      await Promise.all([writer.close(), reader.close()]);
      rmSync(folder, { recursive: true });
    },
  };
});
