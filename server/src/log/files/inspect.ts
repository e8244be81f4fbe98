import fs from "node:fs";
import { listSegments } from "./segment-name.ts";
import { scanSegment } from "./scan-segment.ts";

/** What lies in a log's folder, without changing anything there: for the command line, also while a server writes. */
export function inspectLog(folder: string): { readonly lastSeq: number; readonly bytes: number } {
  if (!fs.existsSync(folder)) return { lastSeq: 0, bytes: 0 };
  const segments = listSegments(folder);
  const last = segments.at(-1);
  const bytes = segments.reduce((sum, segment) => sum + (fs.statSync(segment.file, { throwIfNoEntry: false })?.size ?? 0), 0);
  if (last === undefined || !fs.existsSync(last.file)) return { lastSeq: 0, bytes };
  return { lastSeq: last.firstSeq - 1 + scanSegment(last.file, Number.MAX_SAFE_INTEGER).frames.length, bytes };
}
