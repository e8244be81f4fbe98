/** Where something lies in the file. */
export interface Location {
  readonly size: number;
  readonly offset: number;
}

/** Reads numbers and text out of a file that may lie about itself: whatever is not there is undefined, never an exception. */
export class DumpReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  holds(offset: number, size: number): boolean {
    return offset >= 0 && size >= 0 && offset + size <= this.bytes.length;
  }

  u8(offset: number): number | undefined {
    return this.bytes[offset];
  }

  u16(offset: number): number | undefined {
    return this.holds(offset, 2) ? this.#view.getUint16(offset, true) : undefined;
  }

  u32(offset: number): number | undefined {
    return this.holds(offset, 4) ? this.#view.getUint32(offset, true) : undefined;
  }

  u64(offset: number): bigint | undefined {
    return this.holds(offset, 8) ? this.#view.getBigUint64(offset, true) : undefined;
  }

  slice({ offset, size }: Location): DumpReader | undefined {
    return this.holds(offset, size) ? new DumpReader(this.bytes.subarray(offset, offset + size)) : undefined;
  }

  location(offset: number): Location | undefined {
    const [size, at] = [this.u32(offset), this.u32(offset + 4)];
    return size === undefined || at === undefined ? undefined : { size, offset: at };
  }

  /** MINIDUMP_STRING: its length in bytes, then UTF-16. */
  text(offset: number, mostBytes = 4096): string | undefined {
    const length = this.u32(offset);
    if (length === undefined || length > mostBytes || !this.holds(offset + 4, length)) return undefined;
    return new TextDecoder("utf-16le").decode(this.bytes.subarray(offset + 4, offset + 4 + length)).toWellFormed();
  }

  /** Up to the first zero byte. */
  ascii(offset: number, most: number): string {
    const part = this.bytes.subarray(offset, Math.min(offset + most, this.bytes.length));
    const end = part.indexOf(0);
    return new TextDecoder().decode(end === -1 ? part : part.subarray(0, end));
  }
}
