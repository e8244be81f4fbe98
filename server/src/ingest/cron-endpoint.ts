import { isJsonObject, parseEventJson, serializeEnvelope } from "@vedette/protocol";
import type { ServerResponse } from "node:http";
import { corsHeaders } from "./cors.ts";
import type { Endpoint, SentRequest, Submission } from "./endpoint.ts";
import { newEventId } from "./envelope-endpoint.ts";
import { badRequest, type CountedItem, type Refusal } from "./refusal.ts";

const maxBytes = 100 * 1024;
const statuses = new Set<unknown>(["in_progress", "ok", "error"]);
const counted: readonly CountedItem[] = [{ category: "monitor", quantity: 1 }];

/**
 * Check-ins without an SDK, by `curl` in a crontab (`protocol.md` §2.4): `/api/{project}/cron/{slug}/` and, with the key behind
 * it, an address that is all a job needs to know.
 */
export const cronEndpoint: Endpoint = {
  kind: "cron",
  methods: ["GET", "POST"],
  rules: { maxBytes, peek: () => undefined },
  authInBody: false,
  emptyBody: true,
  hidesLimits: true,
  takesPath: (path) => path.length === 1 || path.length === 2,
  keyInPath: ([, key]) => key,
  read: readCheckIn,
  answer: (_, response) => answerTaken(response),
};

function answerTaken(response: ServerResponse): void {
  response.writeHead(202, { ...corsHeaders, "content-length": 0 });
  response.end();
}

function readCheckIn(body: Buffer, request: SentRequest): Submission | Refusal {
  const isJson = request.contentType?.trim().toLowerCase().startsWith("application/json") === true && body.length > 0;
  const sent = isJson ? jsonOf(body) : queryOf(request.query);
  if (sent === undefined) return badRequest("the body is not a JSON object", "invalid_json", { items: counted });
  if (!statuses.has(sent["status"])) return badRequest("status must be in_progress, ok or error", "invalid_check_in", { items: counted });
  const payload = textOf({ ...sent, monitor_slug: request.path[0] ?? "" });
  if (payload === undefined) return badRequest("the body is nested too deeply", "invalid_json", { items: counted });
  const eventId = newEventId();
  return {
    eventId,
    body: serializeEnvelope({ event_id: eventId }, [{ headers: { type: "check_in" }, payload }]),
    items: counted,
    without: () => undefined,
    dsn: undefined,
  };
}

function jsonOf(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const json = parseEventJson(body.toString());
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** V8 parses any depth, and gives up at what it wrote itself. */
function textOf(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function queryOf(query: string): Readonly<Record<string, unknown>> {
  const parameters = new URLSearchParams(query);
  const duration = Number(parameters.get("duration") ?? "");
  return {
    status: parameters.get("status"),
    ...(parameters.get("check_in_id") === null ? {} : { check_in_id: parameters.get("check_in_id") }),
    ...(parameters.get("environment") === null ? {} : { environment: parameters.get("environment") }),
    ...(duration > 0 ? { duration } : {}),
  };
}
