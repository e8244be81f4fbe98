import { AttributeBag } from "../attributes/attributes.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import type { DrainedLog } from "./drained-log.ts";

const members = {
  id: "vercel.id",
  source: "vercel.source",
  deploymentId: "vercel.deployment_id",
  host: "vercel.host",
  projectId: "vercel.project_id",
  projectName: "vercel.project_name",
  buildId: "vercel.build_id",
  type: "vercel.type",
  entrypoint: "vercel.entrypoint",
  requestId: "vercel.request_id",
  statusCode: "vercel.status_code",
  path: "vercel.path",
  executionRegion: "vercel.execution_region",
  environment: "sentry.environment",
} as const;

const proxyMembers = {
  method: "vercel.proxy.method",
  host: "vercel.proxy.host",
  path: "vercel.proxy.path",
  region: "vercel.proxy.region",
  timestamp: "vercel.proxy.timestamp",
  clientIp: "vercel.proxy.client_ip",
  scheme: "vercel.proxy.scheme",
  statusCode: "vercel.proxy.status_code",
  vercelCache: "vercel.proxy.cache_status",
  pathType: "vercel.proxy.path_type",
  referer: "vercel.proxy.referer",
} as const;

/** One entry of Vercel's log drain (https://vercel.com/docs/drains/reference/logs). */
export function readVercelLog(entry: Json): DrainedLog | { readonly problem: string } {
  if (!isObject(entry)) return { problem: "is no object" };
  const { timestamp, message, level, proxy } = entry;
  if (typeof timestamp !== "number" || !Number.isFinite(timestamp)) return { problem: "timestamp must be a number of milliseconds" };
  const bag = new AttributeBag();
  bag.set("sentry.origin", "auto.log_drain.vercel");
  setAll(bag, entry, members);
  if (isObject(proxy)) {
    setAll(bag, proxy, proxyMembers);
    const agents = proxy["userAgent"];
    if (isArray(agents)) set(bag, "vercel.proxy.user_agent", agents.filter((agent) => typeof agent === "string").join(", "));
  }
  return {
    at: timestamp,
    // Requests without output of their own have none.
    body: typeof message === "string" ? message : "",
    level,
    traceId: entry["traceId"] ?? entry["trace.id"],
    spanId: entry["spanId"] ?? entry["span.id"],
    bag,
  };
}

function setAll(bag: AttributeBag, from: JsonObject, names: Readonly<Record<string, string>>): void {
  for (const [member, name] of Object.entries(names)) set(bag, name, from[member]);
}

function set(bag: AttributeBag, name: string, value: Json | undefined): void {
  if ((typeof value === "string" && value !== "") || typeof value === "number") bag.set(name, value);
}
