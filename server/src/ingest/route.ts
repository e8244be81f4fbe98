/** An ingest address. `projectId` is null for `/api/store/`, where the key tells the project. */
export interface Route {
  /** Undefined: the path has something else than a number there. */
  readonly projectId: number | null | undefined;
  /** First path segment behind the project id, e.g. `envelope`. */
  readonly endpoint: string;
  /** The segments behind it, percent-decoded: of `/api/1/cron/nightly/` there is one. */
  readonly path: readonly string[];
  readonly query: string;
}

const INGEST = /^\/api\/(?:([1-9]\d*)\/([\w-]+)((?:\/[^/]+)*)|(store)|([^/]+)\/(envelope|store))\/?$/;

/**
 * Reads the target of a request; undefined when it is not for ingest. `/api/0/…` is the management API and never a project
 * (`protocol.md` §1). Slashes may be repeated, since some SDKs send `//api/…`, and the last one may be missing.
 */
export function parseRoute(url: string): Route | undefined {
  const question = url.indexOf("?");
  let path = question === -1 ? url : url.slice(0, question);
  if (path.includes("//")) path = path.replaceAll(/\/{2,}/g, "/");
  const match = INGEST.exec(path);
  if (match === null) return undefined;
  const query = question === -1 ? "" : url.slice(question + 1);
  const [, digits, endpoint, rest, store, otherProject, otherEndpoint] = match;
  if (store !== undefined) return { projectId: null, endpoint: store, path: [], query };
  if (otherProject === "0") return undefined;
  if (otherProject !== undefined) return { projectId: undefined, endpoint: otherEndpoint ?? "", path: [], query };
  const projectId = Number(digits);
  return { projectId: Number.isSafeInteger(projectId) ? projectId : undefined, endpoint: endpoint ?? "", path: segmentsOf(rest ?? ""), query };
}

function segmentsOf(rest: string): readonly string[] {
  return rest === "" ? [] : rest.slice(1).split("/").map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
