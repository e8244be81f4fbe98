import { readProperty, type Integration } from "@vedette/core";
import { captureMessage } from "../client/capture.ts";
import { quietly } from "./patch.ts";

type ReportType = "crash" | "deprecation" | "intervention";

/** Reports what the browser says of the page: features that will go, and what it did not let the page do. */
export function reportingObserverIntegration({
  types = ["crash", "deprecation", "intervention"],
}: { readonly types?: readonly ReportType[] } = {}): Integration {
  return {
    name: "ReportingObserver",
    start() {
      if (typeof ReportingObserver !== "function") return undefined;
      const observer = new ReportingObserver((reports) => reports.forEach((report) => quietly(() => tell(report))), { buffered: true, types: [...types] });
      observer.observe();
      return () => observer.disconnect();
    },
  };
}

function tell({ type, url, body }: Report): void {
  const details: Record<string, unknown> = {};
  // They are getters of the prototype, which nobody would see in the event.
  for (const name in body) if (name !== "toJSON") details[name] = readProperty(body, name);
  const what = [details["message"], details["reason"], details["crashId"]].find((part) => typeof part === "string") ?? "no details available";
  captureMessage(`ReportingObserver [${type}]: ${what}`, { level: "info", extra: { url, body: details } });
}
