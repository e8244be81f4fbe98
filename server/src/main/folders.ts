import fs from "node:fs";
import path from "node:path";

/** Where things lie in the data folder. */
export const folders = (
  data: string,
): {
  readonly log: string;
  readonly state: string;
  readonly telemetry: string;
  readonly blobs: string;
  readonly deadLetters: string;
  readonly uploads: string;
} => ({
  log: path.join(data, "log"),
  state: path.join(data, "state.db"),
  telemetry: path.join(data, "telemetry"),
  blobs: path.join(data, "blobs"),
  deadLetters: path.join(data, "dead-letters"),
  uploads: path.join(data, "uploads"),
});

/** Makes the data folder. Only its owner may look inside: events hold what users typed, the state holds password hashes. */
export function makeDataFolder(data: string): void {
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
}
