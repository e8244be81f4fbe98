import { OTLP_CONTENT_TYPES, serializeEnvelope } from "@vedette/protocol";
import { limits } from "../config/limits.ts";
import { answerTaken } from "./answer.ts";
import type { Endpoint, SentRequest, Submission } from "./endpoint.ts";
import { newEventId } from "./envelope-endpoint.ts";
import type { Refusal } from "./refusal.ts";

const signals = { traces: { type: "span", category: "span" }, logs: { type: "log", category: "log_item" } } as const;
const contentTypes = new Map<string, string>([
  ["application/x-protobuf", OTLP_CONTENT_TYPES.protobuf],
  ["application/protobuf", OTLP_CONTENT_TYPES.protobuf],
  ["application/json", OTLP_CONTENT_TYPES.json],
]);

/** `…/v1/traces`, also below `integration/otlp`. */
function signalOf(path: readonly string[]): keyof typeof signals | undefined {
  const [version, signal, ...rest] = path[0] === "otlp" ? path.slice(1) : path;
  return version === "v1" && rest.length === 0 && (signal === "traces" || signal === "logs") ? signal : undefined;
}

/** What collectors and OpenTelemetry's exporters send (`protocol.md` §8.21). It is not looked into here: the log gets it as it came. */
export const otlpEndpoint: Endpoint = {
  kind: "otlp",
  methods: ["POST"],
  rules: { maxBytes: limits.otlpBytes, peek: () => undefined },
  authInBody: false,
  takesPath: (path) => signalOf(path) !== undefined,
  hidesLimits: (path) => signalOf(path) === "logs",
  read: readExport,
  answer: (_, response) => answerTaken(response),
};

function readExport(body: Buffer, { contentType, path }: SentRequest): Submission | Refusal {
  const { type, category } = signals[signalOf(path) ?? "traces"];
  const items = [{ category, quantity: 1 }];
  const kind = contentTypes.get(contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "");
  if (kind === undefined)
    return { status: 415, detail: "OTLP is sent as application/x-protobuf or application/json", outcome: "invalid", reason: "content_type", items };
  const eventId = newEventId();
  return {
    eventId,
    body: serializeEnvelope({ event_id: eventId }, [{ headers: { type, content_type: kind }, payload: body }]),
    items,
    without: () => undefined,
    dsn: undefined,
  };
}
