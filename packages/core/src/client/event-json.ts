import type { Event, Exception, StackFrame } from "../event/event.ts";

interface Known {
  readonly frame: StackFrame;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly json: string;
}

/** By the lines before the place, which the source context hands out as one array per place. */
const knownFrames = new WeakMap<object, Known>();

/**
 * `JSON.stringify` for events. A frame with its source lines is a kilobyte that is the same whenever the program fails at that place, and most
 * of what an error costs (43 of 95 µs): its text is remembered, and used for as long as nobody changed anything about the frame.
 */
export function eventJson(event: Event): string {
  const { exception, ...rest } = event;
  if (!exception || !Array.isArray(exception.values)) return JSON.stringify(event);
  return withMember(JSON.stringify(rest), "exception", `{"values":[${exception.values.map(valueJson).join(",")}]}`);
}

function valueJson(value: Exception): string {
  const frames: unknown = value?.stacktrace?.frames;
  if (!Array.isArray(frames)) return JSON.stringify(value) ?? "null";
  const { stacktrace, ...rest } = value;
  const { frames: _, ...facts } = { ...stacktrace };
  const list = withMember(JSON.stringify(facts), "frames", `[${frames.map(frameJson).join(",")}]`);
  return withMember(JSON.stringify(rest), "stacktrace", list);
}

const withMember = (object: string, name: string, json: string): string => `${object === "{}" ? "{" : `${object.slice(0, -1)},`}"${name}":${json}}`;

function frameJson(frame: StackFrame | undefined): string {
  const before = frame?.pre_context;
  if (!frame || !Array.isArray(before)) return JSON.stringify(frame) ?? "null";
  const known = knownFrames.get(before);
  if (known && isSame(known, frame)) return known.json;
  const json = JSON.stringify(frame);
  if (isSimple(frame)) knownFrames.set(before, { frame: { ...frame }, before: [...before], after: [...(frame.post_context ?? [])], json });
  return json;
}

/** Nothing in it but what comparing by identity can vouch for, beside the source lines. */
const isSimple = (frame: StackFrame): boolean =>
  Object.entries(frame).every(([key, value]) => typeof value !== "object" || key === "pre_context" || (key === "post_context" && Array.isArray(value)));

function isSame({ frame: known, before, after }: Known, frame: StackFrame): boolean {
  const keys = Object.keys(frame);
  if (keys.length !== Object.keys(known).length || !keys.every((key) => Reflect.get(frame, key) === Reflect.get(known, key))) return false;
  // Hooks may write into the arrays themselves.
  return sameLines(before, frame.pre_context) && sameLines(after, frame.post_context);
}

const sameLines = (known: readonly string[], lines: readonly string[] = []): boolean =>
  known.length === lines.length && known.every((line, index) => line === lines[index]);
