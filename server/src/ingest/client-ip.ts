import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** The sender's address: the connection's, or the leftmost of `X-Forwarded-For` when the proxy in front is trusted. */
export function clientIp(request: IncomingMessage, trustProxy: boolean): string | null {
  const forwarded = trustProxy ? request.headers["x-forwarded-for"] : undefined;
  const first = typeof forwarded === "string" ? plainAddress(forwarded.split(",", 1)[0] ?? "") : null;
  if (first !== null) return first;
  const peer = request.socket.remoteAddress;
  return peer === undefined ? null : withoutMapping(peer);
}

/** Without port, brackets and the prefix of IPv4 in IPv6; null for anything that is no address. */
function plainAddress(text: string): string | null {
  const trimmed = text.trim();
  const bare = /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? (/^[\d.]+:\d+$/.test(trimmed) ? trimmed.slice(0, trimmed.indexOf(":")) : trimmed);
  const address = withoutMapping(bare);
  return isIP(address) === 0 ? null : address;
}

function withoutMapping(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}
