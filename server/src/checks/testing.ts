import { readSettings } from "../config/settings.ts";
import { inspectFolder } from "../main/inspect-folder.ts";
import { checkFolder } from "./check-folder.ts";
import type { Finding } from "./finding.ts";

/** What `vedette check` says of a data folder. */
export function findingsIn(data: string, thorough = true): readonly Finding[] {
  const folder = inspectFolder(readSettings({ VEDETTE_DATA: data }));
  if (folder === undefined) throw new Error(`${data} holds no data`);
  try {
    return checkFolder(folder, thorough);
  } finally {
    folder.state.close();
  }
}

/** Throws what does not add up. */
export function assertSound(data: string): void {
  const problems = findingsIn(data).filter(({ gravity }) => gravity === "problem");
  if (problems.length > 0) throw new Error(problems.map(({ what }) => what).join("\n"));
}
