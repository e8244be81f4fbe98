import type { DumpReader } from "./dump-reader.ts";
import type { DumpModule, ModuleMap } from "./modules.ts";
import type { Arch } from "./read-minidump.ts";
import type { DumpThread } from "./threads.ts";

/** `context`: from the registers; `fp`: along the frame pointers; `scan`: something on the stack that looks like a return address. */
export interface WalkedFrame {
  readonly address: bigint;
  readonly trust: "context" | "fp" | "scan";
  readonly module: DumpModule | undefined;
}

interface Layout {
  readonly word: 4 | 8;
  readonly ip: number;
  readonly sp: number;
  readonly fp: number;
}

/** Where CONTEXT structures keep the registers that a walk needs. */
const layouts: Readonly<Partial<Record<Arch, Layout>>> = {
  x86: { word: 4, ip: 0xb8, sp: 0xc4, fp: 0xb4 },
  x86_64: { word: 8, ip: 0xf8, sp: 0x98, fp: 0xa0 },
  arm: { word: 4, ip: 4 + 15 * 4, sp: 4 + 13 * 4, fp: 4 + 11 * 4 },
  arm64: { word: 8, ip: 8 + 32 * 8, sp: 8 + 31 * 8, fp: 8 + 29 * 8 },
};

const mostFrames = 64;
/** How far a scan looks, in words: as Breakpad does. */
const scanWords = 40;

/** The frames of a thread, the one that crashed first. Without unwind information: registers, frame pointers, then scanning. */
export function walkStack(dump: DumpReader, thread: DumpThread, context: DumpReader | undefined, arch: Arch, modules: ModuleMap): readonly WalkedFrame[] {
  const layout = layouts[arch];
  const registers = context ?? dump.slice(thread.context);
  if (layout === undefined || registers === undefined) return [];
  const walker = new Walker(dump.slice(thread.stack), thread.stackStart, layout, modules);
  return walker.walk(registers);
}

class Walker {
  readonly #stack: DumpReader | undefined;
  readonly #base: bigint;
  readonly #layout: Layout;
  readonly #modules: ModuleMap;
  readonly #frames: WalkedFrame[] = [];

  constructor(stack: DumpReader | undefined, base: bigint, layout: Layout, modules: ModuleMap) {
    this.#stack = stack;
    this.#base = base;
    this.#layout = layout;
    this.#modules = modules;
  }

  walk(registers: DumpReader): readonly WalkedFrame[] {
    const register = (offset: number): bigint | undefined => this.#wordAt(registers, offset);
    const [ip, sp, fp] = [register(this.#layout.ip), register(this.#layout.sp), register(this.#layout.fp)];
    if (ip === undefined) return [];
    this.#frames.push({ address: ip, trust: "context", module: this.#moduleAt(ip) });
    let [stackAt, frameAt] = [sp, fp];
    while (this.#frames.length < mostFrames && stackAt !== undefined) {
      const next = this.#byFramePointer(stackAt, frameAt) ?? this.#byScan(stackAt);
      if (next === undefined) break;
      this.#frames.push(next.frame);
      [stackAt, frameAt] = [next.sp, next.fp];
    }
    return this.#frames;
  }

  /** The caller's frame pointer lies where ours points to, its return address behind it; both go up the stack. */
  #byFramePointer(sp: bigint, fp: bigint | undefined): Step | undefined {
    if (fp === undefined || fp < sp) return undefined;
    const word = BigInt(this.#layout.word);
    const [callers, address] = [this.#read(fp), this.#read(fp + word)];
    if (callers === undefined || address === undefined) return undefined;
    const module = this.#moduleAt(address);
    if (module === undefined || (callers !== 0n && callers <= fp)) return undefined;
    return { frame: { address, trust: "fp", module }, sp: fp + word * 2n, fp: callers };
  }

  #byScan(sp: bigint): Step | undefined {
    const word = BigInt(this.#layout.word);
    for (let i = 0; i < scanWords; i++) {
      const at = sp + BigInt(i) * word;
      const address = this.#read(at);
      if (address === undefined) return undefined;
      const module = this.#moduleAt(address);
      if (module !== undefined) return { frame: { address, trust: "scan", module }, sp: at + word, fp: undefined };
    }
    return undefined;
  }

  #read(address: bigint): bigint | undefined {
    const offset = address - this.#base;
    return this.#stack === undefined || offset < 0n || offset > 0xffffffffn ? undefined : this.#wordAt(this.#stack, Number(offset));
  }

  #wordAt(reader: DumpReader, offset: number): bigint | undefined {
    if (this.#layout.word === 8) return reader.u64(offset);
    const value = reader.u32(offset);
    return value === undefined ? undefined : BigInt(value);
  }

  #moduleAt(address: bigint): DumpModule | undefined {
    return this.#modules.at(address);
  }
}

interface Step {
  readonly frame: WalkedFrame;
  readonly sp: bigint;
  readonly fp: bigint | undefined;
}
