/** How the server is reached where that takes more than its address. */
export interface Connection {
  readonly proxy?: Proxy | undefined;
  /** Certificates of authorities in PEM, beside those that Node knows. */
  readonly ca?: readonly (string | Uint8Array)[] | undefined;
}

/** Plain values: a thread may need them, too. */
interface Proxy {
  readonly protocol: "http:" | "https:";
  readonly hostname: string;
  readonly port: number;
  /** `Proxy-Authorization`. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ConnectionOptions {
  readonly proxy?: string | undefined;
  readonly caCerts?: string | Uint8Array | readonly (string | Uint8Array)[] | undefined;
}

/** By the options, else by the variables that curl and others go by: `https_proxy`, `http_proxy`, `no_proxy`, in small letters or large. */
export function connectionTo(url: string, { proxy, caCerts }: ConnectionOptions, environment: NodeJS.ProcessEnv = process.env): Connection {
  const { protocol, hostname, port } = new URL(url);
  const named = (name: string): string => environment[name] ?? environment[name.toUpperCase()] ?? "";
  const excepted = (): boolean => isExcepted(hostname, port || (protocol === "https:" ? "443" : "80"), named("no_proxy"));
  const address = proxy ?? (excepted() ? "" : (protocol === "https:" && named("https_proxy")) || named("http_proxy"));
  return {
    ...(address === "" ? {} : { proxy: readProxy(address) }),
    ...(caCerts === undefined ? {} : { ca: typeof caCerts === "string" || caCerts instanceof Uint8Array ? [caCerts] : caCerts }),
  };
}

/** `example.com` and `.example.com` stand for the host and all below it; `*` for everything. A port may follow. */
function isExcepted(hostname: string, port: string, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => {
    const [, name = "", only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (entry === "*") return true;
    return name !== "" && (only === undefined || only === port) && (hostname === name || hostname.endsWith(`.${name}`));
  });
}

/** Undefined for what is no address: an environment may hold anything. */
function readProxy(address: string): Proxy | undefined {
  if (!isProxyAddress(address)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(address);
  const secure = protocol === "https:";
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    protocol: secure ? "https:" : "http:",
    // Node wants IPv6 addresses bare.
    hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? (secure ? 443 : 80) : Number(port),
    headers: username === "" ? {} : { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` },
  };
}

export const isProxyAddress = (value: unknown): boolean => typeof value === "string" && /^https?:\/\/[^/]/i.test(value) && URL.canParse(value);
