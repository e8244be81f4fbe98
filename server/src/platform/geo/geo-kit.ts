/** For tests: a database in MaxMind's format (version 2.0, records of 24 bits, IPv4) of the networks that a test needs. */
export function geoDatabase(networks: Readonly<Record<string, unknown>>): Buffer {
  const nodes: [Branch, Branch][] = [[undefined, undefined]];
  const data: Buffer[] = [];
  for (const [network, value] of Object.entries(networks)) {
    const [address = "", bits = "32"] = network.split("/");
    const bytes = address.split(".").map(Number);
    const offset = data.reduce((sum, { length }) => sum + length, 0);
    data.push(encode(value));
    insert(nodes, bytes, Number(bits), { offset });
  }
  const tree = Buffer.alloc(nodes.length * 6);
  for (const [i, [left, right]] of nodes.entries()) {
    tree.writeUIntBE(record(left, nodes.length), i * 6, 3);
    tree.writeUIntBE(record(right, nodes.length), i * 6 + 3, 3);
  }
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_760_000_000,
    database_type: "Test-City",
    description: { en: "A test" },
    ip_version: 4,
    languages: ["en"],
    node_count: nodes.length,
    record_size: 24,
  };
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from([0xab, 0xcd, 0xef]), Buffer.from("MaxMind.com"), encode(metadata)]);
}

type Branch = number | { readonly offset: number } | undefined;

function insert(nodes: [Branch, Branch][], bytes: readonly number[], bits: number, value: { readonly offset: number }): void {
  let at = 0;
  for (let bit = 0; bit < bits; bit++) {
    const side = (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1 ? 1 : 0;
    const node = nodes[at];
    if (node === undefined) throw new Error("a network inside of another one");
    if (bit === bits - 1) {
      node[side] = value;
      return;
    }
    const next = node[side];
    if (typeof next === "number") at = next;
    else {
      at = nodes.push([undefined, undefined]) - 1;
      node[side] = at;
    }
  }
}

function record(branch: Branch, count: number): number {
  if (branch === undefined) return count;
  return typeof branch === "number" ? branch : count + 16 + branch.offset;
}

function encode(value: unknown): Buffer {
  if (typeof value === "string") return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)]);
  const entries = Object.entries(value ?? {});
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, member]) => [encode(key), encode(member)])]);
}

function control(type: number, size: number): Buffer {
  return size < 29 ? Buffer.from([(type << 5) | size]) : Buffer.from([(type << 5) | 29, size - 29]);
}
