import { captureException, getClient, type Event, type EventHint, type Exception, type Scope } from "@vedette/browser";

export interface ReactCapture {
  readonly error: unknown;
  /** React's own list of the components around the one that failed. */
  readonly componentStack: string;
  readonly mechanism: { readonly type: string; readonly handled: boolean };
  readonly configure?: ((scope: Scope) => void) | undefined;
}

/** A boundary and the handler of the root both see an error: it is reported once, and both are told the same id. */
const reported = new WeakMap<object, string>();

/** Reports the error with the component stack twice: as React wrote it in `contexts.react`, and parsed as the last cause. */
export function captureReactError(capture: ReactCapture): string {
  const { error } = capture;
  const known = typeof error === "object" && error !== null ? reported.get(error) : undefined;
  const id = known ?? report(capture);
  if (typeof error === "object" && error !== null) reported.set(error, id);
  return id;
}

function report({ error, componentStack, mechanism, configure }: ReactCapture): string {
  return captureException(error, {
    mechanism,
    contexts: { react: { componentStack } },
    captureContext: (scope) => {
      scope.addEventProcessor((event, hint) => withBoundary(event, hint, componentStack));
      try {
        configure?.(scope);
      } catch (thrown) {
        getClient()?.log(`beforeCapture threw: ${String(thrown)}`);
      }
      return scope;
    },
  });
}

/** The error object stays as it is: the link is added to the event, not to `error.cause`. */
function withBoundary(event: Event, { mechanism: given }: EventHint, componentStack: string): Event {
  const values = event.exception?.values;
  const last = values?.at(-1);
  const frames = getClient()?.platform.parseStack(componentStack) ?? [];
  if (!values || !last || frames.length === 0) return event;
  const parent = values[0]?.mechanism?.exception_id ?? 0;
  const boundary: Exception = {
    type: `React ErrorBoundary ${last.type ?? "Error"}`,
    value: last.value,
    mechanism: { type: "chained", source: "errorBoundary", handled: given?.handled, exception_id: values.length, parent_id: parent },
    stacktrace: { frames },
  };
  const captured = { ...last, mechanism: { type: "generic", ...last.mechanism, exception_id: last.mechanism?.exception_id ?? 0 } };
  return { ...event, exception: { values: [boundary, ...values.slice(0, -1), captured] } };
}
