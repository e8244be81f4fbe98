import type { AttributeBag } from "../attributes/attributes.ts";

/** What Sentry calls the kind of a span, told from the conventions of OpenTelemetry. */
export function operationOf(bag: AttributeBag, kind: string | undefined): string | undefined {
  if (bag.has("http.request.method") || bag.has("http.method")) return kind === "server" ? "http.server" : kind === "client" ? "http.client" : "http";
  if (bag.has("db.system") || bag.has("db.system.name")) return "db";
  if (bag.has("gen_ai.system") || bag.has("gen_ai.operation.name")) return `gen_ai.${bag.text("gen_ai.operation.name") ?? "request"}`;
  if (bag.has("rpc.service") || bag.has("rpc.system")) return "rpc";
  if (bag.has("messaging.system")) return kind === "consumer" ? "queue.process" : kind === "producer" ? "queue.publish" : "message";
  return bag.text("faas.trigger");
}
