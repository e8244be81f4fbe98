import { createHash, timingSafeEqual } from "node:crypto";
import { frameOf, getClient, isProduction } from "@vedette/node";
import { CHECKS, HealthCheckError, type StartJob } from "./checks.ts";

/** Which routes there are and who may use them. */
export interface HealthOptions {
  /** Below which the checks are. Default `/vedette-health`. */
  readonly prefix?: string | undefined;
  /**
   * Asked for as `Authorization: Bearer <token>` or `X-Vedette-Token`, never in the address, which is logged. Without one the routes exist only
   * outside production.
   */
  readonly token?: string | undefined;
  /** Where the application runs its jobs; without it they run in this process. */
  readonly startJob?: StartJob | undefined;
  /** Makes an error that the application's `ignoreErrors` names, for the check `job-ignored`. */
  readonly ignoredError?: (() => unknown) | undefined;
}

/** A request, as far as the checks are concerned. */
export interface HealthRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly header: (name: string) => string | undefined;
  /** By which the scopes of the request are found. */
  readonly request: object;
}

export interface HealthAnswer {
  readonly status: number;
  readonly body: string;
}

/** Undefined: not one of these routes. Throws for the check `error`, which the framework shall see. */
export async function answerHealth(options: HealthOptions, { method, path, header, request }: HealthRequest): Promise<HealthAnswer | undefined> {
  const { prefix = "/vedette-health", token } = options;
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return undefined;
  if (token === undefined && isProduction()) {
    getClient()?.log(`${path} is switched off: this may be production (NODE_ENV, environment of init), and no token is set`);
    return undefined;
  }
  if (method !== "GET" && method !== "POST") return json(405, { detail: "Use GET or POST." });
  if (token !== undefined && !isToken(tokenOf(header), token))
    return json(401, { detail: "Send the token as `Authorization: Bearer <token>` or `X-Vedette-Token`." });
  const name = path.slice(prefix.length + 1);
  if (name === "error") {
    const frame = frameOf(request);
    if (frame) frame.namesEvent = true;
    throw new HealthCheckError("thrown by the health check");
  }
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (check) return json(200, await check({ startJob: options.startJob, ignoredError: options.ignoredError }));
  const checks = ["error", ...Object.keys(CHECKS)].map((one) => `${prefix}/${one}`);
  return name === "" ? json(200, { checks, enabled: getClient()?.enabled ?? false }) : json(404, { detail: `There is no check ${name}.`, checks });
}

const json = (status: number, value: unknown): HealthAnswer => ({ status, body: `${JSON.stringify(value)}\n` });

function tokenOf(header: HealthRequest["header"]): string {
  return header("x-vedette-token") ?? /^Bearer (.+)$/i.exec(header("authorization") ?? "")?.[1] ?? "";
}

/** In the same time whatever is wrong with it. */
function isToken(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && expected !== "" && timingSafeEqual(one, other);
}
