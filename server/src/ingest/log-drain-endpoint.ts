import { LOG_DRAIN_CONTENT_TYPES, serializeEnvelope } from "@vedette/protocol";
import { limits } from "../config/limits.ts";
import { answerTaken } from "./answer.ts";
import type { Endpoint, SentRequest, Submission } from "./endpoint.ts";
import { newEventId } from "./envelope-endpoint.ts";
import type { Refusal } from "./refusal.ts";

/** What each of the platforms sends its logs as. */
const platforms = {
  vercel: new Map<string, string>([
    ["application/json", LOG_DRAIN_CONTENT_TYPES.vercelJson],
    ["application/x-ndjson", LOG_DRAIN_CONTENT_TYPES.vercelLines],
  ]),
  heroku: new Map<string, string>([["application/logplex-1", LOG_DRAIN_CONTENT_TYPES.heroku]]),
} as const;

const items = [{ category: "log_item", quantity: 1 }] as const;
const maxHeader = 200;

/** Log drains: `integration/vercel/logs` and `integration/heroku/logs` (`protocol.md` §2). As with OTLP, the log gets what came. */
export const logDrainEndpoint: Endpoint = {
  kind: "log-drain",
  methods: ["POST"],
  rules: { maxBytes: limits.logDrainBytes, peek: () => undefined },
  authInBody: false,
  takesPath: (path) => platformOf(path) !== undefined && path.length === 2 && path[1] === "logs",
  read: readLogs,
  answer: (_, response) => answerTaken(response),
};

function platformOf([name]: readonly string[]): keyof typeof platforms | undefined {
  return name === "vercel" || name === "heroku" ? name : undefined;
}

function readLogs(body: Buffer, { contentType, path, headers }: SentRequest): Submission | Refusal {
  const known = platforms[platformOf(path) ?? "vercel"];
  const kind = known.get(contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "");
  if (kind === undefined)
    return { status: 415, detail: `logs are sent here as ${[...known.keys()].join(" or ")}`, outcome: "invalid", reason: "content_type", items };
  const eventId = newEventId();
  const more = { ...sent(headers["logplex-frame-id"], "logplex_frame_id"), ...sent(headers["logplex-drain-token"], "logplex_drain_token") };
  return {
    eventId,
    body: serializeEnvelope({ event_id: eventId }, [{ headers: { type: "log", content_type: kind, ...more }, payload: body }]),
    items,
    without: () => undefined,
    dsn: undefined,
  };
}

function sent(value: string | string[] | undefined, name: string): Readonly<Record<string, string>> {
  return typeof value === "string" ? { [name]: value.slice(0, maxHeader) } : {};
}
