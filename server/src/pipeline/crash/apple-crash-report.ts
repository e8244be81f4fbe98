import { isObject, type JsonObject } from "../../processing/json/json.ts";

const mostBytes = 4 * 1024 * 1024;

/** The head of Apple's crash reports, which are text: what is shown as long as nobody symbolicates the rest. */
export function appleCrashEvent(bytes: Uint8Array, sent: JsonObject): JsonObject {
  const text = new TextDecoder().decode(bytes.subarray(0, mostBytes));
  const line = (name: string): string | undefined => new RegExp(`^${name}:[ \\t]*(\\S.*)$`, "m").exec(text)?.[1]?.trim().slice(0, 512);
  const type = line("Exception Type") ?? "Apple Crash Report";
  const value = line("Exception Subtype") ?? line("Exception Message") ?? line("Termination Reason") ?? line("Exception Codes") ?? "";
  const version = /^\s*(\S.*?)\s+(\d[\d.]*)(?:\s+\((\w+)\))?/.exec(line("OS Version") ?? "");
  const os =
    version === null ? {} : { os: { type: "os", name: version[1] ?? "", version: version[2] ?? "", ...(version[3] !== undefined && { build: version[3] }) } };
  return {
    ...sent,
    platform: "native",
    level: sent["level"] ?? "fatal",
    exception: { values: [{ type, value, mechanism: { type: "applecrashreport", handled: false, synthetic: true } }] },
    contexts: { ...(isObject(sent["contexts"]) ? sent["contexts"] : {}), ...os },
  };
}
