import fs from "node:fs";
import path from "node:path";

const SEGMENT = /^(\d{16})\.log$/;

/** Name of the file whose first record has this seq. Sorting names sorts seqs. */
export function segmentName(firstSeq: number): string {
  return `${String(firstSeq).padStart(16, "0")}.log`;
}

export interface SegmentFile {
  readonly file: string;
  readonly firstSeq: number;
}

/** The segments in a folder, oldest first. Other files, such as damaged ones that were kept aside, are not listed. */
export function listSegments(folder: string): SegmentFile[] {
  return fs
    .readdirSync(folder)
    .map((name) => ({ name, match: SEGMENT.exec(name) }))
    .flatMap(({ name, match }) => (match === null ? [] : [{ file: path.join(folder, name), firstSeq: Number(match[1]) }]))
    .sort((a, b) => a.firstSeq - b.firstSeq);
}
