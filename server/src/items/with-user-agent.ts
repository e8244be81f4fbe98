import { isArray, isObject, type Json, type JsonObject } from "../processing/json/json.ts";
import type { ItemContext } from "./define-item.ts";

/** Where the browser itself is the sender, the header of its request tells what it is, unless the payload does (`protocol.md` §17.2). */
export function withUserAgent(payload: JsonObject, { userAgent }: ItemContext): JsonObject {
  // Every browser says so; SDKs and proxies, which would be taken for the person's device, do not.
  if (userAgent?.startsWith("Mozilla/") !== true) return payload;
  const request = payload["request"];
  if (request !== undefined && request !== null && !isObject(request)) return payload;
  const headers = request?.["headers"];
  const header: Json = ["User-Agent", userAgent];
  if (headers === undefined || headers === null) return { ...payload, request: { ...request, headers: [header] } };
  if (isArray(headers))
    return headers.some((pair) => isArray(pair) && isUserAgent(pair[0])) ? payload : { ...payload, request: { ...request, headers: [...headers, header] } };
  if (!isObject(headers) || Object.keys(headers).some(isUserAgent)) return payload;
  return { ...payload, request: { ...request, headers: { ...headers, "User-Agent": userAgent } } };
}

function isUserAgent(name: Json | undefined): boolean {
  return typeof name === "string" && name.toLowerCase() === "user-agent";
}
