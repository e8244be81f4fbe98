import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** The sender's address: the connection's, or the leftmost of `X-Forwarded-For` when the proxy in front is trusted. */
export function clientIp(request: IncomingMessage, trustProxy: boolean): string | null {
  const forwarded = trustProxy ? request.headers["x-forwarded-for"] : undefined;
  const first = typeof forwarded === "string" ? plainAddress(forwarded.split(",", 1)[0] ?? "") : null;
  return first ?? plainAddress(request.socket.remoteAddress ?? "");
}

/** Without port, brackets and the IPv4-in-IPv6 prefix; null for anything that is no address. */
function plainAddress(text: string): string | null {
  const trimmed = text.trim();
  const bare = /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? (/^[\d.]+:\d+$/.test(trimmed) ? trimmed.slice(0, trimmed.indexOf(":")) : trimmed);
  const address = bare.startsWith("::ffff:") && bare.includes(".") ? bare.slice(7) : bare;
  return isIP(address) === 0 ? null : address;
}
