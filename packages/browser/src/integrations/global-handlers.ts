import { errorLike, readProperty, type Event, type Integration, type Mechanism } from "@vedette/core";
import { captureException } from "../client/capture.ts";
import { on, together } from "./patch.ts";

/** Reports what nobody caught. The page's own handlers and the console's message stay as they are. */
export function globalHandlersIntegration(): Integration {
  return { name: "GlobalHandlers", start: () => watchUncaught(captureException), processEvent: describeThrown };
}

type Report = (value: unknown, facts: { readonly data: unknown; readonly mechanism: Mechanism }) => unknown;

export function watchUncaught(report: Report): () => void {
  const onError = (event: ErrorEvent): void => {
    const { error, message } = event;
    // Scripts of other origins tell nothing but the message, and resources that failed to load not even that.
    const value: unknown = error ?? (message ? new Error(message) : undefined);
    if (value !== undefined) report(value, { data: event, mechanism: { type: "onerror", handled: false } });
  };
  const onRejection = (event: PromiseRejectionEvent): void => {
    report(reasonOf(event), { data: event, mechanism: { type: "onunhandledrejection", handled: false } });
  };
  return together([on("error", onError), on("unhandledrejection", onRejection)]);
}

/** Promise libraries dispatch a CustomEvent and keep the reason in its detail. */
function reasonOf(event: Event | object): unknown {
  const detail = readProperty(event, "detail");
  return typeof detail === "object" && detail !== null ? readProperty(detail, "reason") : readProperty(event, "reason");
}

/** What the event of the handler knows better than a value that is no error. */
export function describeThrown(event: Event, { data, originalException }: { data?: unknown; originalException?: unknown }): Event {
  const exception = event.exception?.values.at(-1);
  if (!exception || !(data instanceof globalThis.Event)) return event;
  if (data instanceof ErrorEvent) {
    const { error, filename, lineno, colno } = data;
    if (errorLike(error)) return event;
    exception.stacktrace = { frames: [{ filename: filename || "<anonymous>", function: "?", in_app: true, lineno, colno }] };
  } else if (!errorLike(originalException)) {
    exception.type = "UnhandledRejection";
    exception.value =
      typeof originalException === "object" && originalException !== null
        ? exception.value?.replace("as exception", "as promise rejection")
        : `Non-Error promise rejection captured with value: ${exception.value ?? ""}`;
    delete exception.stacktrace;
  }
  return event;
}
