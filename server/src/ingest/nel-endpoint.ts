import { serializeEnvelope, parseEventJson } from "@vedette/protocol";
import { limits } from "../config/limits.ts";
import { answerEmpty } from "./answer.ts";
import type { Endpoint, SentRequest, Submission } from "./endpoint.ts";
import { newEventId } from "./envelope-endpoint.ts";
import { badRequest, type CountedItem, type Refusal } from "./refusal.ts";

/** What browsers report of requests that failed on the way, by a page's NEL header (`protocol.md` §8.18). */
export const nelEndpoint: Endpoint = {
  kind: "nel",
  methods: ["POST"],
  rules: { maxBytes: limits.eventBytes, peek: () => undefined },
  authInBody: false,
  hidesLimits: true,
  read: readReports,
  answer: (_, response) => answerEmpty(response),
};

const contentTypes = new Set(["application/json", "application/reports+json"]);

function readReports(body: Buffer, { contentType }: SentRequest): Submission | Refusal {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!contentTypes.has(type))
    return { status: 415, detail: `reports are sent as ${[...contentTypes].join(" or ")}`, outcome: "invalid", reason: "content_type", items: counted(1) };
  const quantity = reportCount(body);
  if (quantity === undefined) return badRequest("the body is not a JSON list of reports", "invalid_json", { items: counted(1) });
  const eventId = newEventId();
  return {
    eventId,
    body: serializeEnvelope({ event_id: eventId }, [{ headers: { type: "nel" }, payload: body }]),
    items: counted(Math.max(quantity, 1)),
    without: () => undefined,
    dsn: undefined,
  };
}

function counted(quantity: number): readonly CountedItem[] {
  return [{ category: "log_item", quantity }];
}

function reportCount(body: Buffer): number | undefined {
  try {
    const json = parseEventJson(body.toString());
    return Array.isArray(json) ? json.length : typeof json === "object" && json !== null ? 1 : undefined;
  } catch {
    return undefined;
  }
}
