import type { Integration } from "../client/integration.ts";
import type { Context } from "../event/event.ts";
import { errorLike, readProperty } from "./error-like.ts";

/** What every error has, or what engines add by themselves. */
const KNOWN = new Set(["name", "message", "stack", "cause", "errors", "toString", "toJSON", "line", "column", "fileName", "lineNumber", "columnNumber", "sourceURL"]); // prettier-ignore

/** Sends what the application wrote onto an error object, as a context with the name of its type. */
export function extraErrorDataIntegration(): Integration {
  return {
    name: "ExtraErrorData",
    processEvent(event, { originalException: error }) {
      if (!errorLike(error)) return event;
      const data: Context = {};
      for (const key of Object.keys(error)) if (!KNOWN.has(key)) data[key] = readProperty(error, key);
      if (Object.keys(data).length === 0) return event;
      const name = readProperty(error, "name");
      return { ...event, contexts: { ...event.contexts, [typeof name === "string" ? name : "Error"]: data } };
    },
  };
}
