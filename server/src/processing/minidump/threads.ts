import type { DumpReader, Location } from "./dump-reader.ts";

export interface DumpThread {
  readonly id: number;
  readonly name: string | null;
  readonly stackStart: bigint;
  readonly stack: Location;
  readonly context: Location;
}

const mostThreads = 256;
const threadBytes = 48;

export function readThreads(dump: DumpReader, at: Location | undefined, namesAt: Location | undefined): readonly DumpThread[] {
  const stream = at && dump.slice(at);
  if (stream === undefined) return [];
  const count = Math.min(stream.u32(0) ?? 0, mostThreads);
  const start = stream.bytes.length >= 8 + count * threadBytes && stream.u32(4) === 0 ? 8 : 4;
  const names = readNames(dump, namesAt);
  const threads: DumpThread[] = [];
  for (let i = 0; i < count; i++) {
    const entry = start + i * threadBytes;
    const [id, stackStart, stack, context] = [stream.u32(entry), stream.u64(entry + 24), stream.location(entry + 32), stream.location(entry + 40)];
    if (id === undefined || stackStart === undefined || stack === undefined || context === undefined) break;
    threads.push({ id, name: names.get(id) ?? null, stackStart, stack, context });
  }
  return threads;
}

/** Packed entries of twelve bytes: the id, and where the name lies as 64 bits. */
function readNames(dump: DumpReader, at: Location | undefined): ReadonlyMap<number, string> {
  const stream = at && dump.slice(at);
  const names = new Map<number, string>();
  if (stream === undefined) return names;
  for (let i = 0; i < Math.min(stream.u32(0) ?? 0, mostThreads); i++) {
    const [id, offset] = [stream.u32(4 + i * 12), stream.u64(8 + i * 12)];
    const name = offset === undefined || offset > 0xffffffffn ? undefined : dump.text(Number(offset), 512);
    if (id !== undefined && name !== undefined && name !== "") names.set(id, name);
  }
  return names;
}
