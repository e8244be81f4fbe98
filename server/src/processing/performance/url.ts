/** What of a URL tells endpoints and assets apart, without what varies (`grouping.md` §11). */

export interface SpanUrl {
  /** Without colon; empty for a relative URL. */
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  /** Without question mark. */
  readonly query: string;
}

const parts = /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/i;

/** Never fails: SDKs send relative URLs and placeholders, which `URL` refuses. */
export function splitUrl(url: string): SpanUrl {
  const [, scheme = "", host = "", path = "", query = ""] = parts.exec(url) ?? [];
  return { scheme: scheme.toLowerCase(), host: host.slice(host.lastIndexOf("@") + 1), path, query };
}

export function joinUrl({ scheme, host, path, query }: SpanUrl): string {
  return `${scheme === "" ? "" : `${scheme}:`}${host === "" ? "" : `//${host}`}${path}${query === "" ? "" : `?${query}`}`;
}

/** Digits, a UUID or hash (which need not have digits), or a placeholder in brackets. */
const varies = /\d|^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$|^(?:[\da-f]{10}|[\da-f]{24}|[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$|^[{<[].*[\]>}]$/i;
const extension = /\.[a-z][a-z\d]{0,9}$/i;

export function hasExtension({ path }: SpanUrl): boolean {
  return extension.test(path);
}

/** Path segments that vary become `*`, queries their sorted keys. A path that ends like a file is left alone. */
export function parameterizeUrl(url: SpanUrl): SpanUrl {
  const path = hasExtension(url)
    ? url.path
    : url.path
        .split("/")
        .map((segment) => (varies.test(segment) ? "*" : segment))
        .join("/");
  const keys = url.query === "" ? [] : url.query.split("&").flatMap((pair) => pair.split("=", 1));
  const query = [...new Set(keys)]
    .filter((key) => key !== "")
    .toSorted()
    .map((key) => `${key}=*`)
    .join("&");
  return { ...url, path, query };
}

/** Built files carry hashes and versions in their names and folders. */
const buildHash = /(?<=[-._~/]|^)(?=[\da-z]*\d)(?=[\da-z]*[a-z])[\da-z]{8,64}(?=[-._~/]|$)|(?<=[-._~/]|^)[\da-f]{8,64}(?=[-._~/]|$)/gi;
const version = /(?<=[-._~/@]|^)v?\d+(?:\.\d+)+(?=[-._~/]|$)/gi;

/** An asset by its URL without query, hashes and versions: the same one after the next build. */
export function assetName(url: SpanUrl): string {
  return joinUrl({ ...url, query: "", path: url.path.replaceAll(version, "*").replaceAll(buildHash, "*") });
}
