import { isRecord, listAt, pick } from "../server/test/json-path.ts";
import { entry, exceptions, frames, tag } from "./event-parts.ts";
import { expectEqual, expectTrue } from "./expect.ts";

/** What an SDK's program did, read back through the REST API. Each feature lists what is wrong; nothing means it works. */

interface StoredEvent {
  /** `…/events/{id}/` */
  readonly detail: unknown;
  /** `…/events/{id}/attachments/` */
  readonly attachments: unknown;
}

export interface Feature {
  /** Row of the table. */
  readonly title: string;
  readonly check: (event: StoredEvent) => readonly string[];
}

const sameForAll = (event: StoredEvent): readonly string[] => [
  ...expectEqual("release", tag(event.detail, "release"), "shop@1.4.0"),
  ...expectEqual("environment", tag(event.detail, "environment"), "proof"),
  ...expectEqual("server_name", tag(event.detail, "server_name"), "till-1"),
];

const checkoutChain = (event: StoredEvent): readonly string[] => [
  ...expectEqual(
    "values, the cause first",
    exceptions(event.detail).map((value) => pick(value, "value")),
    ["quantity -1 out of range", "checkout failed"],
  ),
  ...expectTrue("no frame of the program", frames(event.detail).length > 0),
  ...expectTrue("the last frame is not the program's", pick(frames(event.detail).at(-1), "inApp") === true),
];

export const features = {
  exception: { title: "captured exception with its cause", check: (event) => [...sameForAll(event), ...checkoutChain(event)] },
  locals: {
    title: "local variables and source lines of a frame",
    check: (event) => {
      const failing = frames(event.detail, 0).at(-1);
      const lines = listAt(failing, "context").map((line) => String(pick(line, 1)));
      return [
        ...expectEqual("local variable quantity", String(pick(failing, "vars", "quantity")), "-1"),
        ...expectTrue(
          "no source line",
          lines.some((line) => line.includes("out of range")),
        ),
      ];
    },
  },
  unhandled: {
    title: "unhandled exception or panic",
    check: (event) => [
      ...expectTrue(
        "the cause is missing",
        exceptions(event.detail).some((value) => pick(value, "value") === "quantity -1 out of range"),
      ),
      ...expectTrue("no frames", frames(event.detail).length > 0),
    ],
  },
  thread: {
    title: "exception in another thread",
    check: (event) => [...checkoutChain(event), ...expectEqual("handled", pick(exceptions(event.detail).at(-1), "mechanism", "handled"), false)],
  },
  message: {
    title: "message",
    check: (event) => [
      ...sameForAll(event),
      ...expectEqual("title", pick(event.detail, "title"), "stock is low"),
      ...expectEqual("level", tag(event.detail, "level"), "info"),
    ],
  },
  logging: {
    title: "log call as an event, earlier ones as breadcrumbs",
    check: (event) => [
      ...expectEqual("title", pick(event.detail, "title"), "payment p-7 failed"),
      ...expectEqual("logger", tag(event.detail, "logger"), "shop.billing"),
      ...expectEqual("breadcrumb", pick(entry(event.detail, "breadcrumbs"), "values", 0, "message"), "card 4242 was declined"),
    ],
  },
  breadcrumbs: {
    title: "breadcrumbs",
    check: (event) =>
      expectEqual(
        "breadcrumbs",
        listAt(entry(event.detail, "breadcrumbs"), "values").map((crumb) => [pick(crumb, "category"), pick(crumb, "message"), pick(crumb, "level")]),
        [
          ["auth", "signed in", "info"],
          ["cart", "added A-1", "debug"],
        ],
      ),
  },
  scope: {
    title: "user, tags, contexts, level, fingerprint",
    check: (event) => [
      ...["id:u-42", "email:ada@example.com", "username:ada"].flatMap((pair) => {
        const [key = "", value] = pair.split(":");
        return expectEqual(`user.${key}`, pick(event.detail, "user", key), value);
      }),
      ...expectEqual("tag tenant", tag(event.detail, "tenant"), "acme"),
      ...expectEqual("tag retries", tag(event.detail, "retries"), "3"),
      ...expectEqual("context cart.items", pick(event.detail, "contexts", "cart", "items"), 2),
      ...expectEqual("context cart.total", pick(event.detail, "contexts", "cart", "total"), 19.9),
      ...expectEqual("level", tag(event.detail, "level"), "warning"),
      ...expectEqual("one hash, of the fingerprint", listAt(event.detail, "fingerprints").length, 1),
    ],
  },
  attachment: {
    title: "attachment",
    check: ({ attachments }) => {
      const [file] = listAt(attachments);
      return [
        ...expectEqual("name", pick(file, "name"), "order.txt"),
        ...expectEqual("mimetype", pick(file, "mimetype"), "text/plain"),
        ...expectEqual("size", pick(file, "size"), 23),
      ];
    },
  },
  request: {
    title: "request data in an HTTP handler",
    check: (event) => {
      const request = entry(event.detail, "request");
      const headers = pick(request, "headers");
      return [
        ...expectEqual("method", pick(request, "method"), "POST"),
        ...expectEqual("url", pick(request, "url"), "https://shop.example.com/orders/7"),
        ...expectEqual("query", pick(request, "query"), [["page", "2"]]),
        ...expectTrue("header X-Tenant is missing", Array.isArray(headers) && headers.some((pair) => pick(pair, 0) === "X-Tenant" && pick(pair, 1) === "acme")),
        ...expectTrue("no trace context", isRecord(pick(event.detail, "contexts", "trace"))),
      ];
    },
  },
} as const satisfies Record<string, Feature>;

export type FeatureName = keyof typeof features;
