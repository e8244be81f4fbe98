import { captureReactError } from "./component-stack.ts";

/** What React passes along; older versions leave the stack out of some. */
export interface ReactErrorInfo {
  readonly componentStack?: string | null | undefined;
}

/**
 * A handler for `onUncaughtError`, `onCaughtError` and `onRecoverableError` of React 19 roots. The callback is told the event's id;
 * an error that has one counts as handled.
 *
 * @example
 * createRoot(element, { onUncaughtError: reactErrorHandler(), onCaughtError: reactErrorHandler() });
 */
export function reactErrorHandler(
  callback?: (error: unknown, errorInfo: ReactErrorInfo, eventId: string) => void,
): (error: unknown, errorInfo: ReactErrorInfo) => void {
  return (error, errorInfo) => {
    const eventId = captureReactError({
      error,
      componentStack: errorInfo.componentStack ?? "",
      mechanism: { type: "react.error_handler", handled: callback !== undefined },
    });
    callback?.(error, errorInfo, eventId);
  };
}
