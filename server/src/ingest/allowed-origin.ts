/**
 * Whether a browser on `origin` may send to a project (`protocol.md` §3). Only http and https origins are judged: a missing or
 * opaque one passes, since anything but a browser could send whatever it likes. No domains means all.
 *
 * Patterns: `*`, `example.com`, `*.example.com` (with the domain itself), each with an optional scheme and port. A path is
 * no part of an origin and is ignored.
 */
export function isAllowedOrigin(origin: string | undefined, allowedDomains: readonly string[]): boolean {
  if (origin === undefined || allowedDomains.length === 0 || !URL.canParse(origin)) return true;
  const { protocol, hostname, port } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return true;
  return allowedDomains.some((pattern) => matches(pattern.trim().toLowerCase(), protocol, hostname, port));
}

const PATTERN = /^(?:(https?:)\/\/)?(\*\.)?(\*|[^/:*]+|\[[^\]]+\])(?::(\d+|\*))?(?:\/.*)?$/;

function matches(pattern: string, protocol: string, hostname: string, port: string): boolean {
  const [, scheme, wildcard, host, patternPort] = PATTERN.exec(pattern) ?? [];
  if (host === undefined || (scheme !== undefined && scheme !== protocol)) return false;
  if (patternPort !== undefined && patternPort !== "*" && patternPort !== (port === "" ? defaultPort(protocol) : port)) return false;
  return host === "*" || hostname === host || (wildcard !== undefined && hostname.endsWith(`.${host}`));
}

function defaultPort(protocol: string): string {
  return protocol === "https:" ? "443" : "80";
}
