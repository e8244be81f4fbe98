import zlib from "node:zlib";
import { isJsonObject, normalizeEventId, parseEventJson, type DataCategory } from "@vedette/protocol";
import { limits } from "../config/limits.ts";
import { answerAccepted, answerPixel } from "./answer.ts";
import type { Endpoint, Submission } from "./endpoint.ts";
import { newEventId } from "./envelope-endpoint.ts";
import { badRequest, tooLarge, type Refusal } from "./refusal.ts";

/** One event, as SDKs sent it before envelopes (`protocol.md` §2.1). */
export const storeEndpoint: Endpoint = {
  kind: "store",
  methods: ["POST", "GET"],
  rules: { maxBytes: limits.eventBytes, peek: () => undefined },
  authInBody: false,
  queryParameter: "sentry_data",
  read: readEvent,
  answer: (request, response, eventId) => (request.method === "GET" ? answerPixel(response) : answerAccepted(response, eventId)),
};

const SECURITY = new Set(["csp", "hpkp", "expectct", "expectstaple"]);
const BASE64 = /^[A-Za-z0-9+/_=\s-]+$/;

/** Old clients are few: parsing their events here, to answer 400 for what is no JSON, is no burden. */
function readEvent(body: Buffer): Submission | Refusal {
  const json = unwrapJson(body);
  if ("status" in json) return json;
  const event = parse(json.bytes);
  if (!isJsonObject(event)) return badRequest("the body is not a JSON object", "invalid_json");
  const category = categoryOf(event["type"]);
  return {
    eventId: normalizeEventId(event["event_id"]) ?? newEventId(),
    body: json.bytes,
    items: [{ category, quantity: 1 }],
    without: () => undefined,
    dsn: undefined,
  };
}

function unwrapJson(body: Buffer): { readonly bytes: Buffer } | Refusal {
  const start = body.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  const text = body.toString("latin1", start, Math.min(body.length, start + 64)).trimStart();
  if (text.startsWith("{")) return { bytes: body.subarray(start) };
  const encoded = body.toString("latin1", start);
  if (!BASE64.test(encoded)) return badRequest("the body is neither JSON nor base64", "invalid_json");
  const decoded = Buffer.from(encoded, "base64");
  if (decoded[0] === 0x7b) return { bytes: decoded };
  try {
    return { bytes: zlib.inflateSync(decoded, { maxOutputLength: limits.eventBytes }) };
  } catch (error) {
    const large = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return large
      ? tooLarge("event", limits.eventBytes, [{ category: "error", quantity: 1 }])
      : badRequest("the body is neither JSON nor zlib in base64", "invalid_json");
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return parseEventJson(bytes.toString());
  } catch {
    return undefined;
  }
}

function categoryOf(type: unknown): DataCategory {
  if (type === "transaction") return "transaction";
  return typeof type === "string" && SECURITY.has(type) ? "security" : "error";
}
