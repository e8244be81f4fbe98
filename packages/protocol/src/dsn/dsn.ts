/** Where an SDK sends to (`protocol.md` §1). */
export interface Dsn {
  readonly protocol: "http" | "https";
  readonly publicKey: string;
  /** Deprecated; read from old DSNs and never needed. */
  readonly secretKey?: string;
  /** Host name, IPv4 address, or IPv6 address in brackets; without the port. */
  readonly host: string;
  /** Empty if the DSN names none. */
  readonly port: string;
  /** Prefix when the server is mounted below a path: empty or `/a/b`, without a trailing slash. */
  readonly path: string;
  readonly projectId: string;
}

const DSN = /^(https?):\/\/(\w+)(?::(\w*))?@(\[[0-9a-fA-F:.]+\]|[^\s[\]:/?#@]+)(?::(\d{1,5}))?((?:\/[^\s/?#]+)*)\/([^\s/?#]+)\/?$/;
const ORG_LABEL = /^o(\d+)\./;

/** Undefined for text that is no DSN. Digits that start the project id are kept and the rest cut, as JavaScript SDKs do. */
export function parseDsn(text: string): Dsn | undefined {
  const match = DSN.exec(text.trim());
  if (match === null) return undefined;
  const [, protocol, publicKey, secretKey, host, port = "", path = "", lastSegment] = match;
  if ((protocol !== "http" && protocol !== "https") || publicKey === undefined || host === undefined || lastSegment === undefined) return undefined;
  const projectId = /^\d+/.exec(lastSegment)?.[0] ?? lastSegment;
  return { protocol, publicKey, ...(secretKey === undefined || secretKey === "" ? {} : { secretKey }), host, port, path, projectId };
}

/** The DSN as text, without the secret key. */
export function formatDsn(dsn: Dsn): string {
  return `${dsn.protocol}://${dsn.publicKey}@${authority(dsn)}${dsn.path}/${dsn.projectId}`;
}

/** `…/api/`, the base of every other address. */
export function apiBaseUrl(dsn: Dsn): string {
  return `${dsn.protocol}://${authority(dsn)}${dsn.path}/api/`;
}

/** Where envelopes are posted to. Authentication goes into the header or the query. */
export function envelopeUrl(dsn: Dsn): string {
  return `${apiBaseUrl(dsn)}${dsn.projectId}/envelope/`;
}

/** The envelope address with authentication in the query, which spares browsers a preflight request (§3). */
export function envelopeUrlWithAuth(dsn: Dsn, client?: string): string {
  const clientPart = client === undefined ? "" : `&sentry_client=${encodeURIComponent(client)}`;
  return `${envelopeUrl(dsn)}?sentry_key=${dsn.publicKey}&sentry_version=7${clientPart}`;
}

/** The crash report dialog; it has no project id in its path. */
export function reportDialogUrl(dsn: Dsn): string {
  return `${apiBaseUrl(dsn)}embed/error-page/`;
}

/** The organization id that hosted DSNs carry as the host's first label, `o123.…`. */
export function organizationIdOf(dsn: Dsn): string | undefined {
  return ORG_LABEL.exec(dsn.host)?.[1];
}

function authority(dsn: Dsn): string {
  return dsn.port === "" ? dsn.host : `${dsn.host}:${dsn.port}`;
}
