import { AttributeBag } from "../attributes/attributes.ts";
import type { DrainedLog } from "./drained-log.ts";

/** By the severity of syslog, 0 to 7. */
const levels = ["fatal", "fatal", "fatal", "error", "warn", "info", "info", "debug"] as const;
/** `<priority>version time host app process message-id text`: RFC 5424 without its structured data, which Heroku leaves out. */
const frame = /^<(\d{1,3})>(\d{1,2}) (\S+) (\S+) (\S+) (\S+) (\S+)(?: ([\s\S]*))?$/;

/** Splits a body of Heroku's Logplex: each message has its length in bytes in front (RFC 6587). What cannot be split is one message. */
export function splitLogplex(body: Uint8Array): readonly string[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const messages: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const [head = "", length = ""] = /^\s*(\d{1,9}) /.exec(bytes.toString("latin1", at, at + 24)) ?? [];
    const start = at + head.length;
    const end = head === "" ? bytes.length : Math.min(start + Number(length), bytes.length);
    messages.push(bytes.toString("utf8", start, end).replace(/\n$/, ""));
    at = end;
  }
  return messages;
}

export function readLogplexMessage(message: string): DrainedLog | { readonly problem: string } {
  const [, priority, version, time, host, app, process, id, text = ""] = frame.exec(message) ?? [];
  const at = Date.parse(time ?? "");
  if (priority === undefined || Number.isNaN(at)) return { problem: "is no syslog message with a time" };
  const bag = new AttributeBag();
  bag.set("sentry.origin", "auto.log_drain.heroku");
  bag.set("syslog.facility", Number(priority) >> 3);
  bag.set("syslog.version", Number(version));
  for (const [name, value] of [
    ["resource.host.name", host],
    ["resource.service.name", app],
    ["syslog.procid", process],
    ["syslog.msgid", id],
  ] as const)
    if (value !== undefined && value !== "-") bag.set(name, value);
  return { at, body: text, level: levels[Number(priority) & 7], traceId: undefined, spanId: undefined, bag };
}
