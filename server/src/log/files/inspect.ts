import fs from "node:fs";
import path from "node:path";
import type { LogInspection } from "../port.ts";
import { listSegments } from "./segment-name.ts";
import { scanSegment } from "./scan-segment.ts";

/** What lies in a log's folder, without changing anything there: for the command line, also while a server writes. */
export function inspectLog(folder: string): { readonly lastSeq: number; readonly bytes: number } {
  if (!fs.existsSync(folder)) return { lastSeq: 0, bytes: 0 };
  const segments = listSegments(folder).map(({ file, firstSeq }) => ({ file, firstSeq, bytes: fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0 }));
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  // An empty file only keeps seqs from being given out (see `recover`), or has just been begun.
  const last = segments.findLast((segment) => segment.bytes > 0 && fs.existsSync(segment.file));
  return { lastSeq: last === undefined ? 0 : last.firstSeq - 1 + scanSegment(last.file, Number.MAX_SAFE_INTEGER).frames.length, bytes };
}

/** Reads every record and its checksum. What a writer gives up meanwhile is left out. */
export function checkLog(folder: string): LogInspection {
  if (!fs.existsSync(folder)) return { segments: [], keptAside: [] };
  const files = listSegments(folder);
  const segments = files.flatMap(({ file, firstSeq }, index) => {
    // As `recover` reads it: a write that failed may have left frames whose seqs were given to the next segment.
    const following = files[index + 1];
    const scanned = unlessGone(() => scanSegment(file, following === undefined ? Number.MAX_SAFE_INTEGER : following.firstSeq - firstSeq));
    if (scanned === undefined) return [];
    const { frames, fileBytes, damage } = scanned;
    return [{ file, firstSeq, records: frames.length, damage: damage === undefined ? undefined : { ...damage, bytes: fileBytes - damage.offset } }];
  });
  const keptAside = fs.readdirSync(folder).filter((name) => name.endsWith(".damaged"));
  return { segments, keptAside: keptAside.map((name) => path.join(folder, name)) };
}

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
