import { parseEventJson, serializeEnvelope } from "@vedette/protocol";
import { limits } from "../config/limits.ts";
import { answerEmpty } from "./answer.ts";
import type { Endpoint, SentRequest, Submission } from "./endpoint.ts";
import { newEventId } from "./envelope-endpoint.ts";
import { badRequest, type CountedItem, type Refusal } from "./refusal.ts";

/** What browsers send themselves, by the header of a page: violations of its content security policy and the like (`protocol.md` §2.2). */
export const securityEndpoint: Endpoint = {
  kind: "security",
  methods: ["POST"],
  rules: { maxBytes: limits.eventBytes, peek: () => undefined },
  authInBody: false,
  read: readReports,
  answer: (_, response) => answerEmpty(response),
};

const contentTypes = new Set([
  "application/csp-report",
  "application/json",
  "application/reports+json",
  "application/expect-ct-report",
  "application/expect-ct-report+json",
  "application/expect-staple-report",
]);

const maxLabel = 250;

/**
 * The log gets an envelope with one item, which is what SDKs send when they pass such reports on. Release and environment are
 * known from the address alone.
 */
function readReports(body: Buffer, { contentType, query }: SentRequest): Submission | Refusal {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!contentTypes.has(type)) {
    return { status: 415, detail: `reports are sent as ${[...contentTypes].join(", ")}`, outcome: "invalid", reason: "content_type", items: counted(1) };
  }
  const quantity = reportCount(body);
  if (quantity === undefined) return badRequest("the body is not JSON", "invalid_json", { items: counted(1) });
  const parameters = new URLSearchParams(query);
  const headers = { type: "raw_security", ...label(parameters, "sentry_release"), ...label(parameters, "sentry_environment") };
  const eventId = newEventId();
  return {
    eventId,
    body: serializeEnvelope({ event_id: eventId }, [{ headers, payload: body }]),
    items: counted(Math.max(quantity, 1)),
    without: () => undefined,
    dsn: undefined,
  };
}

function counted(quantity: number): readonly CountedItem[] {
  return [{ category: "security", quantity }];
}

function label(parameters: URLSearchParams, name: string): Readonly<Record<string, string>> {
  const value = parameters.get(name)?.slice(0, maxLabel).toWellFormed() ?? "";
  return value === "" ? {} : { [name]: value };
}

/** Each report of a list counts. Undefined for what is no JSON. */
function reportCount(body: Buffer): number | undefined {
  try {
    const json = parseEventJson(body.toString());
    return Array.isArray(json) ? json.length : 1;
  } catch {
    return undefined;
  }
}
