import type { NormalizedEvent } from "../normalize/event.ts";
import { normalizeUri } from "../security/csp-text.ts";
import { crashFrame, mainException } from "./crash-frame.ts";

export interface Headline {
  readonly title: string;
  readonly location: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

const maxTitlePart = 100;

/** How an event is called (`protocol.md` §17.4). */
export function headline(event: NormalizedEvent): Headline {
  const own = event.title === undefined ? undefined : { title: event.title };
  if (event.type === "error") return { ...errorHeadline(event), ...own };
  if (event.type === "feedback") return { title: "User Feedback", location: null, metadata: feedbackMetadata(event) };
  const message = event.logentry?.formatted ?? "";
  if (event.type === "transaction") return { title: event.transaction ?? "<unlabeled transaction>", location: event.transaction ?? null, metadata: {}, ...own };
  const title = own?.title ?? (firstLine(message, maxTitlePart) || "<unlabeled event>");
  if (event.type === "csp") return { title, ...cspHeadline(event, message) };
  return { title, location: null, metadata: { title } };
}

function errorHeadline(event: NormalizedEvent): Headline {
  const exception = mainException(event);
  const frame = crashFrame(event);
  const filename = frame?.filename ?? frame?.abs_path;
  const synthetic = exception?.mechanism?.synthetic === true;
  const type = exception?.type ?? "Error";
  const value = exception?.value ?? "";
  const metadata = {
    ...(!synthetic && { type: type.slice(0, 128).toWellFormed() }),
    value: cut(value, 1024),
    ...(filename !== undefined && { filename }),
    ...(frame?.function !== undefined && { function: frame.function }),
  };
  const line = firstLine(value, maxTitlePart);
  const title = synthetic ? (frame?.function ?? "<unknown>") : line === "" ? type : `${type}: ${line}`;
  return { title, location: filename ?? null, metadata };
}

function cspHeadline({ csp }: NormalizedEvent, message: string): Omit<Headline, "title"> {
  const { effective_directive: directive, blocked_uri: blocked } = csp ?? {};
  const uri = typeof blocked === "string" ? normalizeUri(blocked) : null;
  return { location: uri, metadata: { ...(typeof directive === "string" && { directive }), ...(uri !== null && { uri }), message } };
}

function feedbackMetadata(event: NormalizedEvent): Headline["metadata"] {
  const context = event.contexts?.["feedback"];
  const members = ["message", "contact_email", "name", "source"].map((member) => [member, context?.[member]] as const);
  return Object.fromEntries(members.filter((entry): entry is readonly [string, string] => typeof entry[1] === "string" && entry[1] !== ""));
}

/** Cut to `limit` characters including an ellipsis. */
function firstLine(text: string, limit: number): string {
  const start = text.search(/\S/);
  if (start < 0) return "";
  const end = text.slice(start, start + limit * 2 + 2).search(/[\n\r\v\f\u0085\u2028\u2029]/);
  return cut(end < 0 ? text.slice(start).trimEnd() : text.slice(start, start + end).trimEnd(), limit);
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 3).toWellFormed()}...`;
}
