import fs from "node:fs";
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
