import { LOG_DRAIN_CONTENT_TYPES } from "@vedette/protocol";
import { decodeJson, decodeText } from "../../processing/json/decode.ts";
import { isArray } from "../../processing/json/json.ts";
import type { DrainedLog } from "../../processing/log-drains/drained-log.ts";
import { readLogplexMessage, splitLogplex } from "../../processing/log-drains/logplex.ts";
import { readVercelLog } from "../../processing/log-drains/vercel.ts";
import type { IncomingItem, Rejected } from "../define-item.ts";

export type Drained = DrainedLog | { readonly problem: string };

/** What the log drain of a platform sent; undefined when the item is something else. */
export function readDrain(item: IncomingItem, contentType: string): { readonly value: readonly Drained[] } | Rejected | undefined {
  const logs = readLogs(item, contentType);
  return logs !== undefined && "value" in logs && logs.value.length === 0 ? rejected("no_data", "There are no logs in the request.") : logs;
}

function readLogs(item: IncomingItem, contentType: string): { readonly value: readonly Drained[] } | Rejected | undefined {
  switch (contentType) {
    case LOG_DRAIN_CONTENT_TYPES.vercelJson:
      return vercelList(item);
    case LOG_DRAIN_CONTENT_TYPES.vercelLines:
      return { value: nonEmpty(decodeText(item.payload).split("\n")).map(vercelLine) };
    case LOG_DRAIN_CONTENT_TYPES.heroku:
      return { value: nonEmpty(splitLogplex(item.payload)).map((message) => withDrain(readLogplexMessage(message), item.headers)) };
    default:
      return undefined;
  }
}

function vercelList({ payload }: IncomingItem): { readonly value: readonly Drained[] } | Rejected {
  const decoded = payload.length === 0 ? { problem: "nothing" } : decodeJson(payload);
  if ("problem" in decoded) return rejected("invalid_json", `The logs are not JSON: ${decoded.problem}`);
  return { value: (isArray(decoded.value) ? decoded.value : [decoded.value]).map(readVercelLog) };
}

function rejected(reason: string, detail: string): Rejected {
  return { kind: "rejected", outcome: "invalid", reason, detail, category: "log_item" };
}

function vercelLine(line: string): Drained {
  const decoded = decodeJson(Buffer.from(line));
  return "problem" in decoded ? decoded : readVercelLog(decoded.value);
}

function nonEmpty(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.trim() !== "");
}

function withDrain(log: Drained, { logplex_frame_id: frame, logplex_drain_token: token }: IncomingItem["headers"]): Drained {
  if ("bag" in log && typeof frame === "string") log.bag.set("heroku.logplex.frame_id", frame);
  if ("bag" in log && typeof token === "string") log.bag.set("heroku.logplex.drain_token", token);
  return log;
}
