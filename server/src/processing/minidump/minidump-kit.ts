/** For tests: minidumps that a crash could have left. All numbers little endian. */

interface DumpOptions {
  readonly platform?: number;
  readonly arch?: number;
  readonly code?: number;
  readonly address?: bigint;
  readonly parameters?: readonly bigint[];
  readonly servicePack?: string;
}

const stackStart = 0x7ffe0000n;
export const appBase = 0x140000000n;
const libraryBase = 0x7ff800000000n;

/** A crash of `app.exe` at its base + 0x1234, called from 0x2000 of it (frame pointer), called from the library (scan). */
export function minidump({
  platform = 2,
  arch = 9,
  code = 0xc0000005,
  address = 0xdeadn,
  parameters = [1n, 0xbadn],
  servicePack = "",
}: DumpOptions = {}): Buffer {
  const file = new FileBuilder();
  const names = {
    app: file.text("C:\\game\\app.exe"),
    library: file.text("C:\\windows\\ntdll.dll"),
    thread: file.text("main loop"),
    pack: file.text(servicePack),
  };
  const pdb = file.append(Buffer.concat([Buffer.from("RSDS"), Buffer.from("00112233445566778899aabbccddeeff", "hex"), u32(2), Buffer.from("app.pdb\0")]));
  const stack = Buffer.alloc(256);
  // Frame pointer chain: at 0x20 the caller's pointer (0: the last one) and its return address; then something that a scan finds.
  stack.writeBigUInt64LE(0n, 0x20);
  stack.writeBigUInt64LE(appBase + 0x2000n, 0x28);
  stack.writeBigUInt64LE(libraryBase + 0x42n, 0x38);
  const stackAt = file.append(stack);
  const context = Buffer.alloc(1232);
  context.writeBigUInt64LE(appBase + 0x1234n, 0xf8);
  context.writeBigUInt64LE(stackStart, 0x98);
  context.writeBigUInt64LE(stackStart + 0x20n, 0xa0);
  const contextAt = file.append(context);
  const module = (base: bigint, size: number, name: number, cv: number, cvBytes: number): Buffer => {
    const entry = Buffer.alloc(108);
    entry.writeBigUInt64LE(base, 0);
    entry.writeUInt32LE(size, 8);
    entry.writeUInt32LE(0x5f000000, 16);
    entry.writeUInt32LE(name, 20);
    entry.writeUInt32LE(cvBytes, 76);
    entry.writeUInt32LE(cv, 80);
    return entry;
  };
  const thread = Buffer.alloc(48);
  thread.writeUInt32LE(77, 0);
  thread.writeBigUInt64LE(stackStart, 24);
  thread.writeUInt32LE(stack.length, 32);
  thread.writeUInt32LE(stackAt, 36);
  thread.writeUInt32LE(context.length, 40);
  thread.writeUInt32LE(contextAt, 44);
  const system = Buffer.alloc(56);
  system.writeUInt16LE(arch, 0);
  system.writeUInt8(8, 6);
  for (const [index, value] of [10, 0, 19045, platform, names.pack].entries()) system.writeUInt32LE(value, 8 + index * 4);
  const exception = Buffer.alloc(168);
  exception.writeUInt32LE(77, 0);
  exception.writeUInt32LE(code, 8);
  exception.writeBigUInt64LE(address, 24);
  exception.writeUInt32LE(parameters.length, 32);
  for (const [index, value] of parameters.entries()) exception.writeBigUInt64LE(value, 40 + index * 8);
  exception.writeUInt32LE(context.length, 160);
  exception.writeUInt32LE(contextAt, 164);
  const threadName = Buffer.concat([u32(1), u32(77), u32(names.thread), u32(0)]);
  return file.finish([
    [3, Buffer.concat([u32(1), thread])],
    [4, Buffer.concat([u32(2), module(appBase, 0x10000, names.app, pdb, 32), module(libraryBase, 0x1000, names.library, 0, 0)])],
    [6, exception],
    [7, system],
    [24, threadName],
  ]);
}

class FileBuilder {
  readonly #parts: Buffer[] = [Buffer.alloc(32)];
  #length = 32;

  append(bytes: Buffer): number {
    const at = this.#length;
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return at;
  }

  text(value: string): number {
    const utf16 = Buffer.from(value, "utf16le");
    return this.append(Buffer.concat([u32(utf16.length), utf16, Buffer.alloc(2)]));
  }

  finish(streams: readonly (readonly [type: number, bytes: Buffer])[]): Buffer {
    const entries = streams.map(([type, bytes]) => Buffer.concat([u32(type), u32(bytes.length), u32(this.append(bytes))]));
    const directory = this.append(Buffer.concat(entries));
    const file = Buffer.concat(this.#parts);
    file.write("MDMP", 0, "latin1");
    for (const [index, value] of [0xa793, streams.length, directory, 0, 0x5f5e100].entries()) file.writeUInt32LE(value, 4 + index * 4);
    return file;
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
