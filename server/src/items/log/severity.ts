import type { Json } from "../../processing/json/json.ts";

/** Numbers of OpenTelemetry: four steps for each word (`protocol.md` §8.16). */
const words = ["trace", "debug", "info", "warn", "error", "fatal"] as const;
const longestWord = 32;

/** Word and number of a log's severity; each is told from the other where only one was sent. Unknown words stay. */
export function logSeverity(level: Json | undefined, number: Json | undefined): { readonly severity: string; readonly severityNumber: number } {
  const sent = typeof level === "string" && level.trim() !== "" ? level.trim().slice(0, longestWord).toWellFormed() : undefined;
  const known = sent?.toLowerCase() === "warning" ? "warn" : words.find((word) => word === sent?.toLowerCase());
  const valid = typeof number === "number" && Number.isInteger(number) && number >= 1 && number <= 24 ? number : undefined;
  const fromNumber = valid === undefined ? undefined : words[Math.floor((valid - 1) / 4)];
  const severity = known ?? sent ?? fromNumber ?? "info";
  return { severity, severityNumber: valid ?? numberOf(severity) };
}

function numberOf(severity: string): number {
  const index = words.findIndex((word) => word === severity);
  return index < 0 ? 9 : index * 4 + 1;
}
