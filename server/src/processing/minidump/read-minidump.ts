import { DumpReader, type Location } from "./dump-reader.ts";
import { readModules, type DumpModule } from "./modules.ts";
import { readThreads, type DumpThread } from "./threads.ts";

/** What of a minidump is shown without symbols. Addresses are numbers of 64 bits. */
export interface Minidump {
  readonly takenAt: number | null;
  readonly system: DumpSystem | undefined;
  readonly crash: DumpCrash | undefined;
  readonly modules: readonly DumpModule[];
  readonly threads: readonly DumpThread[];
  readonly processId: number | null;
}

export interface DumpSystem {
  readonly arch: Arch;
  readonly os: "Windows" | "macOS" | "iOS" | "Linux" | "Android" | "Unknown";
  readonly version: string;
  readonly build: string;
  readonly cpus: number;
}

export type Arch = "x86" | "x86_64" | "arm" | "arm64" | "unknown";

export interface DumpCrash {
  readonly threadId: number;
  readonly code: number;
  readonly flags: number;
  readonly address: bigint;
  readonly parameters: readonly bigint[];
  readonly context: Location | undefined;
}

const signature = 0x504d444d;
const streamTypes = { threads: 3, modules: 4, exception: 6, system: 7, misc: 15, threadNames: 24 } as const;
const mostStreams = 1024;

/**
 * The streams of Microsoft's minidump format, which Crashpad and Breakpad write on every system. Undefined for what is none;
 * big endian ones (of PowerPC) are recognized, kept and not read.
 */
export function readMinidump(bytes: Uint8Array): Minidump | undefined {
  const dump = new DumpReader(bytes);
  if (dump.u32(0) !== signature) return undefined;
  const streams = directory(dump);
  const system = readSystem(dump, streams.get(streamTypes.system));
  const crash = readCrash(dump, streams.get(streamTypes.exception));
  const taken = dump.u32(20);
  return {
    takenAt: taken === undefined || taken === 0 ? null : taken,
    system,
    crash,
    modules: readModules(dump, streams.get(streamTypes.modules)),
    threads: readThreads(dump, streams.get(streamTypes.threads), streams.get(streamTypes.threadNames)),
    processId: readProcessId(dump, streams.get(streamTypes.misc)),
  };
}

function directory(dump: DumpReader): ReadonlyMap<number, Location> {
  const [count = 0, start = 0] = [dump.u32(8), dump.u32(12)];
  const streams = new Map<number, Location>();
  for (let i = 0; i < Math.min(count, mostStreams); i++) {
    const type = dump.u32(start + i * 12);
    const location = dump.location(start + i * 12 + 4);
    if (type === undefined || location === undefined) break;
    if (!streams.has(type)) streams.set(type, location);
  }
  return streams;
}

const architectures: Readonly<Record<number, Arch>> = { 0: "x86", 5: "arm", 9: "x86_64", 12: "arm64", 0x8003: "arm64" };
const systems: Readonly<Record<number, DumpSystem["os"]>> = {
  1: "Windows",
  2: "Windows",
  0x8101: "macOS",
  0x8102: "iOS",
  0x8201: "Linux",
  0x8203: "Android",
};

function readSystem(dump: DumpReader, at: Location | undefined): DumpSystem | undefined {
  const stream = at && dump.slice(at);
  if (stream === undefined) return undefined;
  const [major, minor, build, platform] = [8, 12, 16, 20].map((offset) => stream.u32(offset));
  if (major === undefined || minor === undefined || build === undefined || platform === undefined) return undefined;
  const servicePack = dump.text(stream.u32(24) ?? -1) ?? "";
  const os = systems[platform] ?? "Unknown";
  // Linux writes its whole kernel version as the service pack.
  const kernel = os === "Linux" || os === "Android" ? /^\S+\s+(\d+(?:\.\d+)+)/.exec(servicePack)?.[1] : undefined;
  return {
    arch: architectures[stream.u16(0) ?? -1] ?? "unknown",
    os,
    version: kernel ?? (os === "Windows" ? `${major}.${minor}.${build}` : `${major}.${minor}`),
    build: servicePack.trim().slice(0, 200) || String(build),
    cpus: stream.u8(6) ?? 0,
  };
}

function readCrash(dump: DumpReader, at: Location | undefined): DumpCrash | undefined {
  const stream = at && dump.slice(at);
  if (stream === undefined) return undefined;
  const [threadId, code, flags, address, count = 0] = [stream.u32(0), stream.u32(8), stream.u32(12), stream.u64(24), stream.u32(32)];
  if (threadId === undefined || code === undefined || flags === undefined || address === undefined) return undefined;
  const parameters = Array.from({ length: Math.min(count, 15) }, (_, i) => stream.u64(40 + i * 8) ?? 0n);
  return { threadId, code, flags, address, parameters, context: stream.location(160) };
}

function readProcessId(dump: DumpReader, at: Location | undefined): number | null {
  const stream = at && dump.slice(at);
  const hasId = ((stream?.u32(4) ?? 0) & 1) === 1;
  return hasId ? (stream?.u32(8) ?? null) : null;
}
