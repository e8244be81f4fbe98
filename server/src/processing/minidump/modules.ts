import type { DumpReader, Location } from "./dump-reader.ts";

/** A library or program that was loaded. */
export interface DumpModule {
  readonly base: bigint;
  readonly size: number;
  /** Path as the system had it. */
  readonly name: string;
  readonly version: string | null;
  readonly timestamp: number;
  readonly id: ModuleId | undefined;
}

interface ModuleId {
  readonly kind: "pdb" | "elf" | "macho";
  readonly debugId: string;
  readonly codeId: string | null;
  readonly debugFile: string | null;
}

const mostModules = 2000;
const moduleBytes = 108;

export function readModules(dump: DumpReader, at: Location | undefined): readonly DumpModule[] {
  const stream = at && dump.slice(at);
  if (stream === undefined) return [];
  const count = Math.min(stream.u32(0) ?? 0, mostModules);
  const modules: DumpModule[] = [];
  // Some writers align the first entry to eight bytes.
  const start = stream.bytes.length >= 8 + count * moduleBytes && stream.u32(4) === 0 ? 8 : 4;
  for (let i = 0; i < count; i++) {
    const module = readModule(dump, stream, start + i * moduleBytes);
    if (module === undefined) break;
    modules.push(module);
  }
  return modules;
}

function readModule(dump: DumpReader, list: DumpReader, at: number): DumpModule | undefined {
  const [base, size, timestamp, nameAt] = [list.u64(at), list.u32(at + 8), list.u32(at + 16), list.u32(at + 20)];
  if (base === undefined || size === undefined || timestamp === undefined || nameAt === undefined) return undefined;
  const record = list.location(at + 76);
  const cv = record && dump.slice(record);
  return {
    base,
    size,
    timestamp,
    name: dump.text(nameAt) ?? "",
    version: versionOf(list, at + 24),
    id: cv && readId(cv, timestamp, size),
  };
}

/** By address, to look them up in. */
export class ModuleMap {
  readonly #sorted: readonly DumpModule[];

  constructor(modules: readonly DumpModule[]) {
    this.#sorted = modules.toSorted((a, b) => (a.base < b.base ? -1 : a.base > b.base ? 1 : 0));
  }

  /** The one that holds the address. By halves: a file may name thousands of modules and of addresses. */
  at(address: bigint): DumpModule | undefined {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const candidate = this.#sorted[middle];
      if (candidate !== undefined && candidate.base <= address) low = middle + 1;
      else high = middle;
    }
    const found = this.#sorted[low - 1];
    return found !== undefined && address < found.base + BigInt(found.size) ? found : undefined;
  }
}

/** VS_FIXEDFILEINFO. */
function versionOf(list: DumpReader, at: number): string | null {
  const [high, low] = [list.u32(at + 8), list.u32(at + 12)];
  if (list.u32(at) !== 0xfeef04bd || high === undefined || low === undefined) return null;
  return [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff].join(".");
}

/** How the file that has the symbols is recognized: a PDB's GUID and age, or a build id. */
function readId(cv: DumpReader, timestamp: number, size: number): ModuleId | undefined {
  const signature = cv.u32(0);
  if (signature === 0x53445352 && cv.holds(4, 20)) {
    const age = cv.u32(20) ?? 0;
    const file = cv.ascii(24, 512);
    const isPdb = /\.pdb$/i.test(file);
    const guid = guidText(cv.bytes.subarray(4, 20));
    // Breakpad writes the build ids of other systems in the same form, with age 0.
    const debugId = age === 0 ? guid : `${guid}-${age.toString(16)}`;
    return {
      kind: isPdb ? "pdb" : file.endsWith(".dylib") || file.includes("/System/") ? "macho" : age === 0 ? "elf" : "pdb",
      debugId,
      codeId: isPdb ? `${timestamp.toString(16).padStart(8, "0")}${size.toString(16)}` : null,
      debugFile: file === "" ? null : file.toWellFormed(),
    };
  }
  if (signature !== 0x4270454c) return undefined;
  const buildId = cv.bytes.subarray(4, 36);
  if (buildId.length === 0) return undefined;
  const padded = new Uint8Array(16);
  padded.set(buildId.subarray(0, 16));
  return { kind: "elf", debugId: guidText(padded), codeId: hex(buildId), debugFile: null };
}

/** The first three groups are numbers, low byte first. */
function guidText(bytes: Uint8Array): string {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  const text = hex(Uint8Array.from(order, (index) => bytes[index] ?? 0));
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
