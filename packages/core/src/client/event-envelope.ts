import type { Event, SdkInfo } from "../event/event.ts";
import { quote } from "../normalize/normalize.ts";
import { headerJson } from "../transport/header-json.ts";
import type { HttpClient } from "../transport/http-client.ts";
import type { Counts, Lane, OutgoingEnvelope, OutgoingItem, SendResult } from "../transport/outgoing.ts";
import type { Capture, Draft, EventCategory } from "./draft.ts";
import { attachmentItems } from "./finish-event.ts";

const ITEM_HEADERS = {
  error: { type: "event", content_type: "application/json" },
  transaction: { type: "transaction", content_type: "application/json" },
  feedback: { type: "feedback", content_type: "application/json" },
} as const satisfies Record<EventCategory, OutgoingItem["header"]>;

/** What the transport gets of an event. Without the event: nobody wants to see it afterwards. */
export class EventEnvelope implements OutgoingEnvelope {
  readonly lane: Lane;
  readonly items: readonly OutgoingItem[];
  readonly httpClient: HttpClient | undefined;
  readonly #draft: Draft;
  readonly #event: Event | undefined;

  constructor(draft: Draft, payload: string, event: Event | undefined) {
    const { capture, scope } = draft;
    this.lane = capture.category === "transaction" ? "transaction" : "error";
    this.items = [{ header: ITEM_HEADERS[capture.category], payload, counts: countsOf(capture) }, ...attachmentItems(scope, capture.hint)];
    this.httpClient = capture.httpClient;
    this.#draft = draft;
    this.#event = event;
  }

  get headers(): OutgoingEnvelope["headers"] {
    const { client, id, trace } = this.#draft;
    return { event_id: id, sdk: { name: client.sdk.name, version: client.sdk.version }, trace: trace.dsc };
  }

  headersJson(): string {
    const { client, id, trace } = this.#draft;
    return `"event_id":${quote(id)},${sdkMember(client.sdk)},"trace":${trace.dscJson ?? headerJson(trace.dsc)}`;
  }

  settle(result: SendResult): void {
    this.#draft.settle(this.#event, result.status, result.status === "sent" ? undefined : result.error);
  }
}

let lastSdk: { readonly name: string; readonly version: string; readonly json: string } | undefined;

function sdkMember({ name, version }: SdkInfo): string {
  if (lastSdk?.name !== name || lastSdk.version !== version) lastSdk = { name, version, json: `"sdk":${headerJson({ name, version })}` };
  return lastSdk.json;
}

const COUNTS: Readonly<Record<EventCategory, Counts>> = {
  error: [["error", 1]],
  transaction: [
    ["transaction", 1],
    ["span", 1],
  ],
  feedback: [["feedback", 1]],
};

export function countsOf({ category, spanCount = 0 }: Capture): Counts {
  return spanCount === 0
    ? COUNTS[category]
    : [
        ["transaction", 1],
        ["span", spanCount + 1],
      ];
}
