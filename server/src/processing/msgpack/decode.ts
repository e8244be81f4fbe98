/** A value of MessagePack. Maps keep the keys that are text. Extensions are their bytes. */
export type MsgPack = null | boolean | number | string | Uint8Array | readonly MsgPack[] | ReadonlyMap<string, MsgPack>;

const maxDepth = 64;
const utf8 = new TextDecoder();

/** All values that stand one after the other; undefined when the bytes are not MessagePack or end in the middle of a value. */
export function decodeAll(bytes: Uint8Array): readonly MsgPack[] | undefined {
  const reader = new Reader(bytes);
  const values: MsgPack[] = [];
  while (reader.hasMore) {
    const value = reader.read(0);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** Never reads past its bytes: what is missing makes the whole undefined. A length is not believed before its bytes are there. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }

  read(depth: number): MsgPack | undefined {
    const tag = this.#bytes[this.#at++];
    if (tag === undefined || depth > maxDepth) return undefined;
    if (tag < 0x80) return tag;
    if (tag < 0x90) return this.#map(tag & 0x0f, depth);
    if (tag < 0xa0) return this.#list(tag & 0x0f, depth);
    if (tag < 0xc0) return this.#text(tag & 0x1f);
    if (tag >= 0xe0) return tag - 0x100;
    return this.#tagged(tag, depth);
  }

  #tagged(tag: number, depth: number): MsgPack | undefined {
    switch (tag) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return this.#number(4, (at) => this.#view.getFloat32(at));
      case 0xcb:
        return this.#number(8, (at) => this.#view.getFloat64(at));
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#take(this.#unsigned(1 << (tag - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#unsigned(1 << (tag - 0xc7)));
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return this.#unsigned(1 << (tag - 0xcc));
      case 0xd0:
        return this.#number(1, (at) => this.#view.getInt8(at));
      case 0xd1:
        return this.#number(2, (at) => this.#view.getInt16(at));
      case 0xd2:
        return this.#number(4, (at) => this.#view.getInt32(at));
      case 0xd3:
        return this.#number(8, (at) => Number(this.#view.getBigInt64(at)));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (tag - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#unsigned(1 << (tag - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#list(this.#unsigned(tag === 0xdc ? 2 : 4), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#unsigned(tag === 0xde ? 2 : 4), depth);
      default:
        return undefined;
    }
  }

  #unsigned(size: number): number | undefined {
    if (size === 8) return this.#number(8, (at) => Number(this.#view.getBigUint64(at)));
    return this.#number(size, (at) => (size === 1 ? this.#view.getUint8(at) : size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at)));
  }

  #number(size: number, read: (at: number) => number): number | undefined {
    const at = this.#at;
    if (at + size > this.#bytes.length) return undefined;
    this.#at += size;
    return read(at);
  }

  #take(length: number | undefined): Uint8Array | undefined {
    if (length === undefined || this.#at + length > this.#bytes.length) return undefined;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Behind its type. */
  #extension(length: number | undefined): Uint8Array | undefined {
    this.#at++;
    return this.#take(length);
  }

  #text(length: number | undefined): string | undefined {
    const bytes = this.#take(length);
    return bytes === undefined ? undefined : utf8.decode(bytes);
  }

  #list(length: number | undefined, depth: number): readonly MsgPack[] | undefined {
    // Each element has a byte at least.
    if (length === undefined || length > this.#bytes.length - this.#at) return undefined;
    const list: MsgPack[] = [];
    for (let i = 0; i < length; i++) {
      const value = this.read(depth + 1);
      if (value === undefined) return undefined;
      list.push(value);
    }
    return list;
  }

  #map(length: number | undefined, depth: number): ReadonlyMap<string, MsgPack> | undefined {
    if (length === undefined || length * 2 > this.#bytes.length - this.#at) return undefined;
    const map = new Map<string, MsgPack>();
    for (let i = 0; i < length; i++) {
      const key = this.read(depth + 1);
      const value = this.read(depth + 1);
      if (key === undefined || value === undefined) return undefined;
      if (typeof key === "string" || typeof key === "number") map.set(String(key), value);
      else if (key instanceof Uint8Array) map.set(utf8.decode(key), value);
    }
    return map;
  }
}
