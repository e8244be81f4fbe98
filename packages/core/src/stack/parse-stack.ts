import type { StackFrame } from "../event/event.ts";
import type { InAppRule } from "./in-app.ts";
import { parseGeckoLine } from "./gecko.ts";
import { parseV8Line } from "./v8.ts";

/** Frames kept of one stack: the newest ones. Engines stop at 10 to 200; the server keeps 250. */
const MAX_FRAMES = 100;
/** A line longer than this is a generated data URL or worse, and costs regular expressions too much. */
const MAX_LINE = 2048;

/** Places as they are written, in decimal. */
export type ParsedLine = {
  readonly function?: string | undefined;
  readonly filename: string;
  readonly lineno: string | undefined;
  readonly colno: string | undefined;
};

/** Lines whose frames are remembered: a program fails at few places, and the expressions below are most of what an error costs. */
const MAX_REMEMBERED = 2000;

/** `parseStack` that remembers lines. `complete` adds to a frame what depends on its line alone. */
export function createStackParser(
  inApp: InAppRule,
  complete: (frame: StackFrame) => void = () => undefined,
): (stack: string, skipFrames?: number) => StackFrame[] {
  const remembered = new Map<string, StackFrame | null>();
  const remember = (line: string): StackFrame | null => {
    const known = remembered.get(line);
    if (known !== undefined) return known;
    const frame = frameOf(line, inApp);
    if (frame) complete(frame);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(line, frame);
    return frame;
  };
  return (stack, skipFrames = 0) => framesOf(stack, remember, skipFrames);
}

/** Turns the text of `error.stack` into frames, oldest call first. Understands V8, SpiderMonkey and JavaScriptCore. */
export function parseStack(stack: string, inApp: InAppRule, skipFrames = 0): StackFrame[] {
  return framesOf(stack, (line) => frameOf(line, inApp), skipFrames);
}

function framesOf(stack: string, frameOfLine: (line: string) => StackFrame | null, skipFrames: number): StackFrame[] {
  const frames: StackFrame[] = [];
  let skip = skipFrames;
  for (const line of stack.split("\n")) {
    if (frames.length >= MAX_FRAMES) break;
    const frame = frameOfLine(line);
    // A copy: hooks and source context write into the frames of their event.
    if (frame && skip-- <= 0) frames.push({ ...frame });
  }
  return frames.toReversed();
}

function frameOf(line: string, inApp: InAppRule): StackFrame | null {
  const parsed = line.length > MAX_LINE ? undefined : (parseV8Line(line) ?? parseGeckoLine(line));
  return parsed ? toFrame(parsed, inApp) : null;
}

function toFrame(line: ParsedLine, inApp: InAppRule): StackFrame {
  const filename = line.filename.startsWith("file://") ? filePath(line.filename) : line.filename;
  return {
    filename,
    function: line.function ?? "?",
    in_app: inApp(filename),
    ...(line.lineno && { lineno: Number(line.lineno) }),
    ...(line.colno && { colno: Number(line.colno) }),
  };
}

function filePath(url: string): string {
  try {
    const path = decodeURIComponent(new URL(url).pathname);
    return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path;
  } catch {
    return url;
  }
}
