import { errorLike, type Integration } from "@vedette/core";
import { captureException, captureMessage } from "../client/capture.ts";
import { watchConsole } from "./console.ts";

type Level = "debug" | "info" | "warn" | "error" | "log";
const SEVERITY = { debug: "debug", info: "info", warn: "warning", error: "error", log: "log" } as const;

/** Reports what is written to the console: errors among the arguments as errors, everything else as a message. */
export function captureConsoleIntegration({ levels = ["error"] }: { readonly levels?: readonly Level[] } = {}): Integration {
  return {
    name: "CaptureConsole",
    start: () =>
      watchConsole(levels, (method, message, args) => {
        const level = SEVERITY[method];
        const error = args.find(errorLike);
        const options = { level, mechanism: { type: "console", handled: true }, extra: { arguments: args } };
        if (error) captureException(error, options);
        else captureMessage(message, options);
      }),
  };
}
