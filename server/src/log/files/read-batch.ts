import fs from "node:fs";
import type { LogBatch, LogRecord } from "../port.ts";
import { decodeFrame } from "./frame.ts";
import { readExactly } from "./scan-segment.ts";

/**
 * The records of a batch, read from its file; for worker threads, hence synchronous. Bodies are views into one buffer.
 * Every checksum is verified. A record that went bad on disk since it was written is left out and reported.
 */
export function readBatch(batch: LogBatch, onDamaged: (message: string) => void = () => undefined): LogRecord[] {
  const fd = fs.openSync(batch.source.file, "r");
  let bytes: Buffer | undefined;
  try {
    bytes = readExactly(fd, batch.source.offset, batch.bytes);
  } finally {
    fs.closeSync(fd);
  }
  const records: LogRecord[] = [];
  if (bytes === undefined) {
    onDamaged(`${batch.source.file} ends before record ${batch.lastSeq}: ${batch.records} records are lost`);
    return records;
  }
  let offset = 0;
  for (let seq = batch.firstSeq; seq <= batch.lastSeq; seq++) {
    const frame = decodeFrame(bytes, offset);
    const { end } = frame;
    if (end === undefined) {
      onDamaged(`${batch.source.file} cannot be read from byte ${batch.source.offset + offset} on: records ${seq} to ${batch.lastSeq} are lost`);
      return records;
    }
    if ("problem" in frame) {
      onDamaged(`${batch.source.file} has a bad ${frame.problem} at byte ${batch.source.offset + offset}: record ${seq} is lost`);
    } else {
      records.push({ seq, meta: frame.meta, body: frame.body });
    }
    offset = end;
  }
  return records;
}
