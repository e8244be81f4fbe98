/** Own parser, since the pure stages import nothing from Node: true for dotted IPv4 and every form of IPv6, zones included. */
export function isIpAddress(text: string): boolean {
  return text.length <= 64 && (text.includes(":") ? isIpv6(text) : isIpv4(text));
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const [address = "", zone] = text.split("%", 2);
  if (zone === "") return false;
  const halves = address.split("::");
  if (halves.length > 2) return false;
  const groups: string[] = [];
  for (const half of halves) if (half !== "") groups.push(...half.split(":"));
  const last = groups.at(-1) ?? "";
  const dotted = last.includes(".");
  if (dotted && !isIpv4(last)) return false;
  const count = groups.length + (dotted ? 1 : 0);
  if (halves.length === 2 ? count > 7 : count !== 8) return false;
  return (dotted ? groups.slice(0, -1) : groups).every((group) => /^[\da-fA-F]{1,4}$/.test(group));
}
