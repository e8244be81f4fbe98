import { captureException } from "../client/capture.ts";
import { errorLike, readProperty, type Event, type Integration } from "@vedette/core";

/** Reports what nobody caught. The page's own handlers and the console's message stay as they are. */
export function globalHandlersIntegration(): Integration {
  return {
    name: "GlobalHandlers",
    start() {
      addEventListener("error", onError);
      addEventListener("unhandledrejection", onRejection);
      return () => {
        removeEventListener("error", onError);
        removeEventListener("unhandledrejection", onRejection);
      };
    },
    processEvent: describeThrown,
  };
}

const onError = (event: ErrorEvent): void => {
  const { error, message } = event;
  // Scripts of other origins tell nothing but the message, and resources that failed to load not even that.
  if (error === null || error === undefined) {
    if (message) captureException(new Error(message), { data: event, mechanism: { type: "onerror", handled: false } });
  } else captureException(error, { data: event, mechanism: { type: "onerror", handled: false } });
};

const onRejection = (event: PromiseRejectionEvent): void => {
  captureException(reasonOf(event), { data: event, mechanism: { type: "onunhandledrejection", handled: false } });
};

/** Promise libraries dispatch a CustomEvent and keep the reason in its detail. */
function reasonOf(event: Event | object): unknown {
  const detail = readProperty(event, "detail");
  return typeof detail === "object" && detail !== null ? readProperty(detail, "reason") : readProperty(event, "reason");
}

/** What the event of the handler knows better than a value that is no error. */
function describeThrown(event: Event, { data, originalException }: { data?: unknown; originalException?: unknown }): Event {
  const exception = event.exception?.values.at(-1);
  if (!exception || !(data instanceof globalThis.Event)) return event;
  if (data instanceof ErrorEvent) {
    const { error, message, filename, lineno, colno } = data;
    if (errorLike(error)) return event;
    if (error === null || error === undefined) [exception.type, exception.value] = splitMessage(message);
    const frame = { filename: filename || "<anonymous>", function: "?", in_app: true, lineno, colno };
    exception.stacktrace = { frames: [frame] };
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

/** `Uncaught TypeError: text` of the engines, taken apart. */
function splitMessage(message: string): [string, string] {
  const match = /^(?:[Uu]ncaught (?:exception: )?)?(?:(\w*(?:Error|Exception)): )?(.*)$/s.exec(message);
  return [match?.[1] ?? "Error", match?.[2] ?? message];
}
