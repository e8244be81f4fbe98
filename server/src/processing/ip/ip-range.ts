/** A range of addresses as its first bytes: 4 for IPv4, 16 for IPv6. */
export interface IpRange {
  readonly address: readonly number[];
  readonly bits: number;
}

/** `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`. Undefined for anything else. */
export function parseRange(text: string): IpRange | undefined {
  const [first = "", size, more] = text.trim().split("/");
  const address = parseIp(first);
  if (address === undefined || more !== undefined) return undefined;
  const most = address.length * 8;
  if (size === undefined) return { address, bits: most };
  return /^\d{1,3}$/.test(size) && Number(size) <= most ? { address, bits: Number(size) } : undefined;
}

export function rangeHolds({ address, bits }: IpRange, text: string): boolean {
  const other = parseIp(text);
  if (other?.length !== address.length) return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (address[i] !== other[i]) return false;
  const mask = (0xff << (8 - (bits & 7))) & 0xff;
  return mask === 0 || ((address[whole] ?? 0) & mask) === ((other[whole] ?? 0) & mask);
}

/** An address as bytes. An IPv4 address inside IPv6 (`::ffff:192.0.2.1`) is the IPv4 address. */
function parseIp(text: string): readonly number[] | undefined {
  if (text.length > 64) return undefined;
  const bytes = text.includes(":") ? parseIpv6(text) : parseIpv4(text);
  const mapped = bytes?.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return mapped ? bytes.slice(12) : bytes;
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

function parseIpv6(text: string): number[] | undefined {
  const [address = ""] = text.split("%", 1);
  const halves = address.split("::");
  const [head, tail] = halves.map(groupBytes);
  if (head === undefined || halves.length > 2 || (halves.length === 2 && tail === undefined)) return undefined;
  if (tail === undefined) return head.length === 16 ? head : undefined;
  const gap = 16 - head.length - tail.length;
  return gap < 2 ? undefined : [...head, ...Array.from({ length: gap }, () => 0), ...tail];
}

function groupBytes(half: string): number[] | undefined {
  if (half === "") return [];
  const bytes: number[] = [];
  const groups = half.split(":");
  for (const [i, group] of groups.entries()) {
    const dotted = i === groups.length - 1 && group.includes(".") ? parseIpv4(group) : undefined;
    if (dotted !== undefined) bytes.push(...dotted);
    else if (/^[\da-f]{1,4}$/i.test(group)) bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}
