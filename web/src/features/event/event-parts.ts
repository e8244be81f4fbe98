import { type JsonObject, booleanOf, isObject, listOf, numberOf, objectOf, pairsOf, textOf } from "../../api/json.ts";
import type { EventShape } from "../../api/shapes.ts";

/** An event's entries as the page draws them. Entries carry what an SDK sent, so each part tolerates missing and odd fields. */

export interface Frame {
  readonly filename: string | null;
  readonly absPath: string | null;
  readonly module: string | null;
  readonly package: string | null;
  readonly function: string | null;
  readonly lineNo: number | null;
  readonly colNo: number | null;
  readonly inApp: boolean;
  readonly instructionAddr: string | null;
  readonly context: readonly (readonly [line: number, text: string])[];
  readonly vars: JsonObject;
}

export interface Stack {
  /** Oldest call first, as SDKs send them. */
  readonly frames: readonly Frame[];
  readonly framesOmitted: readonly [number, number] | null;
}

export interface Mechanism {
  readonly type: string | null;
  readonly handled: boolean | null;
  readonly description: string | null;
  readonly source: string | null;
  readonly exceptionId: number | null;
  readonly parentId: number | null;
  readonly isGroup: boolean;
  readonly meta: JsonObject;
}

export interface ExceptionPart {
  readonly type: string;
  readonly value: string;
  readonly module: string | null;
  readonly mechanism: Mechanism | null;
  readonly stack: Stack | null;
}

export interface ThreadPart {
  readonly id: string;
  readonly name: string | null;
  readonly isCrashed: boolean;
  readonly isCurrent: boolean;
  readonly state: string | null;
  readonly stack: Stack | null;
}

export interface Breadcrumb {
  readonly timestamp: string | null;
  readonly type: string;
  readonly category: string;
  readonly level: string;
  readonly message: string | null;
  readonly data: JsonObject;
}

type Pairs = readonly (readonly [key: string, value: string])[];

export interface RequestPart {
  readonly method: string | null;
  readonly url: string | null;
  readonly query: Pairs;
  readonly fragment: string | null;
  readonly headers: Pairs;
  readonly cookies: Pairs;
  readonly env: Pairs;
  readonly body: unknown;
}

export interface EventParts {
  /** As sent: the cause first, what was thrown last. */
  readonly exceptions: readonly ExceptionPart[];
  readonly threads: readonly ThreadPart[];
  readonly stack: Stack | null;
  readonly message: { readonly formatted: string; readonly template: string | null; readonly params: unknown } | null;
  readonly breadcrumbs: readonly Breadcrumb[];
  readonly request: RequestPart | null;
  /** What a browser reported of a page's policy, under the names of its members. */
  readonly report: readonly (readonly [name: string, value: unknown])[];
}

export function eventParts(event: Pick<EventShape, "entries">): EventParts {
  const entry = (type: string): unknown => event.entries.find((each) => each.type === type)?.data;
  const values = (type: string): readonly JsonObject[] => listOf(objectOf(entry(type))["values"]).filter(isObject);
  return {
    exceptions: values("exception").map(exceptionPart),
    threads: values("threads").map(threadPart),
    stack: stackPart(entry("stacktrace")),
    message: messagePart(entry("message")),
    breadcrumbs: values("breadcrumbs").map(breadcrumb),
    request: requestPart(entry("request")),
    report: Object.entries(objectOf(entry("csp"))),
  };
}

function exceptionPart(value: JsonObject): ExceptionPart {
  const mechanism = value["mechanism"];
  return {
    type: textOf(value["type"]) ?? "Error",
    value: textOf(value["value"]) ?? "",
    module: textOf(value["module"]),
    mechanism: isObject(mechanism) ? mechanismPart(mechanism) : null,
    stack: stackPart(value["stacktrace"]),
  };
}

function mechanismPart(value: JsonObject): Mechanism {
  return {
    type: textOf(value["type"]),
    handled: booleanOf(value["handled"]),
    description: textOf(value["description"]),
    source: textOf(value["source"]),
    exceptionId: numberOf(value["exceptionId"]),
    parentId: numberOf(value["parentId"]),
    isGroup: value["isExceptionGroup"] === true,
    meta: { ...objectOf(value["meta"]), ...objectOf(value["data"]) },
  };
}

function threadPart(value: JsonObject): ThreadPart {
  return {
    id: textOf(value["id"]) ?? "",
    name: textOf(value["name"]),
    isCrashed: value["crashed"] === true,
    isCurrent: value["current"] === true,
    state: textOf(value["state"]),
    stack: stackPart(value["stacktrace"]),
  };
}

function stackPart(value: unknown): Stack | null {
  if (!isObject(value)) return null;
  const frames = listOf(value["frames"]).filter(isObject).map(framePart);
  const omitted = listOf(value["framesOmitted"]).map(numberOf);
  return frames.length === 0
    ? null
    : { frames, framesOmitted: typeof omitted[0] === "number" && typeof omitted[1] === "number" ? [omitted[0], omitted[1]] : null };
}

function framePart(value: JsonObject): Frame {
  return {
    filename: textOf(value["filename"]),
    absPath: textOf(value["absPath"]),
    module: textOf(value["module"]),
    package: textOf(value["package"]),
    function: textOf(value["function"]),
    lineNo: numberOf(value["lineNo"]),
    colNo: numberOf(value["colNo"]),
    inApp: value["inApp"] === true,
    instructionAddr: textOf(value["instructionAddr"]),
    context: listOf(value["context"]).flatMap((line) => {
      if (!Array.isArray(line)) return [];
      const number = numberOf(line[0]);
      return number === null ? [] : [[number, textOf(line[1]) ?? ""] as const];
    }),
    vars: objectOf(value["vars"]),
  };
}

function messagePart(value: unknown): EventParts["message"] {
  if (!isObject(value)) return null;
  const formatted = textOf(value["formatted"]) ?? textOf(value["message"]);
  return formatted === null ? null : { formatted, template: textOf(value["message"]), params: value["params"] ?? null };
}

function breadcrumb(value: JsonObject): Breadcrumb {
  const type = textOf(value["type"]) ?? "default";
  return {
    timestamp: textOf(value["timestamp"]),
    type,
    category: textOf(value["category"]) ?? type,
    level: textOf(value["level"]) ?? "info",
    message: textOf(value["message"]),
    data: objectOf(value["data"]),
  };
}

function requestPart(value: unknown): RequestPart | null {
  if (!isObject(value)) return null;
  return {
    method: textOf(value["method"]),
    url: textOf(value["url"]),
    query: typeof value["query"] === "string" ? [...new URLSearchParams(value["query"])] : pairsOf(value["query"]),
    fragment: textOf(value["fragment"]),
    headers: pairsOf(value["headers"]),
    cookies: pairsOf(value["cookies"]),
    env: pairsOf(value["env"]),
    body: value["data"] ?? null,
  };
}

/** What was thrown last comes first, then what caused it. */
export function exceptionsNewestFirst(exceptions: readonly ExceptionPart[]): readonly ExceptionPart[] {
  return exceptions.toReversed();
}

/** How an exception hangs together with the one before it: by the mechanism's own words where there are some. */
export function relationText(exception: ExceptionPart, index: number): string {
  if (index === 0) return "";
  const source = exception.mechanism?.source ?? null;
  if (source === "__context__") return "while handling";
  if (source === "__suppressed__") return "suppressed";
  const member = /^(?:exceptions|errors|InnerExceptions)\[(\d+)\]$/iu.exec(source ?? "");
  if (member !== null) return `member ${Number(member[1]) + 1} of the group:`;
  return "caused by";
}
