import type { NormalizedEvent, Occurrence } from "../normalize/event.ts";
import type { JsonObject } from "../json/json.ts";
import { lineEnd } from "../line-end.ts";
import { readCspReport } from "../security/csp-report.ts";
import { cspMessage, normalizeUri } from "../security/csp-text.ts";
import { crashFrame, mainException } from "./crash-frame.ts";

export interface Headline {
  readonly title: string;
  readonly location: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

const maxTitlePart = 100;
const maxType = 128;
const maxValue = 1024;

/** How an event is called (`protocol.md` §17.4). */
export function headline(event: NormalizedEvent): Headline {
  if (event.occurrence !== undefined) return occurrenceHeadline(event, event.occurrence);
  const own = event.title === undefined ? undefined : { title: event.title };
  if (event.type === "error") return { ...errorHeadline(event), ...own };
  if (event.type === "feedback") return { title: "User Feedback", location: null, metadata: feedbackMetadata(event) };
  const message = event.logentry?.formatted ?? "";
  if (event.type === "transaction") return { title: event.transaction ?? "<unlabeled transaction>", location: event.transaction ?? null, metadata: {}, ...own };
  const security = securityHeadline(event, message.trim());
  if (security !== undefined) return { ...security, ...own };
  const title = own?.title ?? (firstLine(message.trim(), maxTitlePart) || "<unlabeled event>");
  return { title, location: null, metadata: { title } };
}

function occurrenceHeadline({ transaction }: NormalizedEvent, { issue_title: title, subtitle }: Occurrence): Headline {
  return { title, location: transaction ?? null, metadata: { title, value: cut(subtitle, maxValue) } };
}

function errorHeadline(event: NormalizedEvent): Headline {
  const exception = mainException(event);
  const frame = crashFrame(event);
  const filename = frame?.filename ?? frame?.abs_path;
  const synthetic = exception?.mechanism?.synthetic === true;
  const type = cut(exception?.type ?? "Error", maxType);
  const value = cut(exception?.value ?? "", maxValue);
  const metadata = {
    ...(!synthetic && { type }),
    value,
    ...(filename !== undefined && { filename }),
    ...(frame?.function !== undefined && { function: frame.function }),
  };
  const line = firstLine(value, maxTitlePart);
  const title = synthetic ? (frame?.function ?? "<unknown>") : line === "" ? type : `${type}: ${line}`;
  return { title, location: filename ?? null, metadata };
}

/** What older browsers reported of certificates (`protocol.md` §2.2). */
const certificateReports = {
  hpkp: (host: string) => `Public key pinning validation failed for '${host}'`,
  expectct: (host: string) => `Expect-CT failed for '${host}'`,
  expectstaple: (host: string) => `Expect-Staple failed for '${host}'`,
} as const;

/** The whole message that ingest wrote; a report that came in an event of its own has none. */
function securityHeadline(event: NormalizedEvent, sent: string): Headline | undefined {
  if (event.type === "csp") return cspHeadline(event.csp ?? {}, sent);
  if (event.type !== "hpkp" && event.type !== "expectct" && event.type !== "expectstaple") return undefined;
  const host = event[event.type]?.["hostname"];
  const origin = typeof host === "string" ? host : null;
  const message = sent === "" ? certificateReports[event.type](origin ?? "") : sent;
  return { title: message, location: origin, metadata: { message, ...(origin !== null && { origin }) } };
}

function cspHeadline(csp: JsonObject, sent: string): Headline {
  const report = readCspReport(csp);
  const message = sent === "" && report !== undefined ? cspMessage(report) : sent;
  const uri = report === undefined ? null : normalizeUri(report.blocked_uri);
  return {
    title: message === "" ? "<unlabeled event>" : message,
    location: uri,
    metadata: { ...(report !== undefined && { directive: report.effective_directive }), ...(uri !== null && { uri }), message },
  };
}

function feedbackMetadata(event: NormalizedEvent): Headline["metadata"] {
  const context = event.contexts?.["feedback"];
  const members = ["message", "contact_email", "name", "source"].map((member) => [member, context?.[member]] as const);
  return Object.fromEntries(members.filter((entry): entry is readonly [string, string] => typeof entry[1] === "string" && entry[1] !== ""));
}

/** Cut to `limit` characters including an ellipsis. Where a text begins with blank lines, the first that says something. */
function firstLine(text: string, limit: number): string {
  const [first = ""] = text.split(lineEnd, 1);
  return cut(first.trim() === "" ? (text.trim().split(lineEnd, 1)[0] ?? "") : first, limit);
}

/** By characters and not by UTF-16 units, so that a smile is one. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  if (characters.length <= limit) return text.toWellFormed();
  return `${characters
    .slice(0, limit - 3)
    .join("")
    .toWellFormed()}...`;
}
