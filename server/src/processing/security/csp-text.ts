import type { CspReport } from "./csp-report.ts";

const self = "'self'";

/** Of a culprit 200 characters are kept. */
const maxViolated = 1000;

/** What was blocked, in short: the names of resources as people know them. */
const resources = new Map([
  ["child-src", "child"],
  ["connect-src", "connect"],
  ["font-src", "font"],
  ["img-src", "image"],
  ["manifest-src", "manifest"],
  ["media-src", "media"],
  ["object-src", "object"],
  ["style-src", "style"],
]);

const localMessages = new Map([
  ["script-src", "Blocked unsafe (eval() or inline) 'script'"],
  ["script-src-elem", "Blocked inline script attribute"],
  ["script-src-attr", "Blocked unsafe 'script' element"],
  ["style-src-elem", "Blocked 'style' or 'link' element"],
  ["style-src-attr", "Blocked style attribute"],
]);

const remoteMessages = new Map<string, (uri: string) => string>([
  ["form-action", (uri) => `Blocked 'form' action to '${uri}'`],
  ["script-src", (uri) => `Blocked 'script' from '${uri}'`],
  ["script-src-elem", (uri) => `Blocked 'script' from '${uri}'`],
  ["script-src-attr", (uri) => `Blocked inline script attribute from '${uri}'`],
  ["style-src-elem", (uri) => `Blocked 'style' from '${uri}'`],
  ["style-src-attr", (uri) => `Blocked style attribute from '${uri}'`],
]);

/** The title of a violation, in the words that people search for (`protocol.md` §2.2). */
export function cspMessage({ effective_directive: directive, blocked_uri: blocked }: CspReport): string {
  if (directive === "script-src" && blocked === "inline") return "Blocked unsafe inline 'script'";
  if (directive === "script-src" && blocked === "eval") return "Blocked unsafe eval() 'script'";
  const resource = resources.get(directive) ?? directive;
  if (isLocal(blocked)) return localMessages.get(directive) ?? `Blocked inline '${resource}'`;
  const uri = normalizeUri(blocked);
  return remoteMessages.get(directive)?.(uri) ?? `Blocked '${resource}' from '${uri}'`;
}

/** The violated rule of the policy, with the page's own origin as `'self'` again: Firefox spells it out. */
export function cspCulprit({ violated_directive: violated, document_uri: sent }: CspReport): string {
  const document = typeof sent === "string" ? sent : "";
  const [directive, ...sources] = violated
    .slice(0, maxViolated)
    .split(/\s+/)
    .filter((part) => part !== "");
  if (directive === undefined) return "";
  const origin = normalizeUri(document);
  return [directive, ...sources.map((source) => normalizeSource(source, origin, document))].join(" ");
}

const keywords = new Set(["'none'", self, "'unsafe-inline'", "'unsafe-eval'"]);

function normalizeSource(source: string, origin: string, document: string): string {
  if (keywords.has(source)) return source;
  if (/^(?:data|mediastream|blob|filesystem|https?|file):/.test(source)) return normalizeUri(source) === origin ? self : source;
  if (source === origin) return self;
  const scheme = /^([^:]*):/.exec(document)?.[1] ?? "http";
  return scheme === "http" || scheme === "https" ? source : joinUri(scheme, source);
}

/** Of a web address host and port, of any other its scheme, of the page itself `'self'`. Browsers may send a scheme alone. */
export function normalizeUri(uri: string): string {
  if (isLocal(uri)) return self;
  if (!uri.includes(":")) return joinUri(uri, "");
  const url = URL.parse(uri);
  if (url === null) return uri;
  const scheme = url.protocol.slice(0, -1);
  return scheme === "http" || scheme === "https" ? url.host : joinUri(scheme, url.host);
}

/** Host and port of an address on the web. */
export function webHost(uri: string): string | undefined {
  return /^https?:/i.test(uri) ? URL.parse(uri)?.host : undefined;
}

function isLocal(uri: string): boolean {
  return uri === "" || uri === "self" || uri === self;
}

const hostSchemes = new Set(
  "ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtspu rsync svn svn+ssh sftp nfs git git+ssh ws wss".split(" "),
);

function joinUri(scheme: string, host: string): string {
  return host !== "" || hostSchemes.has(scheme) ? `${scheme}://${host}` : `${scheme}:`;
}
